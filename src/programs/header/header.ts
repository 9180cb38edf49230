import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isBuiltIn, isFloat, isIdentifier} from '../btf/names.ts';
import {DefinitionOrder, type Part} from '../btf/order.ts';
import {isComposite, isEnum} from '../btf/sizes.ts';
import {Definitions} from './define.ts';
import {isAnonymousEnum} from './layout.ts';
import {Naming} from './naming.ts';
import {Output} from './output.ts';

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
export const writeHeader = (btf: Btf): Buffer => {
  const names = new Naming(btf);
  const output = new Output(btf);
  const definitions = new Definitions(btf, names, output);
  const order = new DefinitionOrder(btf, (id, part) => write(btf, names, output, definitions, id, part));
  const kfuncs: number[] = [];
  output.text(begin);
  for (let id = btf.first; id < btf.end; id++) {
    const kind = btf.kind(id);
    if (kind === kinds.typedef || kind === kinds.forward || isComposite(kind) || isEnum(kind)) order.define(id);
    if (kind === kinds.declarationTag && btf.isNamed(id, 'bpf_kfunc') && btf.tagComponent(id) === -1)
      kfuncs.push(btf.type(id));
  }
  for (let id = btf.first; id < btf.end; id++)
    if (isAnonymousEnum(btf, id) && !definitions.inlined.has(id) && btf.length(id) > 0) definitions.define(id);
  if (kfuncs.length > 0) output.text(beginKfuncs);
  for (const id of kfuncs) {
    const [name, prototype] = [btf.nameAt(id), btf.type(id)];
    if (!isIdentifier(btf.name(id)) || btf.kind(prototype) !== kinds.prototype || !names.take(name)) continue;
    order.define(prototype);
    definitions.prototype(id);
  }
  if (kfuncs.length > 0) output.text('#endif\n\n');
  output.text(end);
  return output.content;
};

const write = (btf: Btf, names: Naming, output: Output, definitions: Definitions, id: number, part: Part): void => {
  const kind = btf.kind(id);
  if (part === 'name' || kind === kinds.forward) {
    definitions.declarations.tag(id);
    output.text(';\n\n');
  } else if (isComposite(kind) || isEnum(kind)) definitions.define(id);
  else if (kind === kinds.int) {
    const name = btf.name(id);
    if (!isBuiltIn(name) && !isFloat(name)) typedef(integer(btf, id));
    // GCC before 10 says that it is void: libbpf, btf_dump_emit_typedef_def.
  } else if (kind === kinds.typedef && btf.type(id) === 0 && btf.isNamed(id, '__gnuc_va_list'))
    typedef('__builtin_va_list');
  else if (kind === kinds.typedef) definitions.define(id);

  function typedef(type: string) {
    output.text(`typedef ${type} `);
    output.name(btf.nameAt(id), names.typedef(id));
    output.text(';\n\n');
  }
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
