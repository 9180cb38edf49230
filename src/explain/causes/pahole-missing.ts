import {install} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {missingProgram, unmetBuildDependency} from '../symptoms.ts';

export const paholeMissing = {
  label: 'pahole-missing',
  title: 'pahole is not installed where a kernel is built',
  why: 'A kernel with CONFIG_DEBUG_INFO_BTF=y gets its BTF from pahole (package dwarves) at link time; it is not there.',
  remedy: install('pahole'),
  decide: 'pahole --version',
  sources: ['scripts/link-vmlinux.sh: gen_btf', 'scripts/pahole-version.sh'],
  signatures: [
    knows(3.5, /(pahole|dwarves): (not installed|missing|none|no\b|absent)/),
    says(3, /FAILED:? load BTF from [^\n]*No such file/),
    says(6, /pahole \([^)]*\) is not available/),
    says(5, missingProgram('pahole')),
    says(5.5, unmetBuildDependency('(dwarves|pahole)')),
    says(
      4.5,
      /pahole (is )?(required|needed|missing)|(install|missing|requires?|needs?) (pahole|dwarves)/,
      /too old|at least v?1|>= ?v?1/i,
    ),
    says(2.5, /Failed to generate BTF for vmlinux/),
    describes(
      /\b(pahole|dwarves)\b/,
      /(not|n't) installed|missing|absent|(not|n't) (found|present|there)|no such|build[ -]?dep\w*|(dependenc|prerequisite)\w*|\binstall\b/,
    ),
  ],
  clues: [
    clue(
      -4,
      'pahole is there, in some version',
      (e) =>
        text(e, /pahole version \S+ is too old|pahole v?\d/i) ||
        // It may be there now, or on another path than that of the shell which did not find it.
        ('pahole' in e.tools && !text(e, missingProgram('pahole'))),
    ),
  ],
} satisfies Cause;
