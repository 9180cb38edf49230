import {readBtf} from '../btf/btf.ts';
import {KernelTypes} from '../core/kernel-types.ts';
import {carve} from '../elf/carve.ts';
import {readSections, sectionTypes} from '../elf/elf.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {type BpfObject, readObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import {deepestStack, placeOf, withCallees} from '../object/uses.ts';
import {bounded, inFile, refusal} from '../refusal.ts';
import {helperName} from '../tables/helpers.ts';
import {accessesByFunction, mergeAccesses} from './accesses.ts';
import {argumentsOf} from './arguments.ts';
import type {Access, InspectedData, InspectedObject, InspectedProgram} from './document.ts';
import {typesOnKernel} from './on-kernel.ts';

/** A kernel's types, and the file that they are from. */
export interface NamedTypes {
  readonly file: string;
  readonly types: KernelTypes;
}

/** What the BPF objects in a file require of a kernel, and what of it is not in the types of KERNELS. @throws Failure where there is none, or one that cannot be read. */
export const inspect = (file: string, bytes: Uint8Array, kernels: readonly NamedTypes[] = []): InspectedObject[] =>
  inFile(file, () =>
    carve(bytes).map(({offset, bytes: part}) =>
      bounded('This BPF object is damaged.', () => inspectObject(file, offset, part, kernels)),
    ),
  );

const inspectObject = (
  file: string,
  offset: number,
  bytes: Uint8Array,
  kernels: readonly NamedTypes[],
): InspectedObject => {
  const object = readObject(bytes);
  const accesses = accessesByFunction(object);
  return {
    file,
    offset,
    bytes: bytes.length,
    byteOrder: object.elf.little ? 'little' : 'big',
    ...(object.licence !== undefined && {licence: object.licence}),
    ...(object.version !== undefined && {version: object.version}),
    btf: object.btf !== undefined,
    programs: object.programs.map((program) => inspectProgram(object, program, accesses)),
    maps: object.maps.map(({place, ...map}) => map),
    data: dataOf(object),
    externs: object.externs,
    structOps: object.structOps,
    ...(kernels.length > 0 && {kernels: kernels.map(({file: btf, types}) => typesOnKernel(object, btf, types))}),
  };
};

const inspectProgram = (
  object: BpfObject,
  program: Program,
  accesses: ReadonlyMap<CodeFunction, readonly Access[]>,
): InspectedProgram => {
  const {name, function: fn, kind, target, optional} = program;
  const functions = withCallees(fn, object.uses);
  const used = functions.flatMap((each) => object.uses.get(each) ?? []);
  const all = <Item>(of: (uses: (typeof used)[number]) => ReadonlySet<Item>): Item[] => [
    ...new Set(used.flatMap((uses) => [...of(uses)])),
  ];
  const args = argumentsOf(object, program);
  const places = all(({data}) => data);
  return {
    name,
    section: fn.section.name,
    ...(kind && {programType: kind.programType}),
    ...(kind?.attachType && {attachType: kind.attachType}),
    ...(target !== undefined && {target}),
    sleepable: kind?.sleepable ?? false,
    frags: kind?.frags ?? false,
    optional,
    instructions: functions.reduce((sum, {start, end}) => sum + end - start, 0),
    stack: deepestStack(fn, object.uses),
    isa: all(({isa}) => isa).sort(),
    subprograms: functions.slice(1).map((each) => each.name),
    helpers: all(({helpers}) => helpers)
      .sort((one, other) => one - other)
      .map(helperName),
    kfuncs: all(({kfuncs}) => kfuncs),
    maps: object.maps.filter(({place}) => places.includes(placeOf(place.section, place.offset))).map((map) => map.name),
    data: dataOf(object)
      .map(({section}) => section)
      .filter((section) => isReferredTo(object, section, places)),
    externs: all(({externs}) => externs),
    ...(args && {arguments: args}),
    accesses: mergeAccesses(functions.map((each) => accesses.get(each) ?? [])),
  };
};

const isReferredTo = ({elf}: BpfObject, section: string, places: readonly string[]): boolean => {
  const index = elf.sections.find(({name}) => name === section)?.index;
  return places.some((place) => place.startsWith(`${index}:`));
};

/** Sections that libbpf makes maps of, by their names. */
const dataOf = ({elf}: BpfObject): InspectedData[] =>
  elf.sections
    .filter(
      ({name, type, size}) =>
        size > 0 && (type === sectionTypes.progbits || type === sectionTypes.nobits) && isData(name),
    )
    .map(({name, size}) => ({section: name, bytes: size, constant: name.startsWith('.rodata')}));

const isData = (name: string): boolean => /^\.(data|rodata|bss)(\.|$)|^\.(percpu|addr_space\.1)$/.test(name);

/** The types in a file: raw BTF, or an ELF file with a section of it, such as an uncompressed vmlinux. */
export const readKernelTypes = (file: string, bytes: Uint8Array): NamedTypes =>
  inFile(file, () => {
    const elf = bytes[0] === 0x7f ? bounded('This ELF file is damaged.', () => readSections(bytes)) : undefined;
    const section = elf?.find(({name}) => name === '.BTF');
    if (elf && !section)
      throw refusal(
        'This ELF file has no BTF.',
        'Its section .BTF is missing.',
        'Name /sys/kernel/btf/vmlinux or a copy of it.',
      );
    return {file, types: new KernelTypes(readBtf(section?.bytes.raw ?? bytes))};
  });
