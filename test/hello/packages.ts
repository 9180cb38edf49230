import {existsSync} from 'node:fs';
import {notRoot} from '../lab/needs.ts';

const signs = {
  bpftrace: '/usr/bin/bpftrace',
  'python3-bpfcc': '/usr/lib/python3/dist-packages/bcc/__init__.py',
  clang: '/usr/bin/clang',
  bpftool: '/usr/sbin/bpftool',
  'libbpf-dev': '/usr/include/bpf/libbpf.h',
  git: '/usr/bin/git',
  make: '/usr/bin/make',
  'xz-utils': '/usr/bin/xz',
  iproute2: '/usr/sbin/ip',
} as const;

/** Why tests that need root and these packages can't run here; undefined where they can. test/lab/install.sh installs the packages. */
export const withoutPackages = (...packages: readonly (keyof typeof signs)[]): string | undefined => {
  if (notRoot) return notRoot;
  const missing = packages.filter((name) => !existsSync(signs[name]));
  return missing.length > 0 ? `${missing.join(', ')} not installed; see test/lab/install.sh` : undefined;
};
