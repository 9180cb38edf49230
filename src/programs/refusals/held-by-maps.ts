import type {Elf, Relocation} from '../elf/elf.ts';
import type {MapDefinition} from '../object/maps.ts';
import type {BpfObject} from '../object/object.ts';
import {type Refusal, refused} from './refusal.ts';

/** libbpf.c, bpf_object__collect_map_relos: what maps of maps and of programs hold from the beginning. */
export const refusalsOfHeld = ({elf, maps, programs}: BpfObject): Refusal[] => {
  const section = elf.sections.find(({name}) => name === '.maps');
  if (!section) return [];
  const inOrder = maps
    .filter(({place}) => place.section === section.index)
    .sort((one, other) => one.place.offset - other.place.offset);
  const names = new Set(programs.map(({name}) => name));
  return (elf.relocations.get(section.index) ?? []).flatMap((relocation) => {
    const map = inOrder.findLast(({place}) => place.offset <= relocation.offset);
    const wrong = map && wrongIn(elf, map, relocation, names);
    return wrong ? [refused(`map ${map.name}`, ...wrong)] : [];
  });
};

const wrongIn = (
  {sections}: Elf,
  {type, keySize}: MapDefinition,
  {symbol}: Relocation,
  programs: ReadonlySet<string>,
): readonly [why: string, todo?: string] | undefined => {
  if (type.endsWith('_of_maps')) {
    if (sections[symbol.section]?.name !== '.maps')
      return [`it holds ${symbol.name}, which is not a map of the object`];
    return type === 'hash_of_maps' && keySize !== 4
      ? [`its keys have ${keySize} bytes, and one that holds maps from the beginning has keys of 4`]
      : undefined;
  }
  return type === 'prog_array' && !programs.has(symbol.name)
    ? [`it holds ${symbol.name}, which is not a program of the object`, `Give ${symbol.name} a SEC() of its own.`]
    : undefined;
};
