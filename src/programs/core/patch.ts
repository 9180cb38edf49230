import {classes, classOf, type Instructions, opcodes, widthOf} from '../code/instructions.ts';
import type {Resolved} from './relocate.ts';
import {type Rules, rulesOf} from './rules.ts';
import {Unrelocatable} from './unrelocatable.ts';

/** What becomes of an instruction: `poisoned` is one that the verifier refuses where it is reached. */
export type Patched = 'patched' | 'poisoned';

/** The number of the helper that no kernel has, by which a poisoned instruction is known in a verifier's log ("bad relo"). */
const poison = 0xbad2310;

/** Loads and stores have offsets of 16 bits, other instructions numbers of 32. */
const farthest = 0x7fff;
const largest = 0x7fff_ffff;

/** Gives an instruction the kernel's value, as libbpf does (bpf_core_patch_insn). @throws Unrelocatable where it refuses the object. */
export const patch = (code: Instructions, at: number, result: Resolved, rules: Rules = rulesOf.libbpf): Patched => {
  const opcode = code.code[at] ?? 0;
  const {value} = result;
  if (value === undefined) return poisonAt(code, at);
  switch (classOf(opcode)) {
    case classes.alu:
    case classes.alu64:
      if ((opcode & 8) !== 0) throw unexpected(at);
      expectOld(result, BigInt(code.immediate[at] ?? 0), at);
      if (!rules.negatives && value > largest)
        throw new Unrelocatable(`instruction ${at} cannot hold the number ${BigInt.asIntN(64, value)}`);
      code.immediate[at] = Number(BigInt.asIntN(32, value));
      return 'patched';
    case classes.ldx:
    case classes.st:
    case classes.stx:
      expectOld(result, BigInt(code.offset[at] ?? 0), at);
      if (value > farthest) throw new Unrelocatable(`instruction ${at} cannot reach byte ${value} of a struct`);
      if (result.width && rules.widths !== 'keep') {
        if (!result.width.adjustable && rules.widths === 'change') return poisonAt(code, at);
        if (result.width.old !== result.width.value) widen(code, at, result.width);
      }
      code.offset[at] = Number(value);
      return 'patched';
    case classes.ld: {
      if (opcode !== opcodes.ldimm64 || code.source[at] !== 0 || code.code[at + 1] !== 0) throw unexpected(at);
      const old = (BigInt(code.immediate[at + 1] ?? 0) << 32n) | BigInt.asUintN(32, BigInt(code.immediate[at] ?? 0));
      expectOld(result, old, at);
      code.immediate[at] = Number(BigInt.asIntN(32, value));
      code.immediate[at + 1] = Number(BigInt.asIntN(32, value >> 32n));
      return 'patched';
    }
    default:
      throw unexpected(at);
  }
};

const poisonAt = (code: Instructions, at: number): Patched => {
  const halves = code.code[at] === opcodes.ldimm64 ? 2 : 1;
  for (let each = at; each < at + halves; each++) {
    code.code[each] = opcodes.call;
    code.destination[each] = 0;
    code.source[each] = 0;
    code.offset[each] = 0;
    code.immediate[each] = poison;
  }
  return 'poisoned';
};

const expectOld = ({certain, old}: Resolved, found: bigint, at: number): void => {
  if (certain && BigInt.asUintN(64, found) !== old)
    throw new Unrelocatable(`instruction ${at} holds ${found} where its record says ${old}`);
};

const sizes: {readonly [bytes: number]: number} = {8: 0x18, 4: 0x00, 2: 0x08, 1: 0x10};

const widen = (code: Instructions, at: number, {old, value, adjustable}: NonNullable<Resolved['width']>): void => {
  const opcode = code.code[at] ?? 0;
  const size = sizes[value];
  if (widthOf(opcode) !== old || size === undefined || !adjustable)
    throw new Unrelocatable(`instruction ${at} moves ${widthOf(opcode)} bytes, and the kernel's field has ${value}`);
  code.code[at] = (opcode & ~0x18) | size;
};

const unexpected = (at: number): Unrelocatable => new Unrelocatable(`instruction ${at} is none that can be relocated`);
