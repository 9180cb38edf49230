import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {bindings, type Elf} from '../elf/elf.ts';
import {typeText} from './type-text.ts';

/** What an object takes from the kernel that runs it, by name. */
export interface Extern {
  readonly name: string;
  /** An option or version of the kernel; a function of it; a variable of it. */
  readonly kind: 'kconfig' | 'kfunc' | 'ksym';
  /** True where the object loads without it: it is 0 then. */
  readonly weak: boolean;
  /** In C; `void` for a variable of which only the address is wanted. */
  readonly type: string;
}

/** Externs by BTF: `.kconfig` and `.ksyms`. */
export const readExterns = (elf: Elf, btf: Btf | undefined): Extern[] => {
  if (!btf) return [];
  const undefinedSymbols = new Map(
    elf.symbols.filter(({section}) => section === 0).map((symbol) => [symbol.name, symbol]),
  );
  return ['.kconfig', '.ksyms'].flatMap((name) =>
    btf.named(name, kinds.section).flatMap((section) =>
      Array.from({length: btf.length(section)}, (_, index): Extern => {
        const id = btf.sectionType(section, index);
        const isFunction = btf.kind(id) === kinds.function;
        return {
          name: btf.name(id),
          kind: name === '.kconfig' ? 'kconfig' : isFunction ? 'kfunc' : 'ksym',
          weak: undefinedSymbols.get(btf.name(id))?.binding === bindings.weak,
          type: typeText(btf, isFunction ? btf.type(id) : resolve(btf, btf.type(id))),
        };
      }),
    ),
  );
};
