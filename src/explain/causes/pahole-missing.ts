import {install} from '../../remedies/remedy.ts';
import type {Cause} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {missingProgram, unmetBuildDependency} from '../symptoms.ts';

export const paholeMissing = {
  group: 'BTF of the kernel',
  title: 'pahole is not installed where a kernel is built',
  why: 'A kernel with CONFIG_DEBUG_INFO_BTF=y gets its BTF from pahole (package dwarves) at link time; it is not there.',
  remedy: install('pahole'),
  decide: 'pahole --version',
  sources: ['scripts/link-vmlinux.sh: gen_btf', 'scripts/pahole-version.sh'],
  says: {
    certain: [/pahole \([^)]*\) is not available/, missingProgram('pahole'), unmetBuildDependency('(dwarves|pahole)')],
  },
  told: [
    [
      /\b(pahole|dwarves)\b/,
      /(not|n't) installed|missing|absent|(not|n't) (found|present|there)|no such|build[ -]?dep\w*|(dependenc|prerequisite)\w*|\binstall\b/,
    ],
  ],
  excludes: {
    'pahole is there, in some version': (e) =>
      text(e, /pahole version \S+ is too old|pahole v?\d/i) ||
      // It may be there now, or on another path than that of the shell which did not find it.
      ('pahole' in e.tools && !text(e, missingProgram('pahole'))),
  },
} satisfies Cause;
