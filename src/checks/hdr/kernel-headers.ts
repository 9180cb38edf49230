import {install} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown} from '../check.ts';

export default {
  id: 'hdr.kernel-headers',
  title: 'Headers of the running kernel',
  why: 'BCC and kernel modules are compiled against them; CO-RE programs are not.',
  reads: '/lib/modules/RELEASE/build and source, include/linux/kconfig.h in them, /sys/kernel/kheaders.tar.xz',
  sources: ['https://github.com/iovisor/bcc/blob/master/INSTALL.md#kernel-configuration'],
  evaluate: ({headers: {build, source, whole, kheaders}, kernel: {release}}) => {
    const name = release.state === 'known' ? release.value : 'RELEASE';
    const expected = `/lib/modules/${name}/build`;
    if (build.state === 'unreadable') return unknown(build.reason, {expected});
    if (build.state === 'known' && !build.value.dangling) {
      const links = [build, source].flatMap((link) => (link.state === 'known' ? link.value.target : []));
      const evidence = [`${expected} -> ${links[0]}`, ...links.slice(1).map((target) => `source -> ${target}`)];
      // Debian keeps the headers of the architecture and the common ones apart; with `build` alone nothing compiles.
      if (whole?.state === 'known' && whole.value.length === 0)
        return fail('only the half of the architecture', {
          evidence: [...evidence, 'include/linux/kconfig.h is in neither'],
          expected: `${expected} and source, with include/linux`,
          remedy: install('kernel-headers'),
        });
      return pass(build.value.target, {evidence, expected});
    }
    if (kheaders.state === 'known' && kheaders.value)
      return pass('inside the kernel', {evidence: ['/sys/kernel/kheaders.tar.xz, or the module kheaders'], expected});
    return build.state === 'known'
      ? fail('the link leads nowhere', {
          evidence: [`${expected} -> ${build.value.target}`],
          expected,
          remedy: install('kernel-headers'),
        })
      : fail('not installed', {evidence: [`${expected} does not exist`], expected, remedy: install('kernel-headers')});
  },
} satisfies Check;
