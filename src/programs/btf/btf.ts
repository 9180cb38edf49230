import {kinds, layouts} from './kinds.ts';
import {NameIndex} from './name-index.ts';
import {findRecords} from './records.ts';
import {readSections, type Sections} from './sections.ts';
import {Strings} from './strings.ts';

const longs = new Set([
  'long int',
  'long unsigned int',
  'long',
  'unsigned long',
  'unsigned long int',
  'int long',
  'long signed int',
]);

/**
 * Types by their id, read where they lie: there is no object for a type. Id 0 is `void`, and every id and name that a type refers to exists.
 * What else a type says (sizes, names, cycles) is as the file has it.
 * Ids that do not exist are read as `void`.
 */
export class Btf {
  readonly littleEndian: boolean;
  /** Of split BTF: what its ids and strings continue. */
  readonly base: Btf | undefined;
  /** What it was read from, after what its base was. */
  readonly parts: readonly Sections[];
  /** The first id of this file: 1, or the first after the base's. */
  readonly first: number;
  /** Ids of this file and its base are below this. */
  readonly end: number;
  readonly #words: Uint32Array;
  readonly #starts: Uint32Array;
  /** The id that `#starts` begins with. */
  readonly #from: number;
  readonly #strings: Strings;
  /** Of functions, of which a kernel has the most, and of everything else. */
  #functions: NameIndex | undefined;
  #others: NameIndex | undefined;
  #pointerSize: number | undefined;

  constructor(sections: Sections, base: Btf | undefined) {
    this.littleEndian = sections.littleEndian;
    this.base = base;
    this.parts = [...(base?.parts ?? []), sections];
    this.#strings = new Strings(sections.strings, base ? base.#strings : undefined);
    this.#words = sections.words;
    this.#from = base?.end ?? 0;
    this.#starts = findRecords(sections, this.#from, this.#strings.end);
    this.first = base?.end ?? 1;
    this.end = this.#from + this.#starts.length;
  }

  /** One of `kinds`. */
  kind(id: number): number {
    return (this.#word(id, 1) >>> 24) & 0x7f;
  }

  /** Members, values, parameters, variables of a section; the linkage of a function (0 static, 1 global, 2 extern). */
  length(id: number): number {
    return this.#word(id, 1) & 0xffffff;
  }

  /** kind_flag: a struct with bitfields, an enum with negative values, a forward of a union, a tag that is an attribute. */
  flag(id: number): boolean {
    return this.#word(id, 1) >>> 31 === 1;
  }

  /** Empty for what is anonymous. */
  name(id: number): string {
    return this.#strings.at(this.#word(id, 0));
  }

  /** The string at an offset, for what refers to strings of this BTF, such as `.BTF.ext`. */
  text(offset: number): string {
    return this.#strings.at(offset);
  }

  /** Bytes of an int, float, enum, struct, union or section. */
  size(id: number): number {
    return this.#word(id, 2);
  }

  /** What a pointer, typedef, modifier, tag, variable or function is of, and what a prototype returns. */
  type(id: number): number {
    return this.#word(id, 2);
  }

  /** Of an int: 1 signed, 2 char, 4 bool, together. */
  intEncoding(id: number): number {
    return (this.#word(id, 3) >>> 24) & 0xf;
  }

  /** Of an int: where its bits begin. Other than 0 in bitfields of old compilers only. */
  intOffset(id: number): number {
    return (this.#word(id, 3) >>> 16) & 0xff;
  }

  intBits(id: number): number {
    return this.#word(id, 3) & 0xff;
  }

  arrayElement(id: number): number {
    return this.#word(id, 3);
  }

  arrayIndex(id: number): number {
    return this.#word(id, 4);
  }

  arrayLength(id: number): number {
    return this.#word(id, 5);
  }

  memberName(id: number, member: number): string {
    return this.#strings.at(this.#word(id, 3 + member * 3));
  }

  memberType(id: number, member: number): number {
    return this.#word(id, 4 + member * 3);
  }

  /** In bits. */
  memberOffset(id: number, member: number): number {
    const offset = this.#word(id, 5 + member * 3);
    return this.flag(id) ? offset & 0xffffff : offset;
  }

  /** Bits of a bitfield; 0 for what is none, and for bitfields of old compilers: see `intBits`. */
  memberBits(id: number, member: number): number {
    return this.flag(id) ? this.#word(id, 5 + member * 3) >>> 24 : 0;
  }

  valueName(id: number, value: number): string {
    return this.#strings.at(this.#word(id, 3 + value * this.#valueWords(id)));
  }

  /** Of an enum or enum64; negative only where `flag` is set. */
  value(id: number, value: number): bigint {
    const at = 4 + value * this.#valueWords(id);
    const wide = this.kind(id) === kinds.enum64;
    const bits = BigInt(this.#word(id, at)) | (wide ? BigInt(this.#word(id, at + 1)) << 32n : 0n);
    return this.flag(id) ? BigInt.asIntN(wide ? 64 : 32, bits) : bits;
  }

  parameterName(id: number, parameter: number): string {
    return this.#strings.at(this.#word(id, 3 + parameter * 2));
  }

  /** 0 in the last one means `...`. */
  parameterType(id: number, parameter: number): number {
    return this.#word(id, 4 + parameter * 2);
  }

  /** 0 static, 1 global, 2 extern. */
  linkage(id: number): number {
    return this.#word(id, 3);
  }

  /** A variable or function of a section, where it begins and how many bytes it has. */
  sectionType(id: number, index: number): number {
    return this.#word(id, 3 + index * 3);
  }

  sectionOffset(id: number, index: number): number {
    return this.#word(id, 4 + index * 3);
  }

  sectionSize(id: number, index: number): number {
    return this.#word(id, 5 + index * 3);
  }

  /** Which member or parameter a declaration tag is for; -1 for the whole. */
  tagComponent(id: number): number {
    return this.#word(id, 3) | 0;
  }

  /** Bytes of a pointer: as many as a long, the only sign of it in BTF (libbpf, determine_ptr_size); 8 where there is none. */
  get pointerSize(): number {
    this.#pointerSize ??= this.base?.pointerSize ?? this.#sizeOfLong();
    return this.#pointerSize;
  }

  #sizeOfLong(): number {
    for (let id = this.first; id < this.end; id++)
      if (this.kind(id) === kinds.int && longs.has(this.name(id))) return this.size(id) === 4 ? 4 : 8;
    return 8;
  }

  /** The words of a type's record, as they lie in its file. */
  record(id: number): number[] {
    const {once = 0, each = 0} = layouts[this.kind(id)] ?? {};
    const listed = each === 0 ? 0 : each * this.length(id);
    return Array.from({length: id === 0 ? 0 : 3 + once + listed}, (_, offset) => this.#word(id, offset));
  }

  /** Ids of all types of this name and kind, in ascending order, those of the base first. */
  named(name: string, kind: number): number[] {
    return this.#find(name, kind === kinds.function, (id) => this.kind(id) === kind && this.isNamed(id, name));
  }

  /**
   * Ids of all types whose name is `essential` or a flavor of it, `ESSENTIAL___anything`, of functions alone or of all else: in ascending order, those of
   * the base first.
   */
  flavors(essential: string, functions = false): number[] {
    return this.#find(essential, functions, (id) => this.#strings.isFlavorOf(this.#word(id, 0), essential));
  }

  /** Whether it has this name. */
  isNamed(id: number, name: string): boolean {
    return this.#strings.is(this.#word(id, 0), name);
  }

  /** Whether a member has this name. */
  isMemberNamed(id: number, member: number, name: string): boolean {
    return this.#strings.is(this.#word(id, 3 + member * 3), name);
  }

  #find(name: string, functions: boolean, matches: (id: number) => boolean): number[] {
    const own = this.#indexOf(functions)
      .candidates(name)
      .map((index) => this.#from + index);
    return [...(this.base ? this.base.#find(name, functions, matches) : []), ...own.filter(matches)];
  }

  #indexOf(functions: boolean): NameIndex {
    const index = (): NameIndex =>
      new NameIndex(this.#strings, this.#words, this.#starts, this.first - this.#from, functions);
    if (functions) this.#functions ??= index();
    else this.#others ??= index();
    return (functions ? this.#functions : this.#others) as NameIndex;
  }

  #valueWords(id: number): number {
    return this.kind(id) === kinds.enum64 ? 3 : 2;
  }

  /** The word of a type's record that many words after its start. */
  #word(id: number, offset: number): number {
    if (this.base && id < this.#from) return this.base.#word(id, offset);
    return id === 0 ? 0 : (this.#words[(this.#starts[id - this.#from] ?? this.#words.length) + offset] ?? 0);
  }
}

/**
 * Reads BTF: raw, of either byte order; on `base` for a module's, whose ids and strings continue those of vmlinux.
 * @throws Failure where the bytes are no BTF, or something in it lies outside of it; its exit code is that of bad input.
 */
export const readBtf = (bytes: Uint8Array, base?: Btf): Btf => new Btf(readSections(bytes), base);
