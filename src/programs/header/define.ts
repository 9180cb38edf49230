import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {malformed, placeOfType} from '../btf/malformed.ts';
import {isComposite, isEnum, resolve} from '../btf/sizes.ts';
import {type Bodies, Declarations} from './declare.ts';
import {CLayout, padding} from './layout.ts';
import type {Naming} from './naming.ts';
import type {Output} from './output.ts';

/** Real ones have a few hundred. A struct of 4,000 members has 200 KB. */
const largest = 16 << 20;

/** All of them together: real ones have up to 10 MB. */
const largestHeader = 64 << 20;

/** Words that C23 took as keywords, after kernels had them as names. */
const newKeywords = ['bool', 'true', 'false', 'nullptr', 'constexpr', 'static_assert', 'thread_local', 'typeof_unqual'];

/** Definitions of types in C. */
export class Definitions implements Bodies {
  readonly #btf: Btf;
  readonly #names: Naming;
  readonly #output: Output;
  readonly #layout: CLayout;
  readonly declarations: Declarations;
  /** Enums without a name that stand where they are used. */
  readonly inlined = new Set<number>();
  /** Where the definition under way begins. */
  #start = 0;

  constructor(btf: Btf, names: Naming, output: Output) {
    this.#btf = btf;
    this.#names = names;
    this.#output = output;
    this.#layout = new CLayout(btf);
    this.declarations = new Declarations(btf, names, output, this);
  }

  /** A definition that begins its own line; what C23 has as keywords, only for older C. */
  define(id: number): void {
    const output = this.#output;
    const kind = this.#btf.kind(id);
    const count = kind === kinds.typedef ? this.#names.typedef(id) : 1;
    const older = !isComposite(kind) && count === 1 && this.#hasNewKeyword(id);
    if (older) output.text('#if !defined(__STDC_VERSION__) || __STDC_VERSION__ <= 201710L\n');
    this.#start = output.length;
    if (isComposite(kind)) {
      this.declarations.tag(id);
      this.body(id, 0);
    } else if (isEnum(kind)) this.#enum(id, 0);
    else {
      output.text('typedef ');
      this.declarations.declare(this.#btf.type(id), this.#btf.nameAt(id), count);
    }
    output.text(older ? ';\n#endif\n\n' : ';\n\n');
  }

  /** The prototype of a kfunc. */
  prototype(id: number): void {
    this.#start = this.#output.length;
    const type = this.#btf.type(id);
    this.#output.text('extern ');
    if (this.declarations.before(this.#btf.type(type), '', 0)) this.#output.text(' ');
    this.#output.name(this.#btf.nameAt(id));
    this.declarations.parameters(type, true);
    this.declarations.after(this.#btf.type(type));
    this.#output.text(' __weak __ksym;\n\n');
  }

  inline(id: number, depth: number): void {
    this.inlined.add(id);
    this.#enum(id, depth);
  }

  /** A typedef, or a value of an enum. */
  #hasNewKeyword(id: number): boolean {
    const btf = this.#btf;
    if (!isEnum(btf.kind(id))) return this.#isNew(btf.nameAt(id));
    for (let index = 0; index < btf.length(id); index++) if (this.#isNew(btf.valueNameAt(id, index))) return true;
    return false;
  }

  #isNew(name: number): boolean {
    for (let index = 0; index < newKeywords.length; index++)
      if (this.#btf.isText(name, newKeywords[index] ?? '')) return true;
    return false;
  }

  #enum(id: number, depth: number): void {
    const btf = this.#btf;
    const output = this.#output;
    if (btf.nameAt(id) === 0) output.text('enum');
    else this.declarations.tag(id);
    if (btf.length(id) === 0) return;
    output.text(' {\n');
    for (let index = 0; index < btf.length(id); index++) {
      const name = btf.valueNameAt(id, index);
      output.indent(depth + 1);
      output.name(name, this.#names.identifier(name));
      output.text(` = ${literal(btf, id, index)},\n`);
    }
    output.indent(depth);
    output.text(`}${modes.get(btf.size(id)) ?? ''}`);
    this.hold(id);
  }

  /** What stands between the braces of a struct or union, and they. */
  body(id: number, depth: number): void {
    const btf = this.#btf;
    const output = this.#output;
    const layout = this.#layout;
    const shape = layout.shape(id);
    const union = btf.kind(id) === kinds.union;
    let end = 0;
    output.text(' {\n');
    for (let index = 0; index < btf.length(id); index++) {
      if (!layout.look(id, index)) continue;
      const {offset, bits, isBitfield} = layout;
      const position = union ? 0 : end;
      const next = layout.place(position, shape.packed);
      if (next > offset) throw malformed(placeOfType(btf, id), `has members that overlap: ${index} and the one before`);
      if (next < offset) this.#lines(padding(position, offset, shape), depth + 1);
      output.indent(depth + 1);
      this.#member(id, index, depth + 1);
      output.text(isBitfield ? `: ${bits};\n` : ';\n');
      end = Math.max(end, offset + bits);
    }
    const size = btf.size(id) * 8;
    if (Math.ceil(end / (shape.align * 8)) * shape.align * 8 < size) this.#lines(this.#rest(id, end, size), depth + 1);
    output.indent(depth);
    output.text(shape.packed ? '} __attribute__((packed))' : '}');
    this.hold(id);
  }

  #lines(lines: readonly string[], depth: number): void {
    for (const line of lines) {
      this.#output.indent(depth);
      this.#output.text(`${line}\n`);
    }
  }

  /** What a struct has after its last member. In a union nothing comes after another: all of it is one more member. */
  #rest(id: number, end: number, size: number): string[] {
    const shape = this.#layout.shape(id);
    if (this.#btf.kind(id) === kinds.struct) return padding(end, size, shape);
    return [`struct { ${padding(0, size, shape).join(' ')} }${shape.packed ? ' __attribute__((packed))' : ''};`];
  }

  /** Without a name: an anonymous struct; where a named one stands so (-fms-extensions, Linux 6.19), its members stand in its place. */
  #member(id: number, index: number, depth: number): void {
    const name = this.#btf.memberNameAt(id, index);
    const type = this.#btf.memberType(id, index);
    if (name !== 0) this.declarations.declare(type, name, 1, depth);
    else this.#anonymous(resolve(this.#btf, type), depth);
  }

  #anonymous(composite: number, depth: number): void {
    this.#output.text(this.#names.word(composite));
    this.body(composite, depth);
  }

  /** Anonymous types and prototypes that hold each other twice would double at each step. */
  hold(id: number): void {
    if (this.#output.length - this.#start > largest)
      throw malformed(placeOfType(this.#btf, id), 'takes more than 16 MB to write');
    if (this.#output.length > largestHeader) throw malformed('it', 'takes more than 64 MB to write');
  }
}

/** For enums that are not as large as C would make them. */
const modes = new Map([
  [1, ' __attribute__((mode(QI)))'],
  [2, ' __attribute__((mode(HI)))'],
  [8, ' __attribute__((mode(DI)))'],
]);

const literal = (btf: Btf, id: number, index: number): string => {
  if (btf.kind(id) === kinds.enum) return String(btf.value32(id, index));
  const value = btf.value(id, index);
  // There is no literal for the least number.
  return value === -(1n << 63n) ? `${value + 1n}LL - 1` : `${value}${btf.flag(id) ? 'LL' : 'ULL'}`;
};
