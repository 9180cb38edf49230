import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isBuiltIn, isFloat, isIdentifier} from '../btf/names.ts';
import {DefinitionOrder, type Part} from '../btf/order.ts';
import {isComposite, isEnum} from '../btf/sizes.ts';
import {Declarations} from './declare.ts';
import {isAnonymousEnum} from './layout.ts';
import {Naming} from './naming.ts';

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

/**
 * The C header with all types of a kernel, or of a module with what it needs of vmlinux: as `bpftool btf dump format c` writes it, with
 * the same guards and the prototypes of kfuncs, where BTF marks them.
 * @throws Failure for types that C cannot define.
 */
export const writeHeader = (btf: Btf): string => {
  const names = new Naming(btf);
  const declarations = new Declarations(btf, names);
  const pieces: string[] = [begin];
  const order = new DefinitionOrder(btf, (id, part) => pieces.push(definition(btf, names, declarations, id, part)));
  const kfuncs: number[] = [];
  for (let id = btf.first; id < btf.end; id++) {
    const kind = btf.kind(id);
    if (kind === kinds.typedef || kind === kinds.forward || isComposite(kind) || isEnum(kind)) order.define(id);
    if (kind === kinds.declarationTag && btf.name(id) === 'bpf_kfunc' && btf.tagComponent(id) === -1)
      kfuncs.push(btf.type(id));
  }
  for (let id = btf.first; id < btf.end; id++)
    if (isAnonymousEnum(btf, id) && !declarations.inlined.has(id) && btf.length(id) > 0)
      pieces.push(declarations.definition(id));
  if (kfuncs.length > 0) pieces.push(beginKfuncs, ...prototypes(btf, names, declarations, order, kfuncs), '#endif\n\n');
  pieces.push(end);
  return pieces.join('');
};

const definition = (btf: Btf, names: Naming, declarations: Declarations, id: number, part: Part): string => {
  const kind = btf.kind(id);
  const name = btf.name(id);
  if (part === 'name' || kind === kinds.forward) return `${names.tag(id)};\n\n`;
  if (isComposite(kind) || isEnum(kind)) return declarations.definition(id);
  if (kind === kinds.int)
    return isBuiltIn(name) || isFloat(name) ? '' : `typedef ${integer(btf, id)} ${names.typedef(id)};\n\n`;
  if (kind !== kinds.typedef) return '';
  // GCC before 10 says that it is void: libbpf, btf_dump_emit_typedef_def.
  if (name === '__gnuc_va_list' && btf.type(id) === 0) return `typedef __builtin_va_list ${names.typedef(id)};\n\n`;
  return declarations.definition(id);
};

const integers = new Map([
  [1, 'char'],
  [2, 'short'],
  [4, 'int'],
  [8, 'long long'],
  [16, '__int128'],
]);

/** An integer that another language, or an extension such as NEON's, calls otherwise. */
const integer = (btf: Btf, id: number): string =>
  btf.intEncoding(id) & 4
    ? '_Bool'
    : `${btf.intEncoding(id) & 1 ? 'signed' : 'unsigned'} ${integers.get(btf.size(id))}`;

const prototypes = (
  btf: Btf,
  names: Naming,
  declarations: Declarations,
  order: DefinitionOrder,
  functions: readonly number[],
): string[] =>
  functions
    .filter(
      (id) => isIdentifier(btf.name(id)) && btf.kind(btf.type(id)) === kinds.prototype && names.take(btf.name(id)),
    )
    .map((id) => {
      order.define(btf.type(id));
      const prototype = btf.type(id);
      const called = `${btf.name(id)}(${declarations.parameters(prototype, true)})`;
      return `extern ${declarations.declare(btf.type(prototype), called)} __weak __ksym;\n\n`;
    });
