import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, isEnum} from '../btf/sizes.ts';
import {Taken} from './taken.ts';

/**
 * Names in C, where BTF has several types of one name and C has two spaces for names: the second becomes `NAME___2`, a flavor that CO-RE
 * takes for NAME. Each is told by its number: 1 for NAME.
 */
export class Naming {
  readonly #btf: Btf;
  readonly #counts: Uint32Array;
  readonly #tags: Taken;
  readonly #identifiers: Taken;

  constructor(btf: Btf) {
    this.#btf = btf;
    this.#counts = new Uint32Array(btf.end);
    this.#tags = new Taken(btf);
    this.#identifiers = new Taken(btf);
    // What compilers have of their own may differ from the kernel's: it gets another name too.
    this.#identifiers.takeText('__builtin_va_list', identifier);
    // By id, so that names do not depend on what is needed first.
    for (let id = 1; id < btf.end; id++) {
      const kind = btf.kind(id);
      if ((isComposite(kind) || isEnum(kind)) && btf.nameAt(id) !== 0) this.tag(id);
    }
  }

  /** Of a struct, union or enum. A declaration shares the name with the definition that it is likely of. */
  tag(id: number): number {
    const known = this.#counts[id] ?? 0;
    if (known > 0) return known;
    const shares = this.#btf.kind(id) === kinds.forward;
    const count = this.#tags.free(this.#btf.nameAt(id), this.#tagKind(id), shares);
    this.#counts[id] = count;
    return count;
  }

  word(id: number): 'struct' | 'union' | 'enum' {
    const kind = this.#tagKind(id);
    return kind === kinds.struct ? 'struct' : kind === kinds.union ? 'union' : 'enum';
  }

  #tagKind(id: number): number {
    const kind = this.#btf.kind(id);
    if (kind === kinds.forward) return this.#btf.flag(id) ? kinds.union : kinds.struct;
    return kind === kinds.enum64 ? kinds.enum : kind;
  }

  /** Of a typedef, or of an int that is not one of C. */
  typedef(id: number): number {
    const known = this.#counts[id] ?? 0;
    if (known > 0) return known;
    const count = this.identifier(this.#btf.nameAt(id));
    this.#counts[id] = count;
    return count;
  }

  /** Of a value or typedef that has none yet, by where its name is. */
  identifier(name: number): number {
    return this.#identifiers.free(name, identifier, false);
  }

  /** Whether a name was free, which it then is no more. */
  take(name: number): boolean {
    return this.#identifiers.take(name, 1, identifier) === 0;
  }
}

const identifier = 1;
