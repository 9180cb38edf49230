import {install} from '../../remedies/remedy.ts';
import type {Cause} from '../cause.ts';
import {missingProgram, unmetBuildDependency} from '../symptoms.ts';

export const paholeMissing = {
  group: 'BTF of the kernel',
  title: 'pahole is not installed where a kernel is built',
  why: 'A kernel with CONFIG_DEBUG_INFO_BTF=y gets its BTF from pahole (package dwarves) at link time; it is not there.',
  remedy: install('pahole'),
  decide: 'pahole --version',
  sources: ['scripts/link-vmlinux.sh: gen_btf', 'scripts/pahole-version.sh'],
  certain: [/pahole \([^)]*\) is not available/, missingProgram('pahole'), unmetBuildDependency('(dwarves|pahole)')],
} satisfies Cause;
