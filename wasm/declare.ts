// Types as C writes them: around the name of what is declared, `int (*NAME)[2]`.
import {body, hold, inline} from './define';
import * as kinds from './kinds';
import {tag as countOf, tagKind, typedef} from './naming';
import {isBuiltIn, isFloat} from './numbers';
import * as output from './output';
import * as qualifiers from './qualifiers';
import * as types from './types';

/** Beside a length: a space comes before the name; something follows it. */
const spaced: u32 = 1;
const followed: u32 = 2;
const longest: usize = 1 << 14;

/** Whether what is being written is the same each time: enums without a name are not. */
let alike = true;

/** A name, the COUNTth of its kind, declared to be of a type; 0 is none. `depth` is that of the line. */
export function declare(type: u32, name: usize, count: u32, depth: u32): void {
  const known = types.known(type);
  const start = output.length;
  const had = <u32>load<u16>(known + types.lengthAt);
  let space = had & spaced;
  if (had > 0) output.again(load<u32>(known + types.writtenAt), had >> 2);
  else {
    alike = true;
    space = before(type, qualifiers.top, depth) ? spaced : 0;
  }
  const length = output.length - start;
  const same = alike;
  if (space !== 0 && name !== 0) output.byte(0x20);
  output.name(name, count);
  const end = output.length;
  if (had === 0 || (had & followed) !== 0) after(type);
  if (had > 0 || !same || length >= longest) return;
  store<u32>(known + types.writtenAt, <u32>start);
  store<u16>(known + types.lengthAt, <u16>(((<u32>length) << 2) | space | (output.length > end ? followed : 0)));
}

/** What stands before a name, with the qualifiers from one on: whether a space comes between. */
export function before(id: u32, from: usize, depth: u32): bool {
  const at = types.record(id);
  const kind = types.kind(at);
  const type = types.type(at);
  if (kinds.isModifier(kind)) {
    qualifiers.add(from, at);
    return before(type, from, depth);
  }
  if (kind === kinds.array) {
    if (before(types.arrayElement(at), from, depth)) output.byte(0x20);
    return false;
  }
  if (kind === kinds.pointer) {
    if (before(type, qualifiers.top, depth)) output.byte(0x20);
    output.text(isEnclosed(type) ? '(*' : '*');
    qualifiers.write(from);
    return false;
  }
  if (kind === kinds.prototype) {
    if (before(type, qualifiers.top, depth)) output.byte(0x20);
    qualifiers.drop(from);
    return false;
  }
  qualifiers.write(from);
  leaf(id, depth);
  return true;
}

export function after(id: u32): void {
  const at = types.record(id);
  const kind = types.kind(at);
  if (kind === kinds.pointer) {
    if (isEnclosed(types.type(at))) output.byte(0x29);
    after(types.type(at));
  } else if (kind === kinds.array) {
    output.byte(0x5b);
    output.number(types.arrayLength(at));
    output.byte(0x5d);
    after(types.arrayElement(at));
  } else if (kind === kinds.prototype) {
    parameters(id, false);
    after(types.type(at));
  } else if (kinds.isModifier(kind)) after(types.type(at));
}

/** In a definition of its own, names of parameters make a prototype easier to read. */
export function parameters(id: u32, named: bool): void {
  const at = types.record(id);
  const count = types.length(at);
  output.byte(0x28);
  for (let index: u32 = 0; index < count; index++) {
    const parameter = types.elements(at) + <usize>index * types.parameterBytes;
    const type = types.elementType(parameter);
    if (index > 0) output.text(', ');
    if (type !== 0) declare(type, named ? types.name(parameter) : 0, 1, 0);
    else output.text(count === 1 ? 'void' : '...');
  }
  output.text(count === 0 ? 'void)' : ')');
  hold(id);
}

/** Whether a pointer to it stands in brackets. */
function isEnclosed(target: u32): bool {
  let at = types.record(target);
  while (kinds.isModifier(types.kind(at))) at = types.record(types.type(at));
  const kind = types.kind(at);
  return kind === kinds.array || kind === kinds.prototype;
}

function leaf(id: u32, depth: u32): void {
  const at = types.record(id);
  const kind = types.kind(at);
  const name = types.name(at);
  if (kind === kinds.int || kind === kinds.float) number(id, at, name);
  else if (kind === kinds.typedef) output.name(name, typedef(id));
  else if (kinds.isComposite(kind) && name === 0) {
    word(at);
    body(id, depth);
    alike = false;
  } else if (kinds.isEnum(kind) && name === 0) {
    inline(id, depth);
    alike = false;
  } else if (kinds.isComposite(kind) || kinds.isEnum(kind) || kind === kinds.forward) tag(id);
  else output.text('void');
}

/** `struct NAME`, `union NAME` or `enum NAME`. */
export function tag(id: u32): void {
  const at = types.record(id);
  word(at);
  output.byte(0x20);
  output.name(types.name(at), countOf(id));
}

/** `struct`, `union` or `enum`. */
export function word(at: usize): void {
  const kind = tagKind(at);
  output.text(kind === kinds.struct ? 'struct' : kind === kinds.union ? 'union' : 'enum');
}

/** `long double` has another size on each machine. */
function number(id: u32, at: usize, name: usize): void {
  const size = types.size(at);
  if (types.kind(at) !== kinds.float && !isFloat(name)) output.name(name, isBuiltIn(name) ? 1 : typedef(id));
  else if (size === 4) output.text('float');
  else if (size === 8) output.text('double');
  else {
    output.text('struct { unsigned char bytes[');
    output.number(size);
    output.text(']; }');
  }
}
