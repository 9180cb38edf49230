import {valueIfKnown} from '../../facts/fact.ts';
import {atLeast} from '../../facts/version.ts';
import {mayAlwaysCall, mayCall, newestCallers, oldestCallers, sleeping, wantsGpl} from '../tables/helper-callers.ts';
import {helperName} from '../tables/helpers.ts';
import type {SectionKind} from '../tables/section-kinds.ts';
import {typesSince} from './age.ts';
import type {Kernel} from './kernel.ts';
import {byVersion, type Known} from './known.ts';
import {declareGpl, isGpl, licenceOf, licenceText} from './licence.ts';
import type {Question} from './question.ts';

/** What is known of a helper, and what can be done about it. */
export type Answered = Known & {readonly todo?: string};

/** Whether a program like this one may call a helper that its kernel has: by its type, its licence, and whether it may sleep. Undefined where nothing tells. */
export const judgeCaller = (question: Question, id: number): Answered | undefined => {
  const {object, program} = question;
  const {kind} = program;
  if (!kind) return undefined;
  if (sleeping.has(id) && !kind.sleepable) return mayNotSleep(question);
  if (wantsGpl(kind, id) && !isGpl(licenceOf(object)))
    return refused(
      `only programs with a licence of the GPL may call it, and this one has ${licenceText(licenceOf(object))}`,
      declareGpl,
    );
  return byType(question, kind, id);
};

/** A callback of a work queue or of task work may sleep, whatever the program may (Linux 6.10). */
const sleepsLater = /^bpf_(wq_set_callback|task_work_schedule)/;

/** What is said of a call that may sleep, from a program that may not. */
export const mayNotSleep = ({object, functions}: Question): Answered => {
  const evidence = 'it may sleep, and this program may not';
  const used = [...functions].flatMap((fn) => [...(object.uses.get(fn)?.kfuncs ?? [])]);
  return used.some((name) => sleepsLater.test(name))
    ? {
        verdict: 'unknown',
        by: 'version',
        evidence: `${evidence}; its callbacks may, and where it is called from was not followed`,
      }
    : refused(evidence, 'Give its section the suffix .s, if its kind has one.');
};

export const refused = (evidence: string, todo: string): Answered => ({verdict: 'fail', by: 'version', evidence, todo});

const byType = ({kernel, program}: Question, kind: SectionKind, id: number): Answered | undefined => {
  const may = mayCall(kind, id, program.target);
  const type = typeText(kind);
  const open = (evidence: string): Known => ({verdict: 'unknown', by: 'version', evidence});
  if (may === 'always') {
    if (isOlder(kernel, oldestCallers) && !mayAlwaysCall(kind.programType, id))
      return open(`whether programs of type ${type} may call it was looked at on Linux ${oldestCallers} and newer`);
    return helperName(id) === 'bpf_d_path' ? byList(kind, program.target) : undefined;
  }
  if (may === 'unknown') return open(`what programs of type ${type} may call depends on what they are part of`);
  if (may === 'never') {
    if (isNewer(kernel, newestCallers))
      return open(`no kernel up to ${newestCallers} offers it to programs of type ${type}`);
    return refused(
      `no kernel up to ${newestCallers} offers it to programs of type ${type}`,
      'Call it from a program of another type, or use what this type has instead.',
    );
  }
  const answered = sinceThen(kernel, may, type);
  return answered.verdict === 'pass' && answered.by === 'version' ? undefined : answered;
};

/** Of what programs of a type may call since a version after one that was looked at, and by the next one. */
export const sinceThen = (
  kernel: Kernel,
  {after, by}: {readonly after?: string; readonly by: string},
  type: string,
  does = 'call it',
): Answered => {
  const since = typesSince(kernel);
  if (since !== undefined && atLeast(since, by))
    return {verdict: 'pass', by: 'btf', evidence: `the kernel's types are those of Linux ${since} or newer`};
  const release = kernel.facts && valueIfKnown(kernel.facts.kernel.release);
  const todo = `Take Linux ${by} or newer, or ${does} from a program of another type.`;
  const looked = after === undefined ? `in ${by}` : `since a version after ${after}, and in ${by}`;
  const evidence = `programs of type ${type} may ${does} ${looked}`;
  if (atLeast(release, by)) return {verdict: 'pass', by: 'version', evidence};
  // Between the two nobody looked.
  const old = after !== undefined && byVersion(kernel, by).verdict === 'fail' && !isAfter(release, after);
  return {verdict: old ? 'fail' : 'unknown', by: 'version', evidence, todo};
};

export const typeText = ({programType, attachType}: SectionKind): string =>
  [programType, ...(attachType ? [`(${attachType})`] : [])].join(' ');

/** Functions that may call bpf_d_path(): btf_allowlist_d_path of kernel/trace/bpf_trace.c, since 5.10; all iterators; hooks of LSM that sleep. */
const pathOf = new Set([
  ...['vfs_truncate', 'vfs_fallocate', 'dentry_open', 'vfs_getattr', 'filp_close'],
  ...['security_file_permission', 'security_inode_getattr', 'security_file_open', 'security_path_truncate'],
]);

const byList = ({attachType}: SectionKind, target: string | undefined): Known | undefined =>
  attachType === 'trace_iter' || pathOf.has(target ?? '')
    ? undefined
    : {
        verdict: 'unknown',
        by: 'version',
        evidence: `only programs at functions of a list in the kernel may call it, and nothing tells whether ${target ?? 'its target'} is on that`,
      };

/** What may be true of kernels that are newer than all that was looked at, nobody knows. */
export const isNewer = (kernel: Kernel, newest: string): boolean => {
  const release = kernel.facts && valueIfKnown(kernel.facts.kernel.release);
  return [release, typesSince(kernel)].some((version) => isAfter(version, newest));
};

/** Older than all that was looked at, by its version and by its types: distributions backport. */
export const isOlder = (kernel: Kernel, oldest: string): boolean => {
  const release = kernel.facts && valueIfKnown(kernel.facts.kernel.release);
  const old = [release, typesSince(kernel)].map((version) => atLeast(version, oldest));
  return old.includes(false) && !old.includes(true);
};

/** 6.12.3 is 6.12. */
const isAfter = (version: string | undefined, other: string): boolean => {
  const [major = 0, minor = 0] = other.split('.').map(Number);
  return atLeast(version, `${major}.${minor + 1}`) === true;
};

/** Types of programs that native/helpers.c calls each helper from: iterators of d_path, kprobes of what only these have, tc of all others. */
const fromKprobes = new Set([58, 109, 113, 173, 174]);
const fromIterators = new Set([147]);

/** Whether the prober tried a helper in a program that may call what this one may. */
export const triedLike = (kind: SectionKind | undefined, id: number): boolean => {
  if (fromIterators.has(id)) return kind?.attachType === 'trace_iter';
  return fromKprobes.has(id) ? kind?.programType === 'kprobe' && !kind.attachType : kind?.programType === 'sched_cls';
};
