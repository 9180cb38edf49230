import {shortLine} from '../../hosts/clean.ts';
import type {Btf} from './btf.ts';
import {Definable} from './definable.ts';
import {kinds} from './kinds.ts';
import {malformed, placeOfType} from './malformed.ts';
import {isBuiltIn, isFloat, isIdentifier} from './names.ts';
import {isComposite, isEnum, isModifier, placeOf, resolve, sizeOf} from './sizes.ts';

/**
 * Holds BTF of strangers to what a kernel's can be, so that C made of it consists of types and nothing else: names that are identifiers,
 * members within their struct, sizes that C has, no type that contains itself. Types of the base are not looked at again.
 * @throws Failure that says which type it was.
 */
export const checkBtf = (btf: Btf): void => {
  const definable = new Definable(btf);
  for (let id = btf.first; id < btf.end; id++) {
    const wrong = wrongName(btf, id) ?? wrongShape(btf, id);
    if (wrong) throw malformed(placeOfType(btf, id), wrong);
    definable.check(id);
  }
};

const wrongName = (btf: Btf, id: number): string | undefined => {
  const kind = btf.kind(id);
  const [name, length] = [btf.name(id), btf.length(id)];
  const find = (what: string, of: (index: number) => string): string | undefined => {
    for (let index = 0; index < length; index++) {
      const wrong = wrongWord(`${what} ${index}`, of(index));
      if (wrong) return wrong;
    }
    return undefined;
  };
  switch (kind) {
    // What these are called never becomes C.
    case kinds.section:
    case kinds.declarationTag:
    case kinds.typeTag:
      return undefined;
    case kinds.int:
    case kinds.float:
      return isBuiltIn(name) || isFloat(name) ? undefined : wrongWord('it', name || ' ');
    case kinds.typedef:
      return wrongWord('it', name || ' ');
    case kinds.function:
    case kinds.variable:
      // Static variables and clones of functions have dots; those are not written.
      return wrongWord('it', name.replaceAll('.', '_') || ' ');
    case kinds.struct:
    case kinds.union:
      return wrongWord('it', name) ?? find('member', (index) => btf.memberName(id, index));
    case kinds.enum:
    case kinds.enum64:
      return wrongWord('it', name) ?? find('value', (index) => btf.valueName(id, index) || ' ');
    case kinds.prototype:
      return find('parameter', (index) => btf.parameterName(id, index));
    default:
      return wrongWord('it', name);
  }
};

const wrongWord = (what: string, name: string): string | undefined =>
  name === '' || isIdentifier(name)
    ? undefined
    : `has a name that is not one of C: ${what} is called ${JSON.stringify(shortLine(name, 60))}`;

const wrongShape = (btf: Btf, id: number): string | undefined => {
  const kind = btf.kind(id);
  const size = btf.size(id);
  if (isComposite(kind)) return wrongMember(btf, id);
  if (kind === kinds.int && (![1, 2, 4, 8, 16].includes(size) || !fits(btf.intOffset(id), btf.intBits(id), size)))
    return `is an integer of ${size} bytes with ${btf.intBits(id)} bits at ${btf.intOffset(id)}`;
  if (kind === kinds.float && ![2, 4, 8, 10, 12, 16].includes(size)) return `is a float of ${size} bytes`;
  if (isEnum(kind) && ![1, 2, 4, 8].includes(size)) return `is an enum of ${size} bytes`;
  if (kind === kinds.array && sizeOf(btf, id) === undefined)
    return `is an array of ${btf.arrayLength(id)} elements of type ${btf.arrayElement(id)}, which C cannot have`;
  if (kind === kinds.function && btf.kind(btf.type(id)) !== kinds.prototype) return 'is a function without prototype';
  if ((kind === kinds.pointer || kind === kinds.typedef || isModifier(kind)) && !isType(btf, btf.type(id)))
    return `is of type ${btf.type(id)}, which is none`;
  return kind === kinds.prototype ? wrongParameter(btf, id) : undefined;
};

const fits = (offset: number, bits: number, size: number): boolean => bits > 0 && offset + bits <= size * 8;

const noTypes = new Set<number>([kinds.function, kinds.variable, kinds.section, kinds.declarationTag]);

const isType = (btf: Btf, id: number): boolean => !noTypes.has(btf.kind(id));

const wrongParameter = (btf: Btf, id: number): string | undefined => {
  for (let index = 0; index < btf.length(id); index++) {
    const type = btf.parameterType(id, index);
    if (!isType(btf, type) || (type === 0 && index < btf.length(id) - 1))
      return `has a parameter ${index} of type ${type}`;
  }
  const returned = btf.kind(resolve(btf, btf.type(id)));
  if (!isType(btf, btf.type(id)) || returned === kinds.array || returned === kinds.prototype)
    return `returns type ${btf.type(id)}, which no function of C can`;
  return undefined;
};

const wrongMember = (btf: Btf, id: number): string | undefined => {
  const size = btf.size(id);
  for (let index = 0; index < btf.length(id); index++) {
    const place = placeOf(btf, id, index);
    const what = `has a member ${index} (${shortLine(btf.memberName(id, index), 60)})`;
    if (!place) return `${what} of type ${btf.memberType(id, index)}, which has no size`;
    const {offset, bits, bitfield} = place;
    if (offset + bits > size * 8) return `${what} that ends at bit ${offset + bits} of ${size * 8}`;
    if (btf.kind(id) === kinds.union && offset !== 0) return `${what} of a union that begins at bit ${offset}`;
    if (!bitfield && offset % 8 !== 0) return `${what} that begins amid a byte`;
    if (bitfield && !fitsType(btf, id, index, bits)) return `${what} of ${bits} bits, which its type cannot have`;
  }
  return undefined;
};

const fitsType = (btf: Btf, id: number, member: number, bits: number): boolean => {
  const type = resolve(btf, btf.memberType(id, member));
  return (btf.kind(type) === kinds.int || isEnum(btf.kind(type))) && bits <= btf.size(type) * 8;
};
