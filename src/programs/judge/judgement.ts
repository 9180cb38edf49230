/**
 * What tells of a kernel, the most certain first: what was tried, its types, files of tracefs and kallsyms, its configuration, its version. What a loader refuses
 * on any kernel, its source tells, and so it does where every kernel is the same.
 */
export type Source = 'probe' | 'btf' | 'tracefs' | 'kallsyms' | 'configuration' | 'version' | 'loader' | 'source';

/** What a program asks of a kernel. */
export type Subject =
  | 'field'
  | 'type'
  | 'enumerator'
  | 'helper'
  | 'kfunc'
  | 'kernel variable'
  | 'kernel option'
  | 'map'
  | 'map type'
  | 'program type'
  | 'licence'
  | 'attach type'
  | 'target'
  | 'argument'
  | 'instructions'
  | 'global data'
  | 'relocation'
  | 'object';

/**
 * `pass`: the kernel has it. `fail`: it lacks it, and the program needs it whatever its input. `unknown`: what decides was not read, or is the
 * loader's. `damage`: the program loads without a word, and reads something else than it means.
 */
export type Verdict = 'pass' | 'fail' | 'unknown' | 'damage';

/** One thing that a program asks of a kernel, judged. */
export interface Judgement {
  /** Absent where a loader refuses the whole object, whichever programs it loads. */
  readonly program?: string;
  readonly verdict: Verdict;
  readonly subject: Subject;
  /** As the field calls it: `task_struct.state`, `bpf_loop()`, `fentry/vfs_unlink`. */
  readonly what: string;
  readonly by: Source;
  /** In a few words: what was seen, or why it is open. */
  readonly evidence: string;
  /** Variables of the loader and options of the kernel that decide, where it is open. */
  readonly on?: readonly string[];
  /** `file:line` of the program's source. */
  readonly source?: string;
  /** What the kernel has in its place. */
  readonly instead?: string;
  /** Of what passes: the loader has to add something, as the evidence tells. */
  readonly open?: true;
  /** The row of the catalogue of features that was asked for (src/facts/features.ts). */
  readonly feature?: string;
  /** What can be done about it, where that is not the same for all that is known so: src/assess/programs/next-step.ts. */
  readonly todo?: string;
}

const worst: readonly Verdict[] = ['fail', 'unknown', 'damage', 'pass'];

/** What all of them come to. */
export const verdictOf = (judgements: readonly Judgement[]): Verdict =>
  worst.find((verdict) => judgements.some((each) => each.verdict === verdict)) ?? 'pass';
