import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import type {Bytes} from '../elf/bytes.ts';
import type {Elf} from '../elf/elf.ts';
import {variablesOf} from './variables.ts';

/** A struct of functions that the object gives the kernel, such as `tcp_congestion_ops`. */
export interface StructOps {
  readonly name: string;
  /** The kernel's struct. */
  readonly type: string;
  /** Attached by a link, and detached with it. */
  readonly link: boolean;
  /** Made only where the loader asks for it: its section begins with `?`. */
  readonly optional: boolean;
  /** Members that are programs: the member's name, and the program's. */
  readonly programs: readonly {readonly member: string; readonly program: string}[];
}

/** With what a loader copies to the kernel's struct. */
export interface StructOpsDefinition extends StructOps {
  /** The struct in the object's BTF. */
  readonly id: number;
  /** What its members are from the beginning. */
  readonly bytes: Bytes;
}

/** Variables in `.struct_ops` and `.struct_ops.link`; what refers to their members tells the programs. */
export const readStructOps = (elf: Elf, btf: Btf | undefined): StructOpsDefinition[] => {
  if (!btf) return [];
  return elf.sections
    .filter(({name}) => /^\??\.struct_ops(\.link)?$/.test(name))
    .flatMap((section) => {
      const references = elf.relocations.get(section.index) ?? [];
      return (variablesOf(elf, section, btf) ?? []).map(({id, name, offset: start, size}): StructOpsDefinition => {
        const type = resolve(btf, btf.type(id));
        return {
          name,
          id: type,
          bytes: section.bytes.slice(start, size),
          type: btf.name(type),
          link: section.name.endsWith('.link'),
          optional: section.name.startsWith('?'),
          programs: references
            .filter(({offset}) => offset >= start && offset < start + size)
            .map(({offset, symbol}) => ({member: memberAt(btf, type, offset - start), program: symbol.name})),
        };
      });
    });
};

const memberAt = (btf: Btf, struct: number, offset: number): string => {
  for (let index = 0; btf.kind(struct) === kinds.struct && index < btf.length(struct); index++)
    if (btf.memberOffset(struct, index) === offset * 8) return btf.memberName(struct, index);
  return `byte ${offset}`;
};
