/** Titles of the groups, the part of an id before the dot, in the order of reports. */
export const groups: Readonly<Record<string, string>> = {
  host: 'Host',
  env: 'Environment',
  kernel: 'Kernel',
  btf: 'BTF',
  kconfig: 'Kernel configuration',
  feature: 'Kernel features',
  priv: 'Privileges',
  limit: 'Limits',
  sysctl: 'Sysctls',
  security: 'Security',
  fs: 'File systems',
  tool: 'Toolchain',
  hdr: 'Headers',
  apt: 'Packages',
  disk: 'Disk',
  policy: 'Policy',
  program: 'Programs',
};

/** The group of a check: `btf` of `btf.vmlinux`. */
export const groupOf = (id: string): string => id.slice(0, id.indexOf('.'));
