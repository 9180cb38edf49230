// Definitions of types in C.
import {after, before, declare, parameters, tag, word} from './declare';
import * as kinds from './kinds';
import * as layout from './layout';
import {identifier, typedef} from './naming';
import * as output from './output';
import {pad} from './padding';
import * as qualifiers from './qualifiers';
import * as reasons from './reasons';
import {refuse} from './refuse';
import {resolve} from './sizes';
import {setInlined} from './states';
import {is} from './text';
import * as types from './types';

/** Real ones have a few hundred bytes. A struct of 4,000 members has 200 KB. */
const largest: usize = 16 << 20;

/** Where the definition under way begins. */
let start: usize = 0;

/** A definition that begins its own line; what C23 has as keywords, only for older C. */
export function define(id: u32): void {
  const at = types.record(id);
  const kind = types.kind(at);
  const count = kind === kinds.typedef ? typedef(id) : 1;
  const older = !kinds.isComposite(kind) && count === 1 && hasNewKeyword(at);
  if (older) output.text('#if !defined(__STDC_VERSION__) || __STDC_VERSION__ <= 201710L\n');
  start = output.length;
  if (kinds.isComposite(kind)) {
    tag(id);
    body(id, 0);
  } else if (kinds.isEnum(kind)) values(id, 0);
  else {
    output.text('typedef ');
    declare(types.type(at), types.name(at), count, 0);
  }
  output.text(older ? ';\n#endif\n\n' : ';\n\n');
}

/** The prototype of a kfunc. */
export function prototype(id: u32): void {
  start = output.length;
  const at = types.record(id);
  const returned = types.type(types.record(types.type(at)));
  output.text('extern ');
  if (before(returned, qualifiers.top, 0)) output.byte(0x20);
  output.name(types.name(at), 1);
  parameters(types.type(at), true);
  after(returned);
  output.text(' __weak __ksym;\n\n');
}

/** An enum without a name, where it is used. */
export function inline(id: u32, depth: u32): void {
  setInlined(id);
  values(id, depth);
}

/** A typedef, or a value of an enum. */
function hasNewKeyword(at: usize): bool {
  const kind = types.kind(at);
  if (!kinds.isEnum(kind)) return isNewKeyword(types.name(at));
  const bytes = types.valueBytes(kind);
  const end = types.elementsEnd(at, bytes);
  for (let value = types.elements(at); value < end; value += bytes) if (isNewKeyword(types.name(value))) return true;
  return false;
}

/** Words that C23 took as keywords, after kernels had them as names. */
function isNewKeyword(name: usize): bool {
  if (name === 0) return false;
  const first = load<u8>(name);
  if (first === 0x62) return is(name, 'bool');
  if (first === 0x63) return is(name, 'constexpr');
  if (first === 0x66) return is(name, 'false');
  if (first === 0x6e) return is(name, 'nullptr');
  if (first === 0x73) return is(name, 'static_assert');
  return first === 0x74 && (is(name, 'true') || is(name, 'thread_local') || is(name, 'typeof_unqual'));
}

function values(id: u32, depth: u32): void {
  const at = types.record(id);
  const kind = types.kind(at);
  if (types.name(at) === 0) output.text('enum');
  else tag(id);
  if (types.length(at) === 0) return;
  output.text(' {\n');
  const bytes = types.valueBytes(kind);
  const end = types.elementsEnd(at, bytes);
  for (let value = types.elements(at); value < end; value += bytes) {
    const name = types.name(value);
    output.indent(depth + 1);
    output.name(name, identifier(name));
    output.text(' = ');
    if (kind === kinds.enum64) wide(load<u64>(value, 4), types.flag(at));
    else if (types.flag(at)) signed(load<i32>(value, 4));
    else output.number(load<u32>(value, 4));
    output.text(',\n');
  }
  output.indent(depth);
  output.byte(0x7d);
  // For enums that are not as large as C would make them.
  const size = types.size(at);
  if (size === 1) output.text(' __attribute__((mode(QI)))');
  else if (size === 2) output.text(' __attribute__((mode(HI)))');
  else if (size === 8) output.text(' __attribute__((mode(DI)))');
  hold(id);
}

function wide(value: u64, isSigned: bool): void {
  // There is no literal for the least number.
  const least = isSigned && <i64>value === i64.MIN_VALUE;
  if (isSigned) signed(least ? <i64>value + 1 : <i64>value);
  else output.number(value);
  output.text(least ? 'LL - 1' : isSigned ? 'LL' : 'ULL');
}

function signed(value: i64): void {
  if (value < 0) output.byte(0x2d);
  output.number(value < 0 ? -value : value);
}

/** What stands between the braces of a struct or union, and they. */
export function body(id: u32, depth: u32): void {
  const at = types.record(id);
  const shape = layout.shapeOf(id);
  const isUnion = types.kind(at) === kinds.union;
  const count = types.length(at);
  let end: u64 = 0;
  output.text(' {\n');
  for (let index: u32 = 0; index < count; index++) {
    const member = types.elements(at) + <usize>index * types.memberBytes;
    if (!layout.look(at, member)) continue;
    const offset = layout.offset;
    const bits = layout.bits;
    const isBitfield = layout.isBitfield;
    const position: u64 = isUnion ? 0 : end;
    const next = layout.place(position, layout.isPacked(shape));
    if (next > offset) refuse(reasons.overlaps, id, index);
    if (next < offset) pad(position, offset, shape, depth + 1);
    output.indent(depth + 1);
    write(member, depth + 1);
    if (isBitfield) {
      output.text(': ');
      output.number(bits);
    }
    output.text(';\n');
    end = max(end, offset + bits);
  }
  const size = <u64>types.size(at) * 8;
  if (layout.up(end, layout.alignOf(shape) * 8) < size) rest(isUnion, end, size, shape, depth + 1);
  output.indent(depth);
  output.text(layout.isPacked(shape) ? '} __attribute__((packed))' : '}');
  hold(id);
}

/** What a struct has after its last member. In a union nothing comes after another: all of it is one more member. */
function rest(isUnion: bool, end: u64, size: u64, shape: u32, depth: u32): void {
  if (!isUnion) {
    pad(end, size, shape, depth);
    return;
  }
  output.indent(depth);
  output.text('struct { ');
  pad(0, size, shape, 0);
  output.text(layout.isPacked(shape) ? '} __attribute__((packed));\n' : '};\n');
}

/** Without a name: an anonymous struct; where a named one stands so (-fms-extensions, Linux 6.19), its members stand in its place. */
function write(member: usize, depth: u32): void {
  const name = types.name(member);
  const type = types.elementType(member);
  if (name !== 0) declare(type, name, 1, depth);
  else {
    word(types.record(resolve(type)));
    body(resolve(type), depth);
  }
}

/** Anonymous types and prototypes that hold each other twice would double at each step. */
export function hold(id: u32): void {
  if (output.length - start > largest) refuse(reasons.definitionTooLarge, id, 0);
}
