import type {Facts} from './facts.ts';
import {thresholds} from './thresholds.ts';
import {atLeast} from './version.ts';

/** Whether the kernel's BTF holds ENUM64, which older loaders refuse: by its version and the pahole that it was built with. */
export const hasEnum64 = ({kernel: {release, config}, btf}: Pick<Facts, 'kernel' | 'btf'>): boolean =>
  btf.vmlinux.state === 'known' &&
  release.state === 'known' &&
  atLeast(release.value, thresholds.enum64.version) === true &&
  config.state === 'known' &&
  // 124 means 1.24.
  Number(config.value.options.PAHOLE_VERSION ?? 0) >= 124;
