import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'hdr.same-release',
  after: 'hdr.kernel-headers',
  title: "Headers are the running kernel's own",
  why: 'With the headers of another kernel a program that reads kernel structures reads wrong field offsets; only what tracepoints hand over is safe.',
  reads: '/lib/modules/RELEASE/build/include/generated/utsrelease.h, uname -r',
  sources: ['https://github.com/iovisor/bcc/blob/master/INSTALL.md#kernel-configuration'],
  evaluate: ({headers: {build, release, kheaders}, kernel}) => {
    if (build.state === 'unreadable') return unseen('/lib/modules/RELEASE/build', build);
    if (build.state === 'absent' || build.value.dangling) {
      if (kheaders.state === 'unreadable') return unseen('/sys/kernel/kheaders.tar.xz', kheaders);
      return kheaders.state === 'known' && kheaders.value
        ? pass('they come with the kernel', {evidence: ['/sys/kernel/kheaders.tar.xz, or the module kheaders']})
        : skip('there are no headers');
    }
    if (kernel.release.state !== 'known') return unseen('the kernel release', kernel.release);
    const expected = kernel.release.value;
    if (release?.state !== 'known')
      return unseen('their release', release, {evidence: [`no utsrelease.h in ${build.value.target}`], expected});
    const evidence = [`${build.value.target} is of ${release.value}`];
    return release.value === expected
      ? pass(release.value, {evidence, expected})
      : fail(`of ${release.value}`, {
          evidence,
          expected,
          remedy: useOthers,
        });
  },
} satisfies Check;

/** What to do with headers of another kernel. */
export const useOthers = advise(
  'Use tracepoints and their arguments, and do not read kernel structures; or use CO-RE, which needs no headers. "ebpf setup --for bcc --undo" removes linked headers.',
);
