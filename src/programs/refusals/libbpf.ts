import {calls, opcodes} from '../code/instructions.ts';
import {bindings, type Section, sectionTypes, symbolTypes} from '../elf/elf.ts';
import type {CodeSection} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import {optionType} from '../object/option-type.ts';
import {refusalsOfArenas} from './arenas.ts';
import {refusalsOfExceptions} from './exceptions.ts';
import {refusalsOfHeld} from './held-by-maps.ts';
import {refusalsOfMaps} from './map-definitions.ts';
import {
  defineByBtf,
  isLegacy,
  nothingDefines,
  oddVersion,
  perhapsRefused,
  type Refusal,
  refused,
  undefinedSymbols,
} from './refusal.ts';
import {refusalsOfStructOps} from './struct-ops.ts';

/** https://github.com/libbpf/libbpf/blob/f7081a6b/src/libbpf.c */
export const refusalsOfLibbpf = (object: BpfObject): readonly Refusal[] => [
  ...ofLegacyMaps(object),
  ...oddVersion(object, (size) => size !== 4),
  ...ofOptions(object),
  ...undefinedSymbols(object).map((name) => nothingDefines(name)),
  ...staticPrograms(object),
  ...object.code.flatMap((section) => ofReferences(object, section)),
  ...refusalsOfMaps(object),
  ...refusalsOfHeld(object),
  ...refusalsOfArenas(object),
  ...refusalsOfStructOps(object),
  ...refusalsOfExceptions(object),
];

/** libbpf.c: bpf_object__collect_externs, bpf_object__resolve_externs. Weak ones that begin like its own may come with a later libbpf. */
const ofOptions = (object: BpfObject): Refusal[] =>
  object.externs
    .filter(({kind}) => kind === 'kconfig')
    .flatMap(({name, weak}) => {
      const what = `option ${name}`;
      if (!optionType(object, name))
        return [
          refused(
            what,
            'no option can have the type that it is declared with',
            'Declare it as bool, enum libbpf_tristate, an integer or an array of char.',
          ),
        ];
      return name.startsWith('CONFIG_') || madeUp.has(name) || (weak && name.startsWith('LINUX_'))
        ? []
        : [refused(what, 'options of the kernel are called CONFIG_*, and libbpf makes up none of this name')];
    });

const madeUp = new Set(['LINUX_KERNEL_VERSION', 'LINUX_HAS_BPF_COOKIE', 'LINUX_HAS_SYSCALL_WRAPPER']);

/** Since 1.0: https://github.com/libbpf/libbpf/wiki/Libbpf:-the-road-to-v1.0 */
const ofLegacyMaps = ({elf}: BpfObject): Refusal[] =>
  elf.sections.some(isLegacy)
    ? [
        perhapsRefused(
          'maps in a section "maps"',
          'libbpf 1.0 and later refuse the object, loaders that know this older form do not',
          defineByBtf,
        ),
      ]
    : [];

/** bpf_object__add_programs: functions with a SEC() are programs, which may not be static. */
const staticPrograms = ({elf, code}: BpfObject): Refusal[] => {
  const places = new Set(code.filter(({name}) => name !== '.text').map(({index}) => index));
  return elf.symbols
    .filter(
      ({section, type, binding}) => places.has(section) && type === symbolTypes.function && binding === bindings.local,
    )
    .map(({name}) => refused(`program ${name}`, 'it is static', 'Leave out "static".'));
};

/** Indices of sections from here on stand for none: ABS, COMMON (SHN_LORESERVE). */
const noSection = 0xff00;

/** bpf_program__record_reloc: what instructions may refer to. */
const ofReferences = ({elf, btf, code}: BpfObject, from: CodeSection): Refusal[] => {
  const sections = new Map(elf.sections.map((section) => [section.index, section]));
  const byIndex = new Map(code.map((section) => [section.index, section]));
  // One without BTF may be for a loader that knows its sections.
  const refuse = btf ? refused : perhapsRefused;
  const wrong = [...from.references].flatMap(([at, {name, section}]): Refusal[] => {
    const target = sections.get(section);
    if (section >= noSection)
      return [refuse(`the variable ${name}`, 'it is in no section', 'Give it a value, or compile with -fno-common.')];
    if (section === 0 || !target) return [];
    const called = from.code.code[at] === opcodes.call && from.code.source[at] === calls.subprogram;
    if (called && target.name !== '.text')
      return [
        refuse(
          `a call of a function in section "${target.name}"`,
          'programs can call functions without a SEC() alone',
          'Move what both need into a function without SEC().',
        ),
      ];
    return byIndex.has(section) || isKnown(target)
      ? []
      : [
          refuse(
            `the variable ${name || target.name} in section "${target.name}"`,
            'variables can be in sections .data, .bss and .rodata, and in those whose names go on after a dot',
            `Leave its SEC() out, or call the section ".data.${target.name.replace(/^\W+/, '')}".`,
          ),
        ];
  });
  return [...new Map(wrong.map((each) => [each.what, each])).values()];
};

const isKnown = ({name, type}: Section): boolean =>
  type === sectionTypes.nobits
    ? /^\.bss(\.|$)/.test(name)
    : /^(\.data|\.rodata)(\.|$)|^(\.maps|maps(\/.*)?|\.addr_space\.1|\.jumptables)$/.test(name);
