import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import type {BpfObject} from './object.ts';

/** What an object has room for where it takes an option of the kernel. */
export interface OptionType {
  /** `int` is an integer of more than a byte, `text` an array of `char`. */
  readonly kind: 'bool' | 'tristate' | 'char' | 'int' | 'text';
  readonly bits: number;
  readonly signed: boolean;
}

/** As libbpf reads the declaration of an option; undefined for a type that none can have (libbpf.c, find_kcfg_type). */
export const optionType = (object: BpfObject, name: string): OptionType | undefined => {
  const type = declaredType(object, name);
  return object.btf && type !== undefined ? read(object.btf, type) : undefined;
};

/** The type that a variable is declared with, as it stands there: a typedef is one. */
export const declaredType = ({btf}: BpfObject, name: string): number | undefined => {
  const [variable] = btf?.named(name, kinds.variable) ?? [];
  return variable === undefined ? undefined : btf?.type(variable);
};

const read = (btf: Btf, id: number): OptionType | undefined => {
  const type = resolve(btf, id);
  const kind = btf.kind(type);
  if (kind === kinds.array) {
    const element = btf.arrayLength(type) > 0 ? read(btf, btf.arrayElement(type)) : undefined;
    return element?.kind === 'char' ? {...element, kind: 'text'} : undefined;
  }
  const size = btf.size(type);
  const [bits, encoding] = [size * 8, kind === kinds.int ? btf.intEncoding(type) : 0];
  const isBool = (encoding & 4) !== 0;
  if (kind === kinds.enum || kind === kinds.enum64)
    return size === 4 && btf.name(type) === 'libbpf_tristate' ? {kind: 'tristate', bits, signed: false} : undefined;
  if (kind !== kinds.int || ![1, 2, 4, 8].includes(size) || (isBool && size > 1)) return undefined;
  return {kind: isBool ? 'bool' : size === 1 ? 'char' : 'int', bits, signed: (encoding & 1) !== 0};
};
