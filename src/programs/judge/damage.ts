import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isEnum, resolve, sizeOf} from '../btf/sizes.ts';
import {classes, classOf} from '../code/instructions.ts';
import {rulesOf} from '../core/rules.ts';
import type {Spec} from '../core/spec.ts';
import {sourceOf, subjectOf} from '../inspect/accesses.ts';
import type {Relocated} from '../object/relocated.ts';
import type {Judgement} from './judgement.ts';
import type {Judge, Question} from './question.ts';

/** Fields that a program reads and gets something else: narrower ones, and numbers of enums that changed. */
export const judgeDamage: Judge = (question) => {
  const {functions, relocated} = question;
  const found = new Map<string, Omit<Judgement, 'program'>>();
  for (const each of relocated?.relocations ?? []) {
    const {relocation, state} = each;
    if (state !== 'patched' || relocation.kind !== 'byte_off' || !functions.has(relocation.function)) continue;
    const judged = judgeField(question, each);
    if (judged) found.set(judged.what, judged);
  }
  return [...found.values()];
};

const judgeField = (question: Question, {relocation, result}: Relocated): Omit<Judgement, 'program'> | undefined => {
  const {object, reach} = question;
  const own = result && lastField(result.local);
  const theirs = result?.target && lastField(result.target);
  if (!own || !theirs || !object.btf) return undefined;
  const opcode = object.code.find(({name}) => name === relocation.section)?.code.code[relocation.instruction] ?? 0;
  // A load is made as wide as the field; by cilium/ebpf it is not.
  const loads = classOf(opcode) === classes.ldx;
  const changed = loads && rulesOf[object.loader].widths !== 'keep';
  const wide = changed ? undefined : narrower(question, relocation, own, theirs);
  const evidence = wide ?? renumbered(own, theirs, relocatedValues(question));
  if (!evidence || reach.of([{function: relocation.function, at: relocation.instruction}]).state !== 'reached')
    return undefined;
  const source = sourceOf(object, relocation);
  // Of a pointer whose type it knows (btf_struct_walk: "access beyond the end of member"), and no other is read so.
  const refused = wide !== undefined && loads;
  return {
    verdict: refused ? 'fail' : 'damage',
    subject: 'field',
    what: subjectOf(object.btf, relocation),
    by: 'btf',
    evidence: refused ? `${evidence}, which the verifier refuses` : evidence,
    ...(source && {source}),
    todo: wide
      ? 'Read as many bytes as bpf_core_field_size() says.'
      : 'Take the value from bpf_core_enum_value() instead of a constant.',
  };
};

interface Field {
  readonly btf: Btf;
  readonly type: number;
}

/** The field that an access ends at, if it is no bitfield. */
const lastField = ({btf, steps}: Spec): Field | undefined => {
  const step = steps.at(-1);
  if (step?.name === undefined || btf.memberBits(step.type, step.index) > 0) return undefined;
  return {btf, type: resolve(btf, btf.memberType(step.type, step.index))};
};

/** A copy of so many bytes as the object's field has reads the neighbour of a narrower one along. */
const narrower = (
  {object}: Question,
  relocation: Relocated['relocation'],
  own: Field,
  theirs: Field,
): string | undefined => {
  if (!isScalar(own) || !isScalar(theirs)) return undefined;
  const [size, there] = [sizeOf(own.btf, own.type) ?? 0, sizeOf(theirs.btf, theirs.type) ?? 0];
  if (size <= there) return undefined;
  // Who asks for the size reads as much as there is.
  const asks = object.relocations.some(
    (other) => other.kind === 'byte_sz' && other.type === relocation.type && other.access === relocation.access,
  );
  return asks
    ? undefined
    : `it was compiled to read ${size} bytes, and here the field has ${there}: what lies behind it is read along`;
};

const isScalar = ({btf, type}: Field): boolean => btf.kind(type) === kinds.int || isEnum(btf.kind(type));

/** Enumerators that the program takes from the kernel (`bpf_core_enum_value`). */
const relocatedValues = ({functions, relocated}: Question): ReadonlySet<string> =>
  new Set(
    (relocated?.relocations ?? [])
      .filter(({relocation: {kind, function: fn}}) => kind === 'enumval_value' && functions.has(fn))
      .flatMap(({result}) => result?.local.steps[0]?.name ?? []),
  );

/** Constants of an enum are in the program's instructions, as they were when it was compiled. */
const renumbered = (own: Field, theirs: Field, relocatedNames: ReadonlySet<string>): string | undefined => {
  if (!isEnum(own.btf.kind(own.type)) || !isEnum(theirs.btf.kind(theirs.type))) return undefined;
  const values = new Map(
    Array.from({length: theirs.btf.length(theirs.type)}, (_, at) => [
      theirs.btf.valueName(theirs.type, at),
      theirs.btf.value(theirs.type, at),
    ]),
  );
  for (let at = 0; at < own.btf.length(own.type); at++) {
    const name = own.btf.valueName(own.type, at);
    const [was, is] = [own.btf.value(own.type, at), values.get(name)];
    if (is !== undefined && is !== was && !relocatedNames.has(name))
      return `it was compiled with ${name} = ${was}, and here that is ${is}`;
  }
  return undefined;
};
