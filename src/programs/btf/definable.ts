import type {Btf} from './btf.ts';
import {kinds} from './kinds.ts';
import {malformed, placeOfType} from './malformed.ts';
import {isComposite, isModifier} from './sizes.ts';

/** Real ones stay below 40. */
const deepest = 200;

/** What another type needs of one: its name alone, `struct task_struct;`, or all of it. */
type Part = 'name' | 'whole';

const begun = 1;
const done = 2;

/** Holds types to the order in which C defines them, each after all that it needs: there is one, unless types hold themselves, or aliases lead in a circle. */
export class Definable {
  readonly #btf: Btf;
  readonly #named: Uint8Array;
  readonly #whole: Uint8Array;
  #depth = 0;

  constructor(btf: Btf) {
    this.#btf = btf;
    this.#named = new Uint8Array(btf.end);
    this.#whole = new Uint8Array(btf.end);
  }

  /** @throws Failure for a type that C cannot define */
  check(id: number): void {
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
    else if (kind === kinds.prototype) this.#prototype(id);
    else if (kind === kinds.typedef) {
      if (part === 'whole') this.#need(id, 'name');
      this.#need(btf.type(id), part);
    }
  }

  /** Anonymous structs and unions are part of what holds them. */
  #composite(id: number, part: Part): void {
    if (part === 'whole')
      for (let index = 0; index < this.#btf.length(id); index++) this.#need(this.#btf.memberType(id, index), 'whole');
    else if (this.#btf.name(id) === '') this.#need(id, 'whole');
  }

  #prototype(id: number): void {
    this.#need(this.#btf.type(id), 'name');
    for (let index = 0; index < this.#btf.length(id); index++) this.#need(this.#btf.parameterType(id, index), 'name');
  }
}
