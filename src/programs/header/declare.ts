import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {malformed, placeOfType} from '../btf/malformed.ts';
import {isBuiltIn, isFloat} from '../btf/names.ts';
import {isComposite, isEnum, isModifier, placeOf, resolve} from '../btf/sizes.ts';
import {CLayout, isPadding, padding} from './layout.ts';
import type {Naming} from './naming.ts';

/** Real ones have a few hundred. A struct of 4,000 members has 200 KB. */
const largest = 16 << 20;

/** Words that C23 took as keywords, after kernels had them as names. */
const newKeywords = new Set([
  'bool',
  'true',
  'false',
  'nullptr',
  'constexpr',
  'static_assert',
  'thread_local',
  'typeof_unqual',
]);

/** Types as C: declarations of what is called by a name, and definitions. */
export class Declarations {
  readonly #btf: Btf;
  readonly #names: Naming;
  readonly #layout: CLayout;
  /** Enums without a name that stand where they are used. */
  readonly inlined = new Set<number>();
  /** Characters of the definition under way. */
  #length = 0;

  constructor(btf: Btf, names: Naming) {
    this.#btf = btf;
    this.#names = names;
    this.#layout = new CLayout(btf);
  }

  /** `INNER` declared to be of a type. */
  declare(id: number, inner: string, indent = '', qualifiers = ''): string {
    const btf = this.#btf;
    const kind = btf.kind(id);
    const type = btf.type(id);
    switch (kind) {
      case kinds.const:
        return this.declare(type, inner, indent, qualified(qualifiers, 'const '));
      case kinds.volatile:
        return this.declare(type, inner, indent, qualified(qualifiers, 'volatile '));
      case kinds.restrict:
        return this.declare(type, inner, indent, qualifiers);
      case kinds.typeTag:
        return this.declare(type, inner, indent, `${qualifiers}${addressSpace(btf, id)}`);
      case kinds.pointer:
        return this.declare(type, this.#pointer(type, `*${qualifiers}${inner}`), indent);
      case kinds.array:
        return this.declare(btf.arrayElement(id), `${inner}[${btf.arrayLength(id)}]`, indent, qualifiers);
      case kinds.prototype:
        return this.declare(type, `${inner}(${this.parameters(id, false)})`, indent);
      default:
        return `${qualifiers}${this.#leaf(id, indent)}${inner && ` ${inner}`}`;
    }
  }

  /** In a definition of its own, names of parameters make a prototype easier to read. */
  parameters(id: number, named: boolean): string {
    const btf = this.#btf;
    const count = btf.length(id);
    if (count === 0 || (count === 1 && btf.parameterType(id, 0) === 0)) return 'void';
    const parameters = Array.from({length: count}, (_, index) => {
      const type = btf.parameterType(id, index);
      return type === 0 ? '...' : this.declare(type, named ? btf.parameterName(id, index) : '');
    });
    return parameters.join(', ');
  }

  /** A definition that begins its own line; what C23 has as keywords, only for older C. */
  definition(id: number): string {
    this.#length = 0;
    const kind = this.#btf.kind(id);
    if (isComposite(kind)) return `${this.#names.tag(id)} ${this.#body(id, '')};\n\n`;
    if (isEnum(kind)) return this.#older(`${this.#enum(id, '')};\n\n`, this.#hasNewKeyword(id));
    const name = this.#names.typedef(id);
    return this.#older(`typedef ${this.declare(this.#btf.type(id), name)};\n\n`, newKeywords.has(name));
  }

  #older(text: string, older: boolean): string {
    if (!older) return text;
    return `#if !defined(__STDC_VERSION__) || __STDC_VERSION__ <= 201710L\n${text.trimEnd()}\n#endif\n\n`;
  }

  #hasNewKeyword(id: number): boolean {
    for (let index = 0; index < this.#btf.length(id); index++)
      if (newKeywords.has(this.#btf.valueName(id, index))) return true;
    return false;
  }

  #pointer(target: number, inner: string): string {
    let at = target;
    while (isModifier(this.#btf.kind(at))) at = this.#btf.type(at);
    const kind = this.#btf.kind(at);
    return kind === kinds.array || kind === kinds.prototype ? `(${inner})` : inner;
  }

  #leaf(id: number, indent: string): string {
    const btf = this.#btf;
    const kind = btf.kind(id);
    const name = btf.name(id);
    if (kind === kinds.float || (kind === kinds.int && isFloat(name))) return floatOf(btf.size(id));
    if (kind === kinds.int && isBuiltIn(name)) return name;
    if (kind === kinds.int || kind === kinds.typedef) return this.#names.typedef(id);
    if (kind === kinds.forward) return this.#names.tag(id);
    if (isComposite(kind)) return name ? this.#names.tag(id) : `${this.#names.word(id)} ${this.#body(id, indent)}`;
    if (!isEnum(kind)) return 'void';
    if (name) return this.#names.tag(id);
    this.inlined.add(id);
    return this.#enum(id, indent);
  }

  #enum(id: number, indent: string): string {
    const btf = this.#btf;
    const tag = btf.name(id) ? this.#names.tag(id) : 'enum';
    const wide = btf.kind(id) === kinds.enum64;
    const suffix = wide ? (btf.flag(id) ? 'LL' : 'ULL') : '';
    if (btf.length(id) === 0) return tag;
    const values = Array.from({length: btf.length(id)}, (_, index) => {
      const value = btf.value(id, index);
      // There is no literal for the least number.
      const written = value === -(1n << 63n) ? `${value + 1n}LL - 1` : `${value}${suffix}`;
      return `${indent}\t${this.#names.identifier(btf.valueName(id, index))} = ${written},\n`;
    });
    return this.#bounded(`${tag} {\n${values.join('')}${indent}}${modes.get(btf.size(id)) ?? ''}`, id);
  }

  #body(id: number, indent: string): string {
    const btf = this.#btf;
    const shape = this.#layout.shape(id);
    const lines: string[] = [];
    let end = 0;
    for (let index = 0; index < btf.length(id); index++) {
      const place = placeOf(btf, id, index);
      if (!place || isPadding(btf, id, index)) continue;
      const position = btf.kind(id) === kinds.union ? 0 : end;
      const next = this.#layout.place(id, index, place, position);
      if (next > place.offset)
        throw malformed(placeOfType(btf, id), `has members that overlap: ${index} and the one before`);
      if (next < place.offset) lines.push(...padding(position, place.offset, shape));
      lines.push(`${this.#member(id, index, `${indent}\t`)}${place.bitfield ? `: ${place.bits}` : ''};`);
      end = Math.max(end, place.offset + place.bits);
    }
    const size = btf.size(id) * 8;
    if (Math.ceil(end / (shape.align * 8)) * shape.align * 8 < size) lines.push(...this.#rest(id, end, size));
    const members = lines.map((line) => `${indent}\t${line}\n`).join('');
    return this.#bounded(`{\n${members}${indent}}${shape.packed ? ' __attribute__((packed))' : ''}`, id);
  }

  /** What a struct has after its last member. In a union nothing comes after another: all of it is one more member. */
  #rest(id: number, end: number, size: number): string[] {
    const shape = this.#layout.shape(id);
    if (this.#btf.kind(id) === kinds.struct) return padding(end, size, shape);
    return [`struct { ${padding(0, size, shape).join(' ')} }${shape.packed ? ' __attribute__((packed))' : ''};`];
  }

  /** Without a name: an anonymous struct; where a named one stands so (-fms-extensions, Linux 6.19), its members stand in its place. */
  #member(id: number, index: number, indent: string): string {
    const btf = this.#btf;
    const name = btf.memberName(id, index);
    const type = btf.memberType(id, index);
    if (name) return this.declare(type, name, indent);
    const composite = resolve(btf, type);
    return `${this.#names.word(composite)} ${this.#body(composite, indent)}`;
  }

  /** Anonymous types that hold each other twice would double at each step. */
  #bounded(text: string, id: number): string {
    this.#length += text.length;
    if (this.#length > largest) throw malformed(placeOfType(this.#btf, id), 'takes more than 16 MB to write');
    return text;
  }
}

/** For enums that are not as large as C would make them. */
const modes = new Map([
  [1, ' __attribute__((mode(QI)))'],
  [2, ' __attribute__((mode(HI)))'],
  [8, ' __attribute__((mode(DI)))'],
]);

/** `long double` has another size on each machine. */
const floatOf = (size: number): string =>
  size === 4 ? 'float' : size === 8 ? 'double' : `struct { unsigned char bytes[${size}]; }`;

/** An array of constants may be constant itself: once is enough for C. */
const qualified = (qualifiers: string, more: string): string =>
  qualifiers.includes(more) ? qualifiers : qualifiers + more;

/** The only attribute among type tags that changes what a declaration means to a compiler: pointers into an arena. */
const addressSpace = (btf: Btf, id: number): string =>
  btf.flag(id) && /^address_space\(\d{1,3}\)$/.test(btf.name(id)) ? `__attribute__((${btf.name(id)})) ` : '';
