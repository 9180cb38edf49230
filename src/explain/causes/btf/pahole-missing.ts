import {type Cause, install, missingProgram, unmetBuildDependency} from '../../in-causes.ts';

export const paholeMissing = {
  title: 'pahole is not installed where a kernel is built',
  why: 'A kernel with CONFIG_DEBUG_INFO_BTF=y gets its BTF from pahole (package dwarves) at link time; it is not there.',
  remedy: install('pahole'),
  decide: 'pahole --version',
  sources: ['scripts/link-vmlinux.sh: gen_btf', 'scripts/pahole-version.sh'],
  certain: [missingProgram('pahole'), unmetBuildDependency('(dwarves|pahole)')],
} satisfies Cause;
