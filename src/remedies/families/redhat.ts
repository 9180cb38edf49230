import {type Family, table} from './family.ts';
import {rpmKernels, rpmNames} from './rpm.ts';

const page = (): string => 'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/package_manifest/';

/** It puts a dot before the flavour where Red Hat's have a plus. */
const uekSpec =
  'https://github.com/oracle/linux-uek/blob/a2e41b075c658e8d64d4bc3b92b7247d13787fec/uek-rpm/ol10/kernel-uek.spec';

const inEpel = {version: '8', note: 'In release 7 it is in EPEL: install epel-release first.'};

export const redhat: Family = {
  title: 'Red Hat Enterprise Linux and its rebuilds (CentOS, Rocky, AlmaLinux, Oracle Linux, CloudLinux, XCP-ng ...)',
  ids: [
    'rhel',
    'centos',
    'rocky',
    'almalinux',
    'ol',
    'scientific',
    'clearos',
    'eurolinux',
    'miraclelinux',
    'cloudlinux',
    'virtuozzo',
    'xcp-ng',
    'xenenterprise',
    'rhcos',
    'scos',
  ],
  words: /rhel|red ?hat|centos|rocky|alma|oracle|\bol\b|scientific linux|cloudlinux|xcp-ng|xenserver/i,
  managers: ['dnf', 'microdnf', 'yum'],
  packages: table(page, {
    ...rpmNames,
    clang: {names: 'clang', before: inEpel},
    llvm: {names: 'llvm', before: inEpel},
    compiler: {names: 'clang', before: inEpel},
    // Built and not supported: https://docs.redhat.com, package manifest of RHEL 8 and 9.
    libbpf: {names: 'libbpf-devel', since: '8', crb: true},
    pahole: {names: 'dwarves', since: '8', crb: true, source: 'https://github.com/intel/tdx-tools/issues/76'},
    bpftrace: {names: 'bpftrace', since: '8'},
    bcc: {names: 'python3-bcc', since: '8'},
  }),
  kernels: [
    {
      kernel: /^(\d.*\.el\d+uek\..*)\.debug$/,
      example: '5.4.17-2136.300.7.el8uek.x86_64.debug',
      headers: 'kernel-uek-debug-devel-$1',
      source: uekSpec,
    },
    {
      kernel: /^(\d.*\.el\d+uek\.aarch64)\.(64k(?:debug)?)$/,
      example: '5.15.0-300.163.18.el9uek.aarch64.64k',
      headers: 'kernel-uek$2-devel-$1',
      source: uekSpec,
    },
    {
      kernel: /^\d.*\.el\d+uek\..*$/,
      example: '5.15.0-100.96.32.el9uek.x86_64',
      headers: 'kernel-uek-devel-$&',
      source: 'https://github.com/dotless-de/vagrant-vbguest/issues/106',
    },
    // Which of kernel-ml and kernel-lt it is, its name does not tell.
    {
      kernel: /^\d.*\.elrepo\..*$/,
      example: '6.12.9-1.el9.elrepo.x86_64',
      headers: 'kernel-*-devel-$&',
      source: 'https://elrepo.org/wiki/doku.php?id=kernel-ml',
      repository: 'elrepo-kernel',
    },
    {
      kernel: /^(\d.*[.-]rt\d+\..*\.el\d.*)[.+]debug$/,
      example: '4.18.0-305.rt7.72.el8.x86_64+debug',
      headers: 'kernel-rt-debug-devel-$1',
      source: 'https://github.com/openshift/driver-toolkit/pull/154',
    },
    {
      kernel: /^\d.*[.-]rt\d+\..*\.el\d.*$/,
      example: '4.18.0-553.rt7.342.el8_10.x86_64',
      headers: 'kernel-rt-devel-$&',
      source: 'https://github.com/openshift/driver-toolkit/pull/154',
    },
    {
      kernel: /^\d.*\.centos\.plus\..*$/,
      example: '3.10.0-1160.el7.centos.plus.x86_64',
      headers: 'kernel-plus-devel-$&',
      source: 'https://wiki.centos.org/AdditionalResources(2f)Repositories(2f)CentOSPlus.html',
    },
    {
      kernel: /^(\d.*\.el7.*)\.debug$/,
      example: '3.10.0-1160.el7.x86_64.debug',
      headers: 'kernel-debug-devel-$1',
      source: 'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/7/html/kernel_administration_guide/',
    },
    {
      kernel: /^\d.*\.vz\d.*$/,
      example: '5.14.0-427.28.1.vz9.80.6',
      headers: 'vzkernel-devel-$&',
      source: 'https://docs.virtuozzo.com/',
    },
    {
      kernel: /^4\.19\.0\+1$/,
      example: '4.19.0+1',
      headers: 'kernel-devel',
      source: 'https://docs.xcp-ng.org/project/development-process/kernel-modules-policy/',
    },
    // That of the Raspberry Pi, of AlmaLinux and Rocky, whose name has no architecture.
    {
      kernel: /^\d[\d.]*-(?:\d{8}\.)?v[78]l?\.\d+\.el\d+(?:\.altarch)?$/,
      example: '6.12.47-20250916.v8.1.el9',
      headers: 'raspberrypi2-kernel4-devel-$&',
      visiting: true,
      source: 'https://github.com/AlmaLinux/raspberry-pi/issues/39',
    },
    ...rpmKernels(String.raw`\.el\d`, {
      plain: '5.14.0-570.12.1.el9_6.x86_64',
      flavour: '5.14.0-570.12.1.el9_6.aarch64+64k',
    }),
  ],
};
