import {classes, classOf} from '../code/instructions.ts';
import {any, constant, dependent, join, movedBy, namesOf, somewhere, union, type Value, verifier} from './value.ts';

const word = 0xffff_ffffn;

/** What an instruction of arithmetic makes of a register; `operand` is its other register or its immediate. */
export const calculate = (code: number, offset: number, target: Value, operand: Value): Value => {
  const narrow = classOf(code) === classes.alu;
  const operation = code & 0xf0;
  if (operation === 0xb0) return offset === 0 ? (narrow ? lower(operand) : operand) : unknown(operand, operand);
  if (target.kind === 'constant' && operand.kind === 'constant') {
    const [one, other] = narrow ? [target.value & word, operand.value & word] : [target.value, operand.value];
    const result = calculateConstants(operation, one, other, narrow ? 32 : 64);
    return result === undefined ? dependent([verifier]) : constant(narrow ? result & word : result);
  }
  if (target.kind === 'constants' && operand.kind === 'constant')
    return target.values
      .map((value) => calculate(code, offset, constant(value), operand))
      .reduce((one, other) => join(one, other));
  // Addresses move by constants.
  if (!narrow && operand.kind === 'constant' && (operation === 0 || operation === 0x10)) {
    const distance = target.kind === 'any' ? Number.NaN : Number(BigInt.asIntN(64, operand.value));
    const moved = Math.abs(distance) < 2 ** 31 && movedBy(target, operation === 0 ? distance : -distance);
    if (moved) return moved;
  }
  if (!narrow && operation === 0 && target.kind === 'context' && operand.kind === 'constants')
    return {kind: 'contexts', offsets: operand.values.map((value) => target.offset + Number(BigInt.asIntN(64, value)))};
  return unknown(target, operand);
};

const unknown = (one: Value, other: Value): Value =>
  one.kind === 'stack' || other.kind === 'stack' ? somewhere : dependent(union(namesOf(one), namesOf(other)));

const lower = (value: Value): Value => {
  if (value.kind !== 'constant') return value === any ? any : dependent(namesOf(value));
  return value.value <= word ? value : constant(value.value & word);
};

/** Undefined for operations whose result not all verifiers know: division, negation, byte order. */
const calculateConstants = (operation: number, one: bigint, other: bigint, bits: 32 | 64): bigint | undefined => {
  const shift = other & BigInt(bits - 1);
  switch (operation) {
    case 0x00:
      return one + other;
    case 0x10:
      return one - other;
    case 0x20:
      return one * other;
    case 0x40:
      return one | other;
    case 0x50:
      return one & other;
    case 0x60:
      return one << shift;
    case 0x70:
      return one >> shift;
    case 0xa0:
      return one ^ other;
    case 0xc0:
      return BigInt.asIntN(bits, one) >> shift;
    default:
      return undefined;
  }
};

/** Whether a conditional jump is taken; undefined where that is not known. */
export const isTaken = (code: number, target: Value, operand: Value): boolean | undefined => {
  const narrow = classOf(code) === classes.jmp32;
  const operation = code & 0xf0;
  if (target.kind === 'extern' && operand.kind === 'constant' && operand.value === 0n && !narrow) {
    if (operation === 0x10) return false;
    return operation === 0x50 ? true : undefined;
  }
  if (target.kind !== 'constant' || operand.kind !== 'constant') return undefined;
  const bits = narrow ? 32 : 64;
  const [one, other] = [BigInt.asUintN(bits, target.value), BigInt.asUintN(bits, operand.value)];
  const [signed, otherSigned] = [BigInt.asIntN(bits, one), BigInt.asIntN(bits, other)];
  switch (operation) {
    case 0x10:
      return one === other;
    case 0x20:
      return one > other;
    case 0x30:
      return one >= other;
    case 0x40:
      return (one & other) !== 0n;
    case 0x50:
      return one !== other;
    case 0x60:
      return signed > otherSigned;
    case 0x70:
      return signed >= otherSigned;
    case 0xa0:
      return one < other;
    case 0xb0:
      return one <= other;
    case 0xc0:
      return signed < otherSigned;
    case 0xd0:
      return signed <= otherSigned;
    default:
      return undefined;
  }
};
