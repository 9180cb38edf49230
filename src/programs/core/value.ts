import {kinds} from '../btf/kinds.ts';
import {isEnum, resolve} from '../btf/sizes.ts';
import {isEnumKind, isFieldKind} from './relocation.ts';
import {type Rules, rulesOf} from './rules.ts';
import {bytesOf, type Spec} from './spec.ts';
import {Unrelocatable} from './unrelocatable.ts';

/** What an access comes to in one BTF. */
export interface Value {
  readonly value: bigint;
  /** False where the compiler may have chosen another value, so that the old one says nothing. */
  readonly certain: boolean;
  /** Of a byte offset: the bytes and the type of the field, for loads and stores that must be as wide. */
  readonly field?: {readonly bytes: number; readonly type: number};
}

/** The value of an access; undefined where there is none and the instruction cannot do without (bpf_core_calc_relo). */
export const accessValue = (
  spec: Spec | undefined,
  kind: Spec['kind'],
  littleEndian: boolean,
  rules: Rules = rulesOf.libbpf,
): Value | undefined => {
  if (isFieldKind(kind)) {
    if (kind === 'field_exists') return certain(spec ? 1 : 0);
    return spec && fieldValue(spec, littleEndian, rules);
  }
  if (isEnumKind(kind)) {
    if (kind === 'enumval_exists') return certain(spec ? 1 : 0);
    return spec && enumValue(spec, rules);
  }
  if (!spec) return kind === 'type_exists' || kind === 'type_matches' ? certain(0) : missingType(rules);
  if (kind === 'target_type_id') return {value: BigInt(spec.root), certain: false};
  return certain(kind === 'type_size' ? bytesOf(spec, spec.root) : 1);
};

const certain = (value: number): Value => ({value: BigInt(value), certain: true});

const missingType = ({missingType: becomes}: Rules): Value | undefined => {
  if (becomes === 'refused') throw new Unrelocatable('the kernel has no such type, whose size or id is asked for');
  return becomes === 'zero' ? certain(0) : undefined;
};

const enumValue = ({btf, steps: [step]}: Spec, {signs}: Rules): Value => {
  const value = step ? btf.value(step.type, step.index) : 0n;
  // libbpf extends the sign of 32 bits, whether the enum has negative values or not.
  const extended =
    step && (signs === 'always' || btf.flag(step.type)) ? BigInt.asIntN(32, value) : BigInt.asUintN(32, value);
  const wide = step && btf.kind(step.type) === kinds.enum64 ? value : extended;
  return {value: BigInt.asUintN(64, wide), certain: true};
};

const fieldValue = (spec: Spec, littleEndian: boolean, rules: Rules): Value => {
  const {btf, kind} = spec;
  const step = spec.steps.at(-1);
  if (!step) throw new Unrelocatable('it accesses nothing');
  if (step.name === undefined) {
    if (kind === 'byte_off')
      return {
        ...certain(Math.floor(spec.bitOffset / 8)),
        field: {bytes: elementBytes(spec, step.type), type: step.type},
      };
    if (kind === 'byte_sz') return certain(bytesOf(spec, step.type));
    throw new Unrelocatable(`${kind} cannot be asked of an array's element`);
  }
  const type = resolve(btf, btf.memberType(step.type, step.index));
  const place = placeOf(spec, type, btf.memberBits(step.type, step.index), rules);
  switch (kind) {
    case 'byte_off':
      if (place.bitfield) return {...certain(place.offset), certain: false};
      return {...certain(place.offset), field: {bytes: elementBytes(spec, type), type}};
    case 'byte_sz':
      return {...certain(place.bytes), certain: !place.bitfield};
    case 'signed':
      return certain(isSigned(spec, type) ? 1 : 0);
    case 'lshift_u64': {
      const before = spec.bitOffset - place.offset * 8;
      const shift = littleEndian ? 64 - (before + place.bits) : (8 - place.bytes) * 8 + before;
      return {value: BigInt.asUintN(64, BigInt(shift)), certain: !place.bitfield};
    }
    default:
      // rshift_u64
      return {value: BigInt.asUintN(64, BigInt(64 - place.bits)), certain: true};
  }
};

/** Bytes of what a load reads: of an array, those of one element. */
const elementBytes = (spec: Spec, type: number): number => {
  let element = resolve(spec.btf, type);
  for (let depth = 0; depth < 32 && spec.btf.kind(element) === kinds.array; depth++)
    element = resolve(spec.btf, spec.btf.arrayElement(element));
  return bytesOf(spec, element);
};

/** Where the bytes are that hold a field; of a bitfield, the smallest ones that one load can read. */
const placeOf = (spec: Spec, type: number, bitfieldBits: number, {widerBitfields}: Rules) => {
  const {bitOffset} = spec;
  if (bitfieldBits === 0) {
    const bytes = bytesOf(spec, type);
    return {offset: Math.floor(bitOffset / 8), bytes, bits: bytes * 8, bitfield: false};
  }
  let bytes = spec.btf.size(type);
  if (bytes === 0) throw new Unrelocatable('its bitfield has a type without a size');
  const start = (): number => Math.floor(Math.floor(bitOffset / 8) / bytes) * bytes;
  while (bitOffset + bitfieldBits - start() * 8 > bytes * 8) {
    if (!widerBitfields) throw new Unrelocatable('its bitfield lies across the bounds of its type');
    if (bytes >= 8) throw new Unrelocatable('its bitfield cannot be read with a load of 64 bits');
    bytes *= 2;
  }
  return {offset: start(), bytes, bits: bitfieldBits, bitfield: true};
};

const isSigned = ({btf}: Spec, type: number): boolean => {
  if (isEnum(btf.kind(type))) return btf.flag(type);
  return btf.kind(type) === kinds.int && (btf.intEncoding(type) & 1) !== 0;
};
