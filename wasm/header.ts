// The C header with all types of a kernel, or of a module with what it needs of vmlinux: as `bpftool btf dump format c` writes it, with the same guards
// and the prototypes of kfuncs, where BTF marks them.
import {tag} from './declare';
import {define, prototype} from './define';
import * as kinds from './kinds';
import {beginNames, take, typedef} from './naming';
import {isBuiltIn, isFloat} from './numbers';
import {need} from './order';
import * as output from './output';
import {beginQualifiers} from './qualifiers';
import {isInlined} from './states';
import {is, isIdentifier} from './text';
import * as types from './types';

const begin = `#ifndef __VMLINUX_H__
#define __VMLINUX_H__

#ifndef BPF_NO_PRESERVE_ACCESS_INDEX
#pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
#endif

`;

const beginKfuncs = `#if defined(__bpf__) && !defined(BPF_NO_KFUNC_PROTOTYPES)
#ifndef __ksym
#define __ksym __attribute__((section(".ksyms")))
#endif
#ifndef __weak
#define __weak __attribute__((weak))
#endif

`;

const end = `#ifndef BPF_NO_PRESERVE_ACCESS_INDEX
#pragma clang attribute pop
#endif

#endif /* __VMLINUX_H__ */
`;

/** Memory for what is to be read. */
export function allot(bytes: usize): usize {
  return heap.alloc(bytes);
}

export {beginTypes, findRecords} from './types';

/** Writes the types from `first` on, and those before where they are needed: where that begins. Names are hashed from `seed`. */
export function writeHeader(first: u32, seed: u64): usize {
  types.findPointerSize();
  beginNames(seed);
  beginQualifiers();
  // Headers have half of the bytes of their BTF.
  output.beginOutput(types.bytes);
  output.text(begin);
  const kfuncs = heap.alloc((<usize>types.end) << 2);
  let count: usize = 0;
  for (let id = first; id < types.end; id++) {
    const at = types.record(id);
    const kind = types.kind(at);
    if (kind === kinds.typedef || kind === kinds.forward || kinds.isComposite(kind) || kinds.isEnum(kind))
      need(id, true);
    if (kind === kinds.declarationTag && types.tagComponent(at) === -1 && is(types.name(at), 'bpf_kfunc'))
      store<u32>(kfuncs + (count++ << 2), types.type(at));
  }
  for (let id = first; id < types.end; id++) {
    const at = types.record(id);
    if (kinds.isEnum(types.kind(at)) && types.name(at) === 0 && types.length(at) > 0 && !isInlined(id)) define(id);
  }
  if (count > 0) writeKfuncs(kfuncs, count);
  output.text(end);
  return output.written();
}

/** Bytes of the header. */
export function headerLength(): usize {
  return output.length;
}

function writeKfuncs(kfuncs: usize, count: usize): void {
  output.text(beginKfuncs);
  for (let index: usize = 0; index < count; index++) {
    const id = load<u32>(kfuncs + (index << 2));
    const at = types.record(id);
    const name = types.name(at);
    const isFunction = types.kind(at) === kinds.func && types.kind(types.record(types.type(at))) === kinds.prototype;
    // Static functions and their clones may have a dot.
    if (!isFunction || !isIdentifier(name) || !take(name)) continue;
    need(types.type(at), true);
    prototype(id);
  }
  output.text('#endif\n\n');
}

/** Writes a type's name, or all of it. */
export function write(id: u32, whole: bool): void {
  const at = types.record(id);
  const kind = types.kind(at);
  const name = types.name(at);
  if (!whole || kind === kinds.forward) {
    tag(id);
    output.text(';\n\n');
  } else if (kinds.isComposite(kind) || kinds.isEnum(kind)) define(id);
  else if (kind === kinds.int) {
    if (isBuiltIn(name) || isFloat(name)) return;
    output.text('typedef ');
    integer(at);
    ownTypedef(id, name);
    // GCC before 10 says that it is void: libbpf, btf_dump_emit_typedef_def.
  } else if (kind === kinds.typedef && types.type(at) === 0 && is(name, '__gnuc_va_list')) {
    output.text('typedef __builtin_va_list');
    ownTypedef(id, name);
  } else if (kind === kinds.typedef) define(id);
}

function ownTypedef(id: u32, name: usize): void {
  output.byte(0x20);
  output.name(name, typedef(id));
  output.text(';\n\n');
}

/** An integer that another language, or an extension such as NEON's, calls otherwise. */
function integer(at: usize): void {
  const encoding = types.intEncoding(at);
  if ((encoding & 4) !== 0) {
    output.text('_Bool');
    return;
  }
  output.text((encoding & 1) !== 0 ? 'signed ' : 'unsigned ');
  const size = types.size(at);
  if (size === 1) output.text('char');
  else if (size === 2) output.text('short');
  else if (size === 4) output.text('int');
  else output.text(size === 8 ? 'long long' : '__int128');
}
