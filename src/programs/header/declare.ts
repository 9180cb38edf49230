import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isBuiltIn, isFloat} from '../btf/names.ts';
import {isComposite, isEnum, isModifier} from '../btf/sizes.ts';
import type {Naming} from './naming.ts';
import type {Output} from './output.ts';

/** Beside a length: a space comes before the name; something follows it. */
const spaced = 1;
const followed = 2;
const longest = 1 << 14;

/** Writes what stands between braces. */
export interface Bodies {
  /** Of a struct or union. */
  body(id: number, depth: number): void;
  /** An enum without a name, where it is used. */
  inline(id: number, depth: number): void;
  /** @throws Failure where a definition has grown larger than any can be */
  hold(id: number): void;
}

/** Types as C writes them: around the name of what is declared, `int (*NAME)[2]`. */
export class Declarations {
  readonly #btf: Btf;
  readonly #names: Naming;
  readonly #output: Output;
  readonly #bodies: Bodies;
  /** How C writes an int or float, empty for ints that have a typedef. */
  readonly #numbers = new Map<number, string>();

  /** By type: where what stands before a name was written, so that it is copied from there, and its length, with what else is known of it. */
  readonly #starts: Uint32Array;
  readonly #lengths: Uint16Array;
  /** Whether what is being written is the same each time: enums without a name are not. */
  #alike = true;

  constructor(btf: Btf, names: Naming, output: Output, bodies: Bodies) {
    this.#btf = btf;
    this.#names = names;
    this.#output = output;
    this.#bodies = bodies;
    this.#starts = new Uint32Array(btf.end);
    this.#lengths = new Uint16Array(btf.end);
  }

  /** A name, the COUNTth of its kind, declared to be of a type; 0 is none. DEPTH is that of the line. */
  declare(type: number, name: number, count = 1, depth = 0): void {
    const output = this.#output;
    const start = output.length;
    const known = this.#lengths[type] ?? 0;
    let space = known & spaced;
    if (known > 0) output.again(this.#starts[type] ?? 0, known >> 2);
    else {
      this.#alike = true;
      space = this.before(type, '', depth) ? spaced : 0;
    }
    const length = output.length - start;
    const alike = this.#alike;
    if (space !== 0 && name !== 0) output.text(' ');
    output.name(name, count);
    const end = output.length;
    if (known === 0 || (known & followed) !== 0) this.after(type);
    if (known > 0 || !alike || length >= longest) return;
    this.#starts[type] = start;
    this.#lengths[type] = (length << 2) | space | (output.length > end ? followed : 0);
  }

  /** What stands before a name: whether a space comes between. */
  before(id: number, qualifiers: string, depth: number): boolean {
    const btf = this.#btf;
    const type = btf.type(id);
    switch (btf.kind(id)) {
      case kinds.const:
        return this.before(type, qualified(qualifiers, 'const '), depth);
      case kinds.volatile:
        return this.before(type, qualified(qualifiers, 'volatile '), depth);
      case kinds.restrict:
        return this.before(type, qualifiers, depth);
      case kinds.typeTag:
        return this.before(type, `${qualifiers}${addressSpace(btf, id)}`, depth);
      case kinds.pointer:
        if (this.before(type, '', depth)) this.#output.text(' ');
        this.#output.text(this.#isEnclosed(type) ? '(*' : '*');
        this.#output.text(qualifiers);
        return false;
      case kinds.array:
        if (this.before(btf.arrayElement(id), qualifiers, depth)) this.#output.text(' ');
        return false;
      case kinds.prototype:
        if (this.before(type, '', depth)) this.#output.text(' ');
        return false;
      default:
        this.#output.text(qualifiers);
        this.#leaf(id, depth);
        return true;
    }
  }

  after(id: number): void {
    const btf = this.#btf;
    const kind = btf.kind(id);
    if (kind === kinds.pointer) {
      if (this.#isEnclosed(btf.type(id))) this.#output.text(')');
      this.after(btf.type(id));
    } else if (kind === kinds.array) {
      this.#output.text(`[${btf.arrayLength(id)}]`);
      this.after(btf.arrayElement(id));
    } else if (kind === kinds.prototype) {
      this.parameters(id, false);
      this.after(btf.type(id));
    } else if (isModifier(kind)) this.after(btf.type(id));
  }

  /** In a definition of its own, names of parameters make a prototype easier to read. */
  parameters(id: number, named: boolean): void {
    const btf = this.#btf;
    const count = btf.length(id);
    this.#output.text('(');
    for (let index = 0; index < count; index++) {
      const type = btf.parameterType(id, index);
      if (index > 0) this.#output.text(', ');
      if (type !== 0) this.declare(type, named ? btf.parameterNameAt(id, index) : 0);
      else this.#output.text(count === 1 ? 'void' : '...');
    }
    this.#output.text(count === 0 ? 'void)' : ')');
    this.#bodies.hold(id);
  }

  /** Whether a pointer to it stands in brackets. */
  #isEnclosed(target: number): boolean {
    let at = target;
    while (isModifier(this.#btf.kind(at))) at = this.#btf.type(at);
    const kind = this.#btf.kind(at);
    return kind === kinds.array || kind === kinds.prototype;
  }

  #leaf(id: number, depth: number): void {
    const btf = this.#btf;
    const kind = btf.kind(id);
    const name = btf.nameAt(id);
    if (kind === kinds.int || kind === kinds.float) {
      const number = this.#number(id);
      if (number) this.#output.text(number);
      else this.#output.name(name, this.#names.typedef(id));
    } else if (kind === kinds.typedef) this.#output.name(name, this.#names.typedef(id));
    else if (isComposite(kind) && name === 0) {
      this.#output.text(this.#names.word(id));
      this.#bodies.body(id, depth);
      this.#alike = false;
    } else if (isEnum(kind) && name === 0) {
      this.#bodies.inline(id, depth);
      this.#alike = false;
    } else if (isComposite(kind) || isEnum(kind) || kind === kinds.forward) this.tag(id);
    else this.#output.text('void');
  }

  /** `struct NAME`, `union NAME` or `enum NAME`. */
  tag(id: number): void {
    this.#output.text(this.#names.word(id));
    this.#output.text(' ');
    this.#output.name(this.#btf.nameAt(id), this.#names.tag(id));
  }

  #number(id: number): string {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const name = this.#btf.name(id);
    const float = this.#btf.kind(id) === kinds.float || isFloat(name);
    const number = float ? floatOf(this.#btf.size(id)) : isBuiltIn(name) ? name : '';
    this.#numbers.set(id, number);
    return number;
  }
}

/** `long double` has another size on each machine. */
const floatOf = (size: number): string =>
  size === 4 ? 'float' : size === 8 ? 'double' : `struct { unsigned char bytes[${size}]; }`;

/** An array of constants may be constant itself: once is enough for C. */
const qualified = (qualifiers: string, more: string): string =>
  qualifiers.includes(more) ? qualifiers : qualifiers + more;

/** The only attribute among type tags that changes what a declaration means to a compiler: pointers into an arena. */
const addressSpace = (btf: Btf, id: number): string =>
  btf.flag(id) && /^address_space\(\d{1,3}\)$/.test(btf.name(id)) ? `__attribute__((${btf.name(id)})) ` : '';
