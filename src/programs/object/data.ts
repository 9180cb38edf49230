import {sectionTypes} from '../elf/elf.ts';
import type {BpfObject} from './object.ts';

/** A section of global variables, of which libbpf makes a map. */
export interface DataSection {
  readonly section: string;
  readonly bytes: number;
  /** Set by the loader before it loads, and constant then. */
  readonly constant: boolean;
}

/** Sections that libbpf makes maps of, by their names. */
export const dataSections = ({elf}: BpfObject): DataSection[] =>
  elf.sections
    .filter(
      ({name, type, size}) =>
        size > 0 && (type === sectionTypes.progbits || type === sectionTypes.nobits) && isData(name),
    )
    .map(({name, size}) => ({section: name, bytes: size, constant: name.startsWith('.rodata')}));

const isData = (name: string): boolean => /^\.(data|rodata|bss)(\.|$)|^\.(percpu|addr_space\.1)$/.test(name);

/** Whether a section is among places that instructions refer to, as `placeOf` names them. */
export const refersTo = ({elf}: BpfObject, section: string, places: readonly string[]): boolean => {
  const index = elf.sections.find(({name}) => name === section)?.index;
  return places.some((place) => place.startsWith(`${index}:`));
};
