import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {type Check, fail, pass, unknown, unseen} from '../check.ts';
import {otherKernel} from '../kconfig/option.ts';

export default {
  id: 'kernel.version',
  title: 'Kernel version',
  why: 'Each BPF feature came with some kernel version; distributions backport, so the number is a hint and never the verdict on a feature.',
  reads: 'uname -r',
  sources: [thresholds.btfSysfs.source, thresholds.ringbuf.source],
  evaluate: ({kernel: {release}}) => {
    const expected = `${thresholds.ringbuf.version} or newer (ring buffer; BTF files since ${thresholds.btfSysfs.version})`;
    if (release.state !== 'known') return unseen('the kernel release', release, {source: 'version', expected});
    const evidence = [`uname -r: ${release.value}`];
    const enough = atLeast(release.value, thresholds.ringbuf.version);
    if (enough === undefined)
      return unknown(`${release.value} does not start with a version`, {source: 'version', evidence, expected});
    return enough
      ? pass(release.value, {source: 'version', evidence, expected})
      : fail(release.value, {source: 'version', evidence, expected, remedy: otherKernel});
  },
} satisfies Check;
