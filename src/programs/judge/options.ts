import {valueIfKnown} from '../../facts/fact.ts';
import {parseVersion} from '../../facts/version.ts';
import type {Kernel} from './kernel.ts';

/**
 * The number that a loader gives a program for an option of the kernel, or for what libbpf adds to them; undefined where it was not read. The probe
 * keeps only a part of a kernel's configuration, so that an option which is missing there may be set.
 */
export const optionValue = ({facts}: Kernel, name: string): bigint | undefined => {
  if (!facts) return undefined;
  if (name === 'LINUX_KERNEL_VERSION') return versionCode(valueIfKnown(facts.kernel.release));
  const config = valueIfKnown(facts.kernel.config);
  const text = name.startsWith('CONFIG_') ? config?.options[name.slice('CONFIG_'.length)] : undefined;
  // Of `y` and `m` it depends on the variable's type what they become.
  if (text === 'y') return 1n;
  return text !== undefined && /^(0x[0-9a-f]{1,16}|\d{1,19})$/i.test(text) ? BigInt(text) : undefined;
};

/** KERNEL_VERSION(a, b, c); c does not go beyond 255 (Linux 4.4.256 and later). */
const versionCode = (release: string | undefined): bigint | undefined => {
  const [major, minor = 0, patch = 0] = parseVersion(release ?? '') ?? [];
  return major === undefined ? undefined : BigInt((major << 16) + (minor << 8) + Math.min(patch, 255));
};
