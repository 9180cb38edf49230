import {calls, opcodes} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {Place} from '../reach/numbering.ts';
import type {Judged} from '../reach/reach.ts';
import {helperName, helperSince} from '../tables/helpers.ts';
import {type Answered, judgeCaller, triedLike} from './callers.ts';
import type {Judgement} from './judgement.ts';
import {byEnum, byTrying, byVersion} from './known.ts';
import {judgeLockdown} from './lockdown.ts';
import type {Judge, Question} from './question.ts';

/** probe_read_user, _kernel and their _str: libbpf calls probe_read where the kernel lacks them (Linux 5.5; bpf_object__sanitize_prog). */
const replaced = new Set([112, 113, 114, 115]);

/** Helpers that are called where the verifier comes to it, by `enum bpf_func_id` first. */
export const judgeHelpers: Judge = (question) => {
  const {functions, object, kernel} = question;
  const ids = [...new Set([...functions].flatMap((fn) => [...(object.uses.get(fn)?.helpers ?? [])]))];
  if (ids.length === 0) return [];
  const judged = ids
    .sort((one, other) => one - other)
    .flatMap((id) => {
      const known =
        judgeLockdown(kernel, id) ?? (replaced.has(id) ? judgeCaller(question, id) : judgeHelper(question, id));
      return !known || known.verdict === 'pass' ? [] : [withReach(question, id, known)].flat();
    });
  if (judged.length > 0) return judged;
  const by = kernel.types ? 'btf' : 'version';
  return [
    {
      verdict: 'pass',
      subject: 'helper',
      what: 'helpers',
      by,
      evidence: `${ids.length}, all there where they are reached`,
    },
  ];
};

const judgeHelper = (question: Question, id: number): Answered => {
  const {kernel, program} = question;
  const tried = byTrying(kernel, `helper-${helperName(id).replace('bpf_', '').replaceAll('_', '-')}`);
  // What a program of the same type was told is said of this one too; configuration cannot take a helper's number away.
  if (tried?.by === 'probe' && tried.verdict !== 'unknown' && triedLike(program.kind, id)) return tried;
  const limit = judgeCaller(question, id);
  if (limit && limit.verdict !== 'pass') return limit;
  if (tried?.verdict === 'pass') return tried;
  return byEnum(kernel, 'bpf_func_id', {value: id}) ?? byVersion(kernel, helperSince(id));
};

const withReach = (question: Question, id: number, known: Answered): Omit<Judgement, 'program'>[] => {
  const about = {subject: 'helper', what: `${helperName(id)}()`, by: known.by} as const;
  const reach = question.reach.of([...question.functions].flatMap((fn) => callsOf(fn, id)));
  if (reach.state === 'dead') return [];
  const since = helperSince(id);
  const todo =
    known.todo ??
    `Guard the call with bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_${helperName(id).slice(4)})${since ? `, or take Linux ${since} or newer` : ''}.`;
  if (reach.state === 'conditional')
    return [{verdict: 'unknown', ...about, on: reach.on, evidence: `${known.evidence}, and ${openReach(reach)}`, todo}];
  return [
    {
      verdict: known.verdict,
      ...about,
      evidence: known.evidence,
      ...((known.todo !== undefined || known.verdict === 'fail') && {todo}),
    },
  ];
};

/** In words: on what it depends whether an instruction is reached. */
export const openReach = (reach: Extract<Judged, {state: 'conditional'}>): string => {
  const built = reach.asBuilt ? `; as it was built it is ${reach.asBuilt === 'dead' ? 'not ' : ''}reached` : '';
  return `whether it is reached depends on ${reach.on.join(', ')}${built}`;
};

const callsOf = (fn: CodeFunction, id: number): Place[] => {
  const {code} = fn.section;
  const found: Place[] = [];
  for (let at = fn.start; at < fn.end; at++) {
    if (code.code[at] === opcodes.ldimm64) at++;
    else if (code.code[at] === opcodes.call && code.source[at] === calls.helper && code.immediate[at] === id)
      found.push({function: fn, at});
  }
  return found;
};
