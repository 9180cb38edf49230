import {type Check, fail, install, pass, unknown} from '../check.ts';

export default {
  id: 'hdr.kernel-headers',
  title: 'Headers of the running kernel',
  why: 'BCC and kernel modules are compiled against them; CO-RE programs are not.',
  reads: '/lib/modules/RELEASE/build, /sys/kernel/kheaders.tar.xz',
  sources: ['https://github.com/iovisor/bcc/blob/master/INSTALL.md#kernel-configuration'],
  evaluate: ({headers: {build, kheaders}, kernel: {release}}) => {
    const name = release.state === 'known' ? release.value : 'RELEASE';
    const expected = `/lib/modules/${name}/build`;
    if (build.state === 'unreadable') return unknown(build.reason, {expected});
    if (build.state === 'known' && !build.value.dangling)
      return pass(build.value.target, {evidence: [`${expected} -> ${build.value.target}`], expected});
    if (kheaders.state === 'known' && kheaders.value)
      return pass('inside the kernel', {evidence: ['/sys/kernel/kheaders.tar.xz exists'], expected});
    return build.state === 'known'
      ? fail('the link leads nowhere', {
          evidence: [`${expected} -> ${build.value.target}`],
          expected,
          remedy: install('kernel-headers'),
        })
      : fail('not installed', {evidence: [`${expected} does not exist`], expected, remedy: install('kernel-headers')});
  },
} satisfies Check;
