import type {Remark} from '../diagnosis.ts';
import {atLeast, type Evidence} from '../evidence/evidence.ts';
import type {Label} from '../label.ts';

interface Misleading {
  readonly pattern: RegExp;
  readonly why: string;
  readonly applies: (evidence: Evidence, cause: Label | undefined) => boolean;
}

const rejections: readonly Label[] = [
  'verifier-rejected-program',
  'llvm-codegen-verifier-rejection',
  'kernel-too-old-for-helper-or-map',
  'kernel-too-old-for-program-or-verifier',
  'core-relo-target-missing',
  'program-license-missing',
];

/** Advice that tools print and that is wrong in known circumstances. */
const known: readonly Misleading[] = [
  {
    pattern: /raising 'ulimit -l'|RLIMIT_MEMLOCK is set to big enough value|ulimit -l \d+/i,
    why: 'Raising the locked-memory limit does not help: since kernel 5.11 BPF memory is not charged to it. libbpf prints this for every EPERM (pr_perm_msg in libbpf.c).',
    applies: (evidence, cause) => cause !== 'memlock-rlimit-too-low' && atLeast(evidence, '5.11'),
  },
  {
    pattern: /raising 'ulimit -l'|RLIMIT_MEMLOCK is set to big enough value/i,
    why: 'libbpf guesses at the locked-memory limit for every EPERM; here something else denies it.',
    applies: (evidence, cause) => cause !== 'memlock-rlimit-too-low' && !atLeast(evidence, '5.11'),
  },
  {
    pattern: /load(ing)?( program)?( failed)?:? (Permission denied|Operation not permitted)/i,
    why: 'The verifier refused the program (it answers EACCES, and loaders retry and report EPERM): more privileges change nothing. Read the last line of its log.',
    applies: (_, cause) => cause !== undefined && rejections.includes(cause),
  },
  {
    pattern: /kernel (is )?(unsupported|not supported|too old)/i,
    why: 'The kernel is new enough; a policy forbids what the tool tried.',
    applies: (_, cause) =>
      cause === 'perf-event-paranoid' || cause === 'kernel-lockdown' || cause === 'lsm-policy-denied',
  },
  {
    pattern: /Try to disable CONFIG_DEBUG_INFO_BTF/i,
    why: 'The build would pass without BTF, and CO-RE programs would not run on that kernel. Fix pahole instead.',
    applies: (_, cause) => cause === 'pahole-missing' || cause === 'pahole-version-incompatible',
  },
];

/** Lines whose advice does not apply, each with the reason. */
export const misleadingAdvice = (evidence: Evidence, cause: Label | undefined): Remark[] =>
  known
    .filter(({applies}) => applies(evidence, cause))
    .flatMap(({pattern, why}) => {
      const line = evidence.lines.find(({text}) => pattern.test(text));
      return line ? [{line: line.shown, why}] : [];
    });
