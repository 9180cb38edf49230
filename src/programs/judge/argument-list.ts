import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, resolve} from '../btf/sizes.ts';
import {hasOffset} from './listed.ts';
import type {Question} from './question.ts';
import {type Found, findType, prototypeOf, targetOf} from './targets.ts';

/** The arguments of what a program is attached to, and where its context has them. */
export interface ArgumentList {
  /** What they are of. */
  readonly fn: string;
  readonly count: number;
  /** 1 where what it returns can be read behind them. */
  readonly more: number;
  /** Which argument is at a byte of the context. */
  readonly indexOf: (byte: number) => number | undefined;
  readonly typeOf: (index: number) => Found | undefined;
  /** Neither the verifier nor attaching objects to one that is not there. */
  readonly silent: boolean;
}

/** Undefined where the kernel's types do not have it, or the context is something else. */
export const argumentListOf = (question: Question): ArgumentList | undefined => {
  const {program, kernel} = question;
  const {kind, target} = program;
  if (!kind || !target) return undefined;
  if (kind.prefix === 'kprobe') return ofRegisters(question, target);
  if (/^raw_(tp|tracepoint)/.test(kind.prefix)) {
    const type = findType(kernel, `btf_trace_${target}`, 'typedef');
    return type && ofContext(target, prototypeOf(type), 1, 0);
  }
  const typed = targetOf(program);
  if (!typed || kind.attachType === 'trace_iter') return undefined;
  const type = findType(kernel, typed.symbol, typed.kind);
  if (!type) return undefined;
  if (typed.kind === 'struct') return ofContext(target, memberOf(type, target.split('.')[1] ?? ''), 0, 0);
  return ofContext(typed.symbol.replace(/^btf_trace_/, ''), prototypeOf(type), typed.hidden, typed.returns ? 1 : 0);
};

const ofContext = (
  fn: string,
  prototype: Found | undefined,
  hidden: number,
  more: number,
): ArgumentList | undefined => {
  // Structs that are handed over by value take several places.
  if (!prototype || hasStructs(prototype)) return undefined;
  return {
    fn,
    count: Math.max(0, prototype.btf.length(prototype.id) - hidden),
    more,
    indexOf: (byte) => Math.floor(byte / 8),
    typeOf: (index) => parameter(prototype, index + hidden),
    silent: false,
  };
};

const parameter = ({btf, id}: Found, index: number): Found | undefined =>
  index < btf.length(id) ? {btf, id: btf.parameterType(id, index)} : undefined;

const hasStructs = ({btf, id}: Found): boolean =>
  Array.from({length: btf.length(id)}, (_, index) => resolve(btf, btf.parameterType(id, index))).some((type) =>
    isComposite(btf.kind(type)),
  );

const memberOf = ({btf, id}: Found, name: string): Found | undefined => {
  for (let index = 0; index < btf.length(id); index++)
    if (btf.memberName(id, index) === name) return prototypeOf({btf, id: btf.memberType(id, index)});
  return undefined;
};

/** Registers with the first arguments, by their names in struct pt_regs: x86-64. */
const registers = ['di', 'si', 'dx', 'cx', 'r8', 'r9'];

/** Of a kprobe at the beginning of a function; system calls have their arguments behind the only one. */
const ofRegisters = ({kernel}: Question, target: string): ArgumentList | undefined => {
  if (hasOffset(target) || /^__\w+_sys_/.test(target)) return undefined;
  const type = findType(kernel, target, 'function');
  const prototype = type && prototypeOf(type);
  const regs = findType(kernel, 'pt_regs', 'struct');
  if (!prototype || !regs || hasStructs(prototype)) return undefined;
  const places = registerPlaces(regs.btf, regs.id);
  if (places.length !== registers.length) return undefined;
  return {
    fn: target,
    count: prototype.btf.length(prototype.id),
    more: 0,
    indexOf: (byte) => {
      const index = places.indexOf(byte);
      return index < 0 ? undefined : index;
    },
    typeOf: (index) => parameter(prototype, index),
    silent: true,
  };
};

const registerPlaces = (btf: Btf, struct: number): number[] => {
  const names = Array.from({length: btf.length(struct)}, (_, index) => btf.memberName(struct, index));
  return registers.flatMap((name) => {
    const index = names.indexOf(name);
    return index < 0 || btf.kind(struct) !== kinds.struct ? [] : [btf.memberOffset(struct, index) / 8];
  });
};
