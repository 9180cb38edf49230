import type {IsaFeature} from '../code/isa.ts';
import {carve} from '../elf/carve.ts';
import type {Loader} from '../loader.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {dataSections, refersTo} from '../object/data.ts';
import {type BpfObject, readObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import {deepestStack, placeOf, withCallees} from '../object/uses.ts';
import {bounded, inFile} from '../refusal.ts';
import {refusalsOf} from '../refusals/refusals.ts';
import {helperName} from '../tables/helpers.ts';
import {accessesByFunction, mergeAccesses} from './accesses.ts';
import {argumentsOf} from './arguments.ts';
import type {Access, InspectedObject, InspectedProgram} from './document.ts';

/** A BPF object of a file, and what it requires. */
export interface Inspected {
  readonly object: BpfObject;
  readonly document: InspectedObject;
}

/** The BPF objects in a file, and what they require of a kernel, as `loader` takes them, or whoever the file tells. @throws Failure where there is none, or one that cannot be read. */
export const inspect = (file: string, bytes: Uint8Array, loader?: Loader): Inspected[] =>
  inFile(file, () =>
    carve(bytes).map(({offset, bytes: part, told}) =>
      bounded('This BPF object is damaged.', () => {
        const object = readObject(part, loader ?? told?.loader);
        const by = loader === undefined && told ? {loaderBy: told.evidence} : {};
        return {
          object,
          document: {file, offset, bytes: part.length, loader: object.loader, ...by, ...documentOf(object)},
        };
      }),
    ),
  );

const documentOf = (object: BpfObject): Omit<InspectedObject, 'file' | 'offset' | 'bytes' | 'loader' | 'loaderBy'> => {
  const accesses = accessesByFunction(object);
  return {
    byteOrder: object.elf.little ? 'little' : 'big',
    ...(object.licence !== undefined && {licence: object.licence}),
    ...(object.version !== undefined && {version: object.version}),
    btf: object.btf !== undefined,
    programs: object.programs.map((program) => inspectProgram(object, program, accesses)),
    maps: object.maps.map(({place, listsPrograms, ...map}) => map),
    data: dataSections(object),
    externs: object.externs,
    structOps: object.structOps.map(({id, bytes, ...rest}) => rest),
    refusals: refusalsOf(object).map(({what, why, certain}) => ({what, why, certain})),
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
  const args = argumentsOf(object, program, functions);
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
    isaLevel: levelOf(all(({isa}) => isa)),
    isa: all(({isa}) => isa).sort(),
    subprograms: functions.slice(1).map((each) => each.name),
    helpers: all(({helpers}) => helpers)
      .sort((one, other) => one - other)
      .map(helperName),
    kfuncs: all(({kfuncs}) => kfuncs),
    maps: object.maps.filter(({place}) => places.includes(placeOf(place.section, place.offset))).map((map) => map.name),
    data: dataSections(object)
      .map(({section}) => section)
      .filter((section) => refersTo(object, section, places)),
    externs: all(({externs}) => externs),
    ...(args && {arguments: args}),
    accesses: mergeAccesses(functions.map((each) => accesses.get(each) ?? [])),
  };
};

const levelOf = (features: readonly IsaFeature[]): InspectedProgram['isaLevel'] =>
  features.includes('isa-v4') ? 4 : features.includes('isa-v3') ? 3 : features.includes('isa-v2') ? 2 : 1;
