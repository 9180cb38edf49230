import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve, sizeOf} from '../btf/sizes.ts';
import {type Elf, sectionTypes} from '../elf/elf.ts';
import {refusal} from '../refusal.ts';
import {mapFlagNames, mapTypeName} from '../tables/map-types.ts';
import {typeText} from './type-text.ts';
import {variablesOf} from './variables.ts';

/** What a map is like; what the object leaves to its loader is 0 or absent. */
export interface MapShape {
  /** `enum bpf_map_type`, in lower case and without BPF_MAP_TYPE_. */
  readonly type: string;
  readonly keySize: number;
  readonly valueSize: number;
  /** 0: the loader sets it, or the type has none. */
  readonly maxEntries: number;
  /** BPF_F_* of BPF_MAP_CREATE, in lower case and without BPF_F_. */
  readonly flags: readonly string[];
  /** Types of the key and value, as C names them. */
  readonly key?: string;
  readonly value?: string;
  readonly extra?: number;
  /** What the maps in it are like. */
  readonly inner?: MapShape;
}

/** A map as the object defines it. */
export interface NamedMap extends MapShape {
  readonly name: string;
  /** It is kept in the BPF file system by its name. */
  readonly pinned: boolean;
}

/** A map, and where it is in the object, for what refers to it. */
export interface MapDefinition extends NamedMap {
  readonly place: {readonly section: number; readonly offset: number};
  /** Its definition lists programs that the loader puts in. */
  readonly listsPrograms?: true;
}

/** Maps by BTF, in `.maps` (parse_btf_map_def of libbpf), and those of the older form, in `maps`. */
export const readMaps = (elf: Elf, btf: Btf | undefined): MapDefinition[] => [...btfMaps(elf, btf), ...legacyMaps(elf)];

const btfMaps = (elf: Elf, btf: Btf | undefined): MapDefinition[] => {
  const section = elf.sections.find(({name}) => name === '.maps');
  if (!section) return [];
  const variables = btf && variablesOf(elf, section, btf);
  if (!variables)
    throw refusal(
      'This object has maps and no BTF that defines them.',
      'Its section .maps is described by .BTF, which is missing or was stripped.',
      'Compile with -g, and strip with llvm-strip -g, which keeps .BTF.',
    );
  return variables.map(({id, name, offset}) => {
    const definition = resolve(btf, btf.type(id));
    const place = {section: section.index, offset};
    const lists = member(btf, definition, 'values') >= 0 && innerOf(btf, definition) === undefined;
    return {
      name,
      ...definitionOf(btf, definition),
      pinned: number(btf, definition, 'pinning') === 1,
      place,
      ...(lists && {listsPrograms: true}),
    };
  });
};

/** Numbers are written as the lengths of arrays that members point to; types as what they point to. */
const definitionOf = (btf: Btf, definition: number): MapShape => {
  const key = pointed(btf, definition, 'key');
  const value = pointed(btf, definition, 'value');
  const inner = innerOf(btf, definition);
  const extra = number(btf, definition, 'map_extra');
  const size = (type: number | undefined): number => (type === undefined ? 0 : (sizeOf(btf, type) ?? 0));
  return {
    type: mapTypeName(number(btf, definition, 'type') ?? 0),
    keySize: number(btf, definition, 'key_size') ?? size(key),
    valueSize: number(btf, definition, 'value_size') ?? (member(btf, definition, 'values') >= 0 ? 4 : size(value)),
    maxEntries: number(btf, definition, 'max_entries') ?? 0,
    flags: mapFlagNames(number(btf, definition, 'map_flags') ?? 0),
    ...(key !== undefined && {key: typeText(btf, key)}),
    ...(value !== undefined && {value: typeText(btf, value)}),
    ...(extra !== undefined && {extra}),
    ...(inner !== undefined && {inner: definitionOf(btf, inner)}),
  };
};

/** The index of a member; -1 where there is none. */
const member = (btf: Btf, struct: number, name: string): number => {
  if (btf.kind(struct) !== kinds.struct) return -1;
  for (let index = 0; index < btf.length(struct); index++) if (btf.memberName(struct, index) === name) return index;
  return -1;
};

/** What a member points to. */
const pointed = (btf: Btf, struct: number, name: string): number | undefined => {
  const index = member(btf, struct, name);
  return index < 0 ? undefined : pointedBy(btf, btf.memberType(struct, index));
};

/** The type of a map's values by its variable in BTF; undefined where it has a size alone. */
export const valueTypeOf = (btf: Btf, variable: number): number | undefined =>
  pointed(btf, resolve(btf, btf.type(variable)), 'value');

/** What a type of pointers points to: `__type()`. */
export const pointedBy = (btf: Btf, type: number): number | undefined => {
  const pointer = resolve(btf, type);
  return btf.kind(pointer) === kinds.pointer ? btf.type(pointer) : undefined;
};

const number = (btf: Btf, struct: number, name: string): number | undefined => {
  const index = member(btf, struct, name);
  return index < 0
    ? undefined
    : (numberIn(btf, btf.memberType(struct, index)) ?? longIn(btf, btf.memberType(struct, index)));
};

/** `__uint()`: a number as the length of an array that is pointed to. */
export const numberIn = (btf: Btf, type: number): number | undefined => {
  const array = resolve(btf, pointedBy(btf, type) ?? 0);
  return btf.kind(array) === kinds.array ? btf.arrayLength(array) : undefined;
};

/** `__ulong()`: a number of 64 bits, as the only value of an enum. */
export const longIn = (btf: Btf, type: number): number | undefined => {
  const value = resolve(btf, type);
  const isEnum = btf.kind(value) === kinds.enum64 || btf.kind(value) === kinds.enum;
  return isEnum && btf.length(value) === 1 ? Number(btf.value(value, 0)) : undefined;
};

/** The definition of the maps in a map; of a map of programs there is none. */
const innerOf = (btf: Btf, struct: number): number | undefined => {
  const index = member(btf, struct, 'values');
  if (index < 0) return undefined;
  const array = resolve(btf, btf.memberType(struct, index));
  if (btf.kind(array) !== kinds.array) return undefined;
  const element = resolve(btf, btf.arrayElement(array));
  const definition = btf.kind(element) === kinds.pointer ? resolve(btf, btf.type(element)) : element;
  // One of a member that holds maps again is refused by libbpf; here it ends.
  return btf.kind(definition) === kinds.struct && member(btf, definition, 'values') < 0 ? definition : undefined;
};

/** `struct bpf_map_def`: five numbers, and what a loader of its own adds. */
const legacyMaps = (elf: Elf): MapDefinition[] =>
  elf.sections
    .filter(({name, type}) => (name === 'maps' || name.startsWith('maps/')) && type === sectionTypes.progbits)
    .flatMap((section) =>
      elf.symbols
        .filter((symbol) => symbol.section === section.index && symbol.name !== section.name && symbol.name !== '')
        .map(({name, value: offset}) => {
          const [type = 0, keySize = 0, valueSize = 0, maxEntries = 0, flags = 0] = [0, 4, 8, 12, 16].map((at) =>
            section.bytes.u32(offset + at),
          );
          return {
            name,
            type: mapTypeName(type),
            keySize,
            valueSize,
            maxEntries,
            flags: mapFlagNames(flags),
            pinned: false,
            place: {section: section.index, offset},
          };
        }),
    );
