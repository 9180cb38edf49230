import {valueIfKnown} from '../../facts/fact.ts';
import {parseVersion} from '../../facts/version.ts';
import type {Extern} from '../object/externs.ts';
import type {Kernel} from './kernel.ts';

/**
 * The number that libbpf gives a program for an option of the kernel, or for what it adds to them (set_kcfg_value_tri, set_kcfg_value_num); undefined where
 * that was not read.
 */
export const optionValue = (kernel: Kernel, {name, type}: Extern): bigint | undefined => {
  if (name === 'LINUX_KERNEL_VERSION') return versionCode(kernel);
  const text = optionText(kernel, name);
  if (text === '') return 0n;
  if (text === 'y' || text === 'm') {
    if (/\bchar$/.test(type)) return BigInt(text.charCodeAt(0));
    return text === 'y' ? 1n : 2n;
  }
  return text !== undefined && /^(0x[0-9a-f]{1,16}|\d{1,19})$/i.test(text) ? BigInt(text) : undefined;
};

/** Whether an option is set; undefined where that was not read. */
export const isSet = (kernel: Kernel, name: string): boolean | undefined => {
  const text = optionText(kernel, name);
  return text === undefined ? undefined : text !== '';
};

/** Some of what scripts/probe.sh keeps of a configuration: an option of such a name that is missing is not set. */
const kept =
  /^CONFIG_(.*BPF.*|DEBUG_INFO.*|.*KPROBE.*|.*UPROBE.*|.*FPROBE.*|.*FTRACE.*|MODULES|CGROUPS|NET|SCHED_CLASS_EXT)$/;

/** The value of an option as the configuration has it; empty where it is not set. */
const optionText = ({facts}: Kernel, name: string): string | undefined => {
  const config = facts && valueIfKnown(facts.kernel.config);
  return config?.options[name.replace(/^CONFIG_/, '')] ?? (config && kept.test(name) ? '' : undefined);
};

/** KERNEL_VERSION(a, b, c); c does not go beyond 255 (Linux 4.4.256 and later). */
const versionCode = ({facts}: Kernel): bigint | undefined => {
  const release = facts && valueIfKnown(facts.kernel.release);
  const [major, minor = 0, patch = 0] = parseVersion(release ?? '') ?? [];
  return major === undefined ? undefined : BigInt((major << 16) + (minor << 8) + Math.min(patch, 255));
};
