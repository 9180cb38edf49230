import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import type {Elf, Section} from '../elf/elf.ts';

/** A variable in a section. */
export interface Variable {
  /** Its id in BTF. */
  readonly id: number;
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** The variables of a section by BTF; where they are is in the symbols, as compilers leave that open in BTF (libbpf, btf_fixup_datasec). */
export const variablesOf = (elf: Elf, section: Section, btf: Btf): Variable[] | undefined => {
  const table = btf.named(section.name, kinds.section)[0];
  if (table === undefined) return undefined;
  const symbols = new Map(
    elf.symbols.filter(({section: index}) => index === section.index).map((each) => [each.name, each]),
  );
  return Array.from({length: btf.length(table)}, (_, index) => {
    const id = btf.sectionType(table, index);
    const offset = symbols.get(btf.name(id))?.value ?? btf.sectionOffset(table, index);
    return {id, name: btf.name(id), offset, size: btf.sectionSize(table, index)};
  });
};
