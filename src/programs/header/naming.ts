import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, isEnum} from '../btf/sizes.ts';

/**
 * Names in C, where BTF has several types of one name and C has two spaces for names: the second becomes `NAME___2`, a flavor that CO-RE
 * takes for NAME.
 */
export class Naming {
  readonly #btf: Btf;
  readonly #byId = new Map<number, string>();
  /** Which of struct, union and enum each name is. */
  readonly #tags = new Map<string, string>();
  /** What compilers have of their own may differ from the kernel's: it gets another name too. */
  readonly #identifiers = new Set(['__builtin_va_list']);

  constructor(btf: Btf) {
    this.#btf = btf;
    // By id, so that names do not depend on what is needed first.
    for (let id = 1; id < btf.end; id++) {
      const kind = btf.kind(id);
      if ((isComposite(kind) || isEnum(kind)) && btf.name(id)) this.tag(id);
    }
  }

  /** `struct NAME`, `union NAME` or `enum NAME`. */
  tag(id: number): string {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const word = this.word(id);
    const shares = this.#btf.kind(id) === kinds.forward;
    const plain = this.#btf.name(id);
    let name = plain;
    for (let count = 2; !this.#claims(name, word, shares); count++) name = `${plain}___${count}`;
    const tag = `${word} ${name}`;
    this.#byId.set(id, tag);
    return tag;
  }

  word(id: number): 'struct' | 'union' | 'enum' {
    const kind = this.#btf.kind(id);
    if (kind === kinds.forward) return this.#btf.flag(id) ? 'union' : 'struct';
    return kind === kinds.struct ? 'struct' : kind === kinds.union ? 'union' : 'enum';
  }

  /** The name of a typedef, or of an int that is not one of C. */
  typedef(id: number): string {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const name = this.identifier(this.#btf.name(id));
    this.#byId.set(id, name);
    return name;
  }

  /** A name for a value or typedef that nothing has yet. */
  identifier(plain: string): string {
    let name = plain;
    for (let count = 2; this.#identifiers.has(name); count++) name = `${plain}___${count}`;
    this.#identifiers.add(name);
    return name;
  }

  /** Whether a name was free, which it then is no more. */
  take(name: string): boolean {
    const free = !this.#identifiers.has(name);
    this.#identifiers.add(name);
    return free;
  }

  /** A declaration shares the name with the definition that it is likely of. */
  #claims(name: string, word: string, shares: boolean): boolean {
    const holder = this.#tags.get(name);
    if (holder !== undefined) return shares && holder === word;
    this.#tags.set(name, word);
    return true;
  }
}
