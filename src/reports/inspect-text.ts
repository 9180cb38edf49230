import {cleanLine} from '../hosts/clean.ts';
import {counted} from '../hosts/in-words.ts';
import type {
  Access,
  InspectedObject,
  InspectedProgram,
  Inspection,
  MissingAccess,
  ObjectRefusal,
  ProgramTypes,
  TypesOnKernel,
  WrittenBtf,
} from '../programs/inspect/document.ts';
import {type Loader, loaderNames, modelled} from '../programs/loader.ts';
import type {NamedMap} from '../programs/object/maps.ts';
import {paint, type Style} from '../terminal/style.ts';

/** What objects require, for a person: programs in full, then what they share. */
export const inspectText = ({objects, minimal = []}: Inspection, style: Style): string =>
  [...objects.map((object) => objectText(object, style)), section('Minimal BTF', minimal.map(minimalText), style)]
    .filter((part) => part !== '')
    .join('\n\n');

const minimalText = ({btf, file, bytes, types}: WrittenBtf): string =>
  `${file}: ${bytes} bytes, ${counted(types, 'type')} of ${btf}`;

const objectText = (object: InspectedObject, style: Style): string => {
  const {programs, maps, data, externs, structOps} = object;
  return [
    `${paint(nameOf(object), 'strong', style)}: ${headOf(object)}`,
    section(`Not taken by ${loaderNames[object.loader]}`, object.refusals.map(refusalText), style),
    ...programs.map((program) => programText(program, style)),
    section('Maps', maps.map(mapText), style),
    section(
      'Global data (maps of one value)',
      data.map(
        ({section: name, bytes, constant}) => `${name} ${bytes} bytes${constant ? ', set before it is loaded' : ''}`,
      ),
      style,
    ),
    section(
      'From the kernel, by name',
      externs.map(
        ({name, kind, weak, type}) => `${externWords[kind]} ${name}: ${type}${weak ? ', can be missing' : ''}`,
      ),
      style,
    ),
    section(
      'Functions given to the kernel (struct_ops)',
      structOps.map(
        ({name, type, programs: members}) =>
          `${name}: struct ${type}, ${members.map(({member, program}) => `${member} = ${program}`).join(', ') || 'no programs'}`,
      ),
      style,
    ),
    ...(object.kernels ?? []).map((kernel) =>
      section(`Types of ${cleanLine(kernel.btf)}`, typesText(kernel, object.loader), style),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const nameOf = ({file, offset}: InspectedObject): string => (offset > 0 ? `${file} (at byte ${offset})` : file);

const headOf = ({programs, maps, licence, byteOrder, btf, bytes, loader, loaderBy}: InspectedObject): string =>
  [
    counted(programs.length, 'program'),
    counted(maps.length, 'map'),
    licence === undefined ? 'no licence' : `licence ${cleanLine(licence)}`,
    `${byteOrder}-endian`,
    ...(btf ? [] : ['no BTF: what it reads of the kernel cannot be told']),
    `${bytes} bytes`,
    ...(loader === 'libbpf' ? [] : [`loaded by ${loaderNames[loader]}${loaderBy ? ` (${cleanLine(loaderBy)})` : ''}`]),
  ].join(', ');

const refusalText = ({what, why, certain}: ObjectRefusal): string => `${what}: ${why}${certain ? '' : ' (perhaps)'}`;

const externWords = {kconfig: 'option', kfunc: 'function', ksym: 'variable'} as const;

const section = (title: string, lines: readonly string[], style: Style): string =>
  lines.length === 0
    ? ''
    : [
        paint(title, 'strong', style),
        ...lines.map((line) => `  ${line.startsWith(' ') ? '  ' : ''}${cleanLine(line)}`),
      ].join('\n');

/** Kinds of relocations that together are one read of a field. */
const reads: readonly Access['kind'][] = ['byte_off', 'byte_sz', 'signed', 'lshift_u64', 'rshift_u64'];

const questions: {readonly [kind in Access['kind']]?: string} = {
  field_exists: 'exists',
  type_exists: 'exists',
  enumval_exists: 'exists',
  type_matches: 'has the same members',
};

const programText = (program: InspectedProgram, style: Style): string => {
  const {name, section: from, instructions, stack, isaLevel, isa, accesses} = program;
  const of = (kinds: readonly Access['kind'][]) => accesses.filter(({kind}) => kinds.includes(kind));
  const asked = accesses.flatMap(({kind, subject}) => (questions[kind] ? [`${subject} ${questions[kind]}`] : []));
  const code = [
    counted(instructions, 'instruction'),
    `${stack} bytes of stack`,
    `ISA v${isaLevel}`,
    ...isa.filter((each) => !each.startsWith('isa-v')),
  ].join(', ');
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['loads as', [loadsAs(program)]],
    ['code', [code]],
    ['functions', program.subprograms],
    ['helpers', program.helpers],
    ['kfuncs', program.kfuncs],
    ['maps', [...program.maps, ...program.data]],
    ['externs', program.externs],
    ['arguments', (program.arguments ?? []).map(String)],
    ['reads', [...new Set(of(reads).map(({subject}) => subject))]],
    ['asks if', asked],
    ['sizes', of(['type_size']).map(({subject}) => subject)],
    ['type ids', of(['local_type_id', 'target_type_id']).map(({subject}) => subject)],
    ['values', of(['enumval_value']).map(({subject}) => subject)],
  ];
  return [
    `${paint(cleanLine(name), 'strong', style)}  ${cleanLine(from)}`,
    ...rows.flatMap(([label, items]) => row(label, items, style)),
  ].join('\n');
};

const loadsAs = ({programType, attachType, target, sleepable, frags, optional}: InspectedProgram): string =>
  [
    programType === undefined ? 'what its loader says' : `${programType}${attachType ? ` (${attachType})` : ''}`,
    ...(target === undefined ? [] : [`at ${target}`]),
    ...(sleepable ? ['sleepable'] : []),
    ...(frags ? ['for packets of several buffers'] : []),
    ...(optional ? ['only if the loader asks for it'] : []),
  ].join(', ');

const labelWidth = 10;
const widestItems = 110;

/** A label and its items, several lines where one is too short. */
const row = (label: string, items: readonly string[], style: Style): string[] => {
  const lines: string[] = [];
  const room = Math.min(style.screen ? style.screen.columns - labelWidth - 3 : widestItems, widestItems);
  for (const [index, item] of items.entries()) {
    const text = `${cleanLine(item)}${index < items.length - 1 ? ',' : ''}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < room) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines.map(
    (line, index) => `  ${paint((index === 0 ? label : '').padEnd(labelWidth), 'muted', style)} ${line}`,
  );
};

const mapText = ({name, type, keySize, valueSize, maxEntries, flags, key, value, pinned, inner}: NamedMap): string =>
  [
    `${name}: ${type}`,
    ...(keySize || valueSize ? [`${sized(key, keySize)} -> ${sized(value, valueSize)}`] : []),
    maxEntries > 0 ? `${maxEntries} ${maxEntries === 1 ? 'entry' : 'entries'}` : 'size set by the loader',
    ...flags,
    ...(pinned ? ['pinned by name'] : []),
    ...(inner ? [`of ${inner.type}`] : []),
  ].join(', ');

const sized = (type: string | undefined, bytes: number): string => type ?? `${bytes} bytes`;

/** A line for what all programs find, one for each that does not, and one for each thing that it lacks. */
const typesText = ({programs}: TypesOnKernel, loader: Loader): string[] => {
  const met = programs.filter(({types}) => types === 'met').length;
  return [
    `${met} of ${counted(programs.length, 'program')}: every type that is reached is there; nothing else of the kernel was judged`,
    ...(loader === 'libbpf' ? [] : [modelled(loader)]),
    ...programs
      .filter(({types}) => types !== 'met')
      .flatMap(({name, types, missing, why}) => [
        `${name}: ${why && types === 'unknown' ? types : typesWords[types]}${why ? `: ${why}` : ''}`,
        ...missing.map((each) => `  ${missingText(each)}`),
      ]),
  ];
};

const typesWords: {readonly [types in ProgramTypes['types']]: string} = {
  met: 'all there',
  missing: 'not accepted, it reaches what the kernel lacks',
  conditional: 'depends on how it is loaded',
  unknown: 'unknown, a type may be in a module',
  refused: 'a loader refuses the object',
};

const missingText = ({subject, on, asBuilt, source}: MissingAccess): string =>
  [
    `${subject} is missing`,
    ...(on ? [`reached depending on ${on.join(', ')}`] : []),
    ...(asBuilt ? [asBuilt === 'dead' ? 'not reached as it was built' : 'reached as it was built'] : []),
    ...(source ? [source] : []),
  ].join('; ');
