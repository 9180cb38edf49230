import {kinds} from '../btf/kinds.ts';
import {bindings, type Elf, executable, type Section, sectionTypes} from '../elf/elf.ts';
import type {BpfObject} from '../object/object.ts';
import {declaredType} from '../object/option-type.ts';
import {programsReferring} from '../object/uses.ts';
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

/** https://github.com/cilium/ebpf/blob/5ba0b3b27a92c7b0402419f61240416c9b3c7c42/elf_reader.go, collection.go (resolveKconfig), map.go (Extra) */
export const refusalsOfCilium = (object: BpfObject): readonly Refusal[] => [
  ...ofSections(object),
  ...ofExterns(object),
  ...oddVersion(object, (size) => size < 4),
  ...ofMaps(object),
  ...refusalsOfMaps(object),
  ...undefinedSymbols(object).map((name) => ({...nothingDefines(name), programs: programsReferring(object, [name])})),
  ...sameNames(object).map((name) =>
    refused(`functions called ${name}`, 'names must differ, also those of static functions'),
  ),
];

const ofSections = ({elf}: BpfObject): Refusal[] => {
  const known = ({name, type, size, flags}: Section): boolean =>
    isMaps(name) ||
    /^(\.bss$|\.data|\.rodata)/.test(name) ||
    (type === sectionTypes.progbits && size > 0 && ((flags & executable) !== 0 || name === '.struct_ops.link'));
  const byIndex = new Map(elf.sections.map((section) => [section.index, section]));
  const referred = new Set(
    elf.sections
      .filter(known)
      .flatMap(({index}) => elf.relocations.get(index) ?? [])
      .flatMap(({symbol}) => (symbol.section > 0 ? (byIndex.get(symbol.section) ?? []) : [])),
  );
  return elf.sections.flatMap((section) => {
    const what = `section "${section.name}"`;
    if (section.name === '.struct_ops' && section.size > 0)
      return [refused(what, 'it is not supported', 'Use SEC(".struct_ops.link").')];
    if (section.name.startsWith('?.struct_ops') && section.size > 0)
      return [perhapsRefused(what, 'what becomes of it was not looked at')];
    return referred.has(section) && !known(section)
      ? [refused(what, 'something refers to it, and it is not one that cilium/ebpf knows')]
      : [];
  });
};

/** What it makes up itself, and bytes that it must have, if any; libbpf does more (collection.go, resolveKconfig). */
const ofLinux = new Map<string, number | undefined>([
  ['LINUX_KERNEL_VERSION', 4],
  ['LINUX_HAS_SYSCALL_WRAPPER', undefined],
]);

/** Bytes of a variable that is a number by its very type, not by a typedef or with a qualifier. */
const bareBytes = (object: BpfObject, name: string): number | undefined => {
  const type = declaredType(object, name) ?? 0;
  return object.btf?.kind(type) === kinds.int ? object.btf.size(type) : undefined;
};

const ofExterns = (object: BpfObject): Refusal[] => {
  const programs = programsReferring(
    object,
    object.externs.filter(({kind}) => kind === 'kconfig').map(({name}) => name),
  );
  return object.externs.flatMap(({name, kind, weak}) => {
    if (kind === 'kconfig' && weak)
      return [
        refused(
          `option ${name}`,
          'it is __weak, and options that can be missing are not supported',
          'Look for the option in Go, and set a constant by it.',
        ),
      ];
    if (kind === 'kconfig' && name.startsWith('LINUX_')) {
      if (!ofLinux.has(name)) return [{...refused(`option ${name}`, 'it is one that only libbpf makes up'), programs}];
      const bytes = bareBytes(object, name);
      if (bytes !== undefined && bytes === (ofLinux.get(name) ?? bytes)) return [];
      const why = 'it must be declared as a number by a type of C itself, not by a typedef such as u32';
      return [{...refused(`option ${name}`, why, `Declare it "extern int ${name} __kconfig;".`), programs}];
    }
    return kind === 'ksym'
      ? [perhapsRefused(`variable ${name}`, '0.22.0 and older take such variables of the kernel only as "extern void"')]
      : [];
  });
};

const isMaps = (name: string): boolean => name === '.maps' || name.startsWith('maps');

const ofMaps = ({elf, code}: BpfObject): Refusal[] => {
  const places = new Set(elf.sections.filter(({name}) => isMaps(name)).map(({index}) => index));
  const hidden = code
    .flatMap(({references}) => [...references.values()])
    .some(({section, binding}) => places.has(section) && binding !== bindings.global);
  return [
    ...(hidden
      ? [refused('a map that is static or weak', 'it is not supported', 'Leave out "static" or "__weak".')]
      : []),
    ...longMaps(elf).map((name) =>
      perhapsRefused(
        `map ${name}`,
        'its definition has more than five numbers, which the Go program has to take',
        defineByBtf,
      ),
    ),
  ];
};

const longMaps = ({sections, symbols}: Elf): string[] =>
  sections.filter(isLegacy).flatMap(({index, bytes}) =>
    symbols
      .filter(({section, size}) => section === index && size > 20)
      .filter(({value, size}) => bytes.raw.subarray(value + 20, value + size).some((byte) => byte !== 0))
      .map(({name}) => name),
  );

const sameNames = ({code}: BpfObject): string[] => {
  const names = code.flatMap(({functions}) =>
    functions.filter(({start}, index) => functions[index - 1]?.start !== start).map(({name}) => name),
  );
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
};
