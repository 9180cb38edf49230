import {largest} from '../../hosts/largest.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, resolve, sizeOf} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {classes, classOf, opcodes} from '../code/instructions.ts';
import {findIn} from '../core/find.ts';
import {sourceOf, subjectOf} from '../inspect/accesses.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {typeText} from '../object/type-text.ts';
import type {Judged} from '../reach/reach.ts';
import {whenArgumentsChanged} from '../tables/renames.ts';
import {type ArgumentList, argumentListOf} from './argument-list.ts';
import {openReach} from './helpers.ts';
import type {Judgement} from './judgement.ts';
import type {Judge, Question} from './question.ts';
import type {Found} from './targets.ts';

/** The arguments that a program reads of what it is attached to: whether there are so many, and of the type that it takes them for. */
export const judgeArguments: Judge = (question) => {
  const list = argumentListOf(question);
  if (!list) return [];
  const beyond = [...question.reach.explored().context]
    .map(([byte, reads]) => ({
      index: list.indexOf(byte) ?? -1,
      places: reads.map(({place}) => place),
      certain: reads.some(({certain}) => certain),
    }))
    .filter(({index}) => index >= list.count + list.more);
  if (beyond.length === 0) return changed(question, list);
  const most = largest(beyond.map(({index}) => index + 1));
  // Which argument an instruction reads can depend on the way that led there, such as on the kernel's version.
  const reach: Judged = beyond.some(({certain}) => certain)
    ? question.reach.of(beyond.flatMap(({places, certain}) => (certain ? places : [])))
    : {state: 'conditional', on: ['the way that leads there']};
  return [tooMany(list, most, reach)];
};

const tooMany = ({fn, count, silent}: ArgumentList, most: number, reach: Judged): Omit<Judgement, 'program'> => ({
  verdict: reach.state === 'conditional' ? 'unknown' : silent ? 'damage' : 'fail',
  ...(reach.state === 'conditional' && {on: reach.on}),
  subject: 'argument',
  what: `argument ${most} of ${fn}`,
  by: 'btf',
  evidence: [
    `${fn} has ${count} argument${count === 1 ? '' : 's'} here`,
    ...changes(fn),
    ...(silent ? ['the program reads what happens to be in the register'] : []),
    ...(reach.state === 'conditional' ? [openReach(reach)] : []),
  ].join('; '),
  todo: 'Have a program for each form of it, and load the one that fits.',
});

/** Where an access begins at an argument, its type is that of the argument: else it reads what lies there in another struct. */
const changed = (question: Question, list: ArgumentList): readonly Omit<Judgement, 'program'>[] => {
  const {object, functions, relocated, reach} = question;
  const explored = reach.explored();
  const found = new Map<number, Omit<Judgement, 'program'>>();
  for (const {relocation, result, state} of relocated?.relocations ?? []) {
    if (state !== 'patched' || relocation.kind !== 'byte_off' || !functions.has(relocation.function)) continue;
    const at = useOf(relocation.function, relocation.instruction);
    const byte = explored.argumentAt({function: relocation.function, at});
    const index = byte === undefined ? undefined : list.indexOf(byte);
    const type = index === undefined ? undefined : list.typeOf(index);
    if (index === undefined || !type || !object.btf || !result || found.has(index)) continue;
    const meant = essentialName(object.btf.name(result.local.root));
    if (meant === '' || standsFor(question, meant, type)) continue;
    const there = pointee(type);
    const same = there && isComposite(there.btf.kind(there.id)) && findIn(result.local, there.btf, there.id);
    if (same && same.bitOffset === result.target?.bitOffset) continue;
    const source = sourceOf(object, relocation);
    found.set(index, {
      verdict: 'damage',
      subject: 'argument',
      what: `argument ${index + 1} of ${list.fn}`,
      by: 'btf',
      evidence: `the program reads ${subjectOf(object.btf, relocation)} there, and here it is ${[typeText(type.btf, type.id), ...changes(list.fn)].join('; ')}`,
      ...(source && {source}),
      todo: 'Have a program for each form of it, and load the one that fits.',
    });
  }
  return [...found.values()];
};

const changes = (fn: string): string[] => {
  const when = whenArgumentsChanged(fn);
  return when === undefined ? [] : [`mainline changed its arguments ${when}`];
};

/** Compilers put an offset into a register and add that: the instruction where it is added. */
const useOf = ({section: {code}, end}: CodeFunction, at: number): number => {
  if (code.code[at] !== opcodes.moveImmediate64) return at;
  const register = code.destination[at];
  for (let next = at + 1; next < end && next < at + farthest; next++) {
    if (code.code[next] === opcodes.add64 && (code.source[next] === register || code.destination[next] === register))
      return next;
    if (code.destination[next] === register || isJump(code.code[next] ?? 0)) break;
  }
  return at;
};

/** So many instructions behind it is looked for. */
const farthest = 16;
const isJump = (code: number): boolean => classOf(code) === classes.jmp || classOf(code) === classes.jmp32;

/** What an argument points to; undefined for one that is no pointer. */
const pointee = ({btf, id}: Found): Found | undefined => {
  const type = resolve(btf, id);
  return btf.kind(type) === kinds.pointer ? {btf, id: resolve(btf, btf.type(type))} : undefined;
};

/** Whether a pointer to a struct of this name can be in the argument: the same, an unknown one, or one that begins with the other. */
const standsFor = ({kernel}: Question, name: string, type: Found): boolean => {
  const there = pointee(type);
  // A number as wide as a pointer may be one.
  if (!there) return (sizeOf(type.btf, type.id) ?? 8) >= type.btf.pointerSize;
  const {btf, id} = there;
  const kind = btf.kind(id);
  if (kind !== kinds.forward && !isComposite(kind)) return true;
  if (btf.name(id) === name || btf.name(id) === '') return true;
  const own = kernel.types?.candidates(name, kinds.struct) ?? [];
  return begins(there, name) || own.some((each) => begins({btf: each.btf, id: each.type}, btf.name(id)));
};

/** Whether a struct's first member is one of a name, or begins with it. */
const begins = ({btf, id}: Found, name: string): boolean => {
  let type = id;
  for (let depth = 0; depth < 16; depth++) {
    if (btf.name(type) === name) return true;
    if (!isComposite(btf.kind(type)) || btf.length(type) === 0) return false;
    type = resolve(btf, btf.memberType(type, 0));
  }
  return false;
};
