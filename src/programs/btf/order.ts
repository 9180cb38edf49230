import type {Btf} from './btf.ts';
import {kinds} from './kinds.ts';
import {malformed, placeOfType} from './malformed.ts';
import {isComposite, isEnum, isModifier} from './sizes.ts';

/** Real ones stay below 40. */
const deepest = 200;

/** What is to be written of a type: its name alone, `struct task_struct;`, or all of it. */
export type Part = 'name' | 'whole';

const begun = 1;
const done = 2;

/** Kinds that need nothing else. */
const byThemselves = new Set<number>([kinds.int, kinds.float, kinds.forward, kinds.enum, kinds.enum64]);

/**
 * The order in which C can define types: `write` is called for each type that has a definition of its own, after all that this one needs.
 * Anonymous structs and unions are part of what holds them.
 * @throws Failure for types that C cannot define: those that hold themselves, and aliases that lead in a circle.
 */
export class DefinitionOrder {
  readonly #btf: Btf;
  readonly #write: (id: number, part: Part) => void;
  readonly #named: Uint8Array;
  readonly #whole: Uint8Array;
  #depth = 0;

  constructor(btf: Btf, write: (id: number, part: Part) => void) {
    this.#btf = btf;
    this.#write = write;
    this.#named = new Uint8Array(btf.end);
    this.#whole = new Uint8Array(btf.end);
  }

  /** Defines a type wholly, unless it is. */
  define(id: number): void {
    this.#need(id, 'whole');
  }

  #need(id: number, part: Part): void {
    const state = part === 'whole' ? this.#whole : this.#named;
    if (id === 0 || state[id] === done || this.#whole[id] === done) return;
    if (state[id] === begun) throw malformed(placeOfType(this.#btf, id), 'contains itself, which no type of C can');
    if (++this.#depth > deepest)
      throw malformed(placeOfType(this.#btf, id), `is nested more than ${deepest} types deep`);
    state[id] = begun;
    this.#visit(id, part);
    state[id] = done;
    this.#depth--;
  }

  #visit(id: number, part: Part): void {
    const btf = this.#btf;
    const kind = btf.kind(id);
    if (isModifier(kind)) this.#need(btf.type(id), part);
    else if (isComposite(kind)) this.#composite(id, part);
    else if (kind === kinds.pointer || kind === kinds.function) this.#need(btf.type(id), 'name');
    else if (kind === kinds.array) this.#need(btf.arrayElement(id), 'whole');
    else if (kind === kinds.typedef) this.#typedef(id, part);
    else if (kind === kinds.prototype) this.#prototype(id);
    else if (byThemselves.has(kind) && (!isEnum(kind) || btf.nameAt(id) !== 0)) this.#once(id);
  }

  #composite(id: number, part: Part): void {
    const named = this.#btf.nameAt(id) !== 0;
    if (named && part === 'name') this.#write(id, 'name');
    else if (part === 'name') this.#need(id, 'whole');
    else {
      for (let index = 0; index < this.#btf.length(id); index++) this.#need(this.#btf.memberType(id, index), 'whole');
      if (named) this.#write(id, 'whole');
    }
  }

  #typedef(id: number, part: Part): void {
    const type = this.#btf.type(id);
    if (part === 'whole') {
      this.#need(id, 'name');
      this.#need(type, 'whole');
    } else {
      this.#need(type, 'name');
      this.#write(id, 'whole');
    }
  }

  #prototype(id: number): void {
    this.#need(this.#btf.type(id), 'name');
    for (let index = 0; index < this.#btf.length(id); index++) this.#need(this.#btf.parameterType(id, index), 'name');
  }

  /** For what is written the same way whichever part is asked for. */
  #once(id: number): void {
    if (this.#named[id] === done) return;
    this.#named[id] = done;
    this.#write(id, 'whole');
  }
}
