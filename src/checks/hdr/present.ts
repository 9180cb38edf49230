import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unseen} from '../check.ts';

export default {
  id: 'hdr.present',
  title: 'Kernel headers to compile with',
  why: 'BCC compiles its programs with kernel headers when they start; those of another kernel do for tracepoints and their arguments.',
  breaks: 'BCC compiles with them',
  reads: '/lib/modules/RELEASE/build and source, include/linux/kconfig.h in them, /sys/kernel/kheaders.tar.xz',
  sources: ['https://github.com/iovisor/bcc/blob/master/INSTALL.md#kernel-configuration'],
  evaluate: ({headers: {build, source, whole, kheaders}, kernel: {release}}) => {
    const expected = `/lib/modules/${release.state === 'known' ? release.value : 'RELEASE'}/build`;
    const remedy = install('kernel-headers');
    if (build.state === 'unreadable') return unseen(expected, build, {expected});
    if (build.state === 'known' && !build.value.dangling) {
      const links = [build, source].flatMap((link) => (link.state === 'known' ? link.value.target : []));
      const evidence = [`${expected} -> ${links[0]}`, ...links.slice(1).map((target) => `source -> ${target}`)];
      if (whole?.state === 'unreadable') return unseen('include/linux/kconfig.h', whole, {evidence, expected});
      // Debian keeps the headers of the architecture and the common ones apart; with `build` alone nothing compiles.
      if (whole?.state === 'known' && whole.value.length === 0)
        return fail('only the half of the architecture', {
          evidence: [...evidence, 'include/linux/kconfig.h is in neither'],
          expected: `${expected} and source, with include/linux`,
          remedy,
        });
      return pass(build.value.target, {evidence, expected});
    }
    if (kheaders.state === 'unreadable') return unseen('/sys/kernel/kheaders.tar.xz', kheaders, {expected});
    if (kheaders.state === 'known' && kheaders.value)
      return pass('inside the kernel', {evidence: ['/sys/kernel/kheaders.tar.xz, or the module kheaders'], expected});
    return build.state === 'known'
      ? fail('the link leads nowhere', {evidence: [`${expected} -> ${build.value.target}`], expected, remedy})
      : fail('not installed', {evidence: [`${expected} does not exist`], expected, remedy});
  },
} satisfies Check;
