import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {isEnumKind} from '../core/relocation.ts';
import {executable, type Section, sectionTypes} from '../elf/elf.ts';
import type {BpfObject} from '../object/object.ts';
import {sectionKind} from '../tables/section-kinds.ts';
import {nothingDefines, perhapsRefused, type Refusal, refused, undefinedSymbols} from './refusal.ts';

/** https://github.com/aya-rs/aya/blob/875daf9717d9569e5ca8b827aab2303a16703793/aya-obj/src/obj.rs, btf/btf.rs, relocation.rs; aya/src/bpf.rs */
export const refusalsOfAya = (object: BpfObject): readonly Refusal[] => [
  ...ofSections(object),
  ...ofExterns(object),
  ...ofRelocations(object),
  ...ofLongHeader(object),
  ...undefinedSymbols(object).map((name) => ({...nothingDefines(name), certain: false})),
  ...object.maps
    .filter(({listsPrograms}) => listsPrograms)
    .map(({name}) =>
      refused(
        `map ${name}`,
        'its definition lists programs, where only maps can be listed',
        'Leave the list out, and put the programs in from Rust.',
      ),
    ),
  ...object.maps
    .filter(({type}) => !mapTypes.has(type))
    .map(({name, type}) =>
      perhapsRefused(`map ${name}`, `maps of type ${type} are taken only after allow_unsupported_maps()`),
    ),
  ...object.maps
    .filter(({type, valueSize}) => type === 'stack_trace' && valueSize === 0)
    .map(({name}) => refused(`map ${name}`, 'its stacks have no size, and a Rust program cannot set one')),
  ...object.maps
    .filter(({type, valueSize}) => type === 'ringbuf' && valueSize > 0)
    .map(({name}) => perhapsRefused(`map ${name}`, '0.13.1 and older give its value a size, which kernels refuse')),
  ...object.maps
    .filter(({type}) => since014.has(type))
    .map(({name, type}) => perhapsRefused(`map ${name}`, `0.13.1 and older do not support maps of type ${type}`)),
];

const holdsCode = ({type, size, flags}: Section): boolean =>
  type === sectionTypes.progbits && size > 0 && (flags & executable) !== 0;
const isData = ({name}: Section): boolean => /^(maps|\.maps|\.bss|\.data|\.rodata)/.test(name);

const ofSections = ({elf, code}: BpfObject): Refusal[] => {
  const byIndex = new Map(elf.sections.map((section) => [section.index, section]));
  const referred = new Set(
    code.flatMap(({references}) => [...references.values()]).map(({section}) => byIndex.get(section)),
  );
  return elf.sections.flatMap((section) => {
    const what = `section "${section.name}"`;
    if (section.index > 0 && referred.has(section) && !isData(section) && !holdsCode(section))
      return [refused(what, 'something refers to it, and it is not one that aya knows')];
    if (!holdsCode(section) || isData(section) || /^(license|version|\.text)/.test(section.name)) return [];
    if (!sectionKind(section.name, 'aya'))
      return [
        refused(what, 'it is not one that aya knows', 'Build programs of other kinds into an object of their own.'),
      ];
    const older = unknownToReleases(section.name);
    return older ? [perhapsRefused(what, `${older} and older do not know it`)] : [];
  });
};

/** The newest release that does not know a section which its sources know; undefined where all known ones do. */
export const unknownToReleases = (section: string): string | undefined => {
  if (/^u(ret)?probe\.multi/.test(section)) return '0.14.0';
  return /^(lsm_cgroup|flow_dissector|sk_reuseport|iter(\.s)?)(\/|$)/.test(section) ? '0.13.1' : undefined;
};

/** Of .kconfig nothing is known, and its length neither (BtfError::UnknownSectionSize); .ksyms came after 0.14.0, with 2613ee82. */
const ofExterns = ({externs}: BpfObject): Refusal[] =>
  externs.map(({name, kind}) =>
    kind === 'kconfig'
      ? refused(
          `option ${name}`,
          'options of the kernel are not supported',
          'Look for the option in Rust, and set a constant by it.',
        )
      : perhapsRefused(
          `${kind === 'kfunc' ? 'function' : 'variable'} ${name}`,
          '0.14.0 and older refuse what is of the kernel by name',
        ),
  );

const ofRelocations = ({ext, relocations, btf}: BpfObject): Refusal[] => {
  const all = ext?.relocations ?? [];
  const isWide = (type: number) => btf?.kind(resolve(btf, type)) === kinds.enum64;
  return [
    ...(all.some(({kind}) => kind === 'type_matches')
      ? [refused('bpf_core_type_matches()', 'it is not supported')]
      : []),
    ...(all.some(({kind, type}) => isEnumKind(kind) && isWide(type))
      ? [perhapsRefused('an enumerator of an enum of 64 bits', '0.13.1 and older refuse it on kernels before 6.0')]
      : []),
    // FunctionNotFound: linkers leave such behind.
    ...(all.length > relocations.length
      ? [refused('relocations of a function that was removed', 'each must have its function')]
      : []),
  ];
};

/**
 * aya writes BTF with the first 24 bytes of its header alone, and as long as it was (Btf::to_bytes): kernels refuse that of newer compilers, and then maps whose
 * types it names, and programs that are attached by types.
 */
const ofLongHeader = ({elf, maps, programs}: BpfObject): Refusal[] => {
  const bytes = elf.sections.find(({name}) => name === '.BTF')?.bytes;
  if (!bytes || bytes.u32(4) <= 24) return [];
  const map = maps.find(({type, key, value}) => (key ?? value) !== undefined && typedMaps.has(type));
  const program = programs.find(({kind}) => kind && ['tracing', 'lsm', 'ext'].includes(kind.programType));
  const user = map ? `map ${map.name}` : program && `program ${program.name}`;
  return user
    ? [refused(user, 'its BTF has a header of newer compilers, of which aya makes one that kernels refuse')]
    : [];
};
const typedMaps = new Set(['hash', 'array', 'lru_hash', 'percpu_hash', 'percpu_array', 'lru_percpu_hash', 'lpm_trie']);

/** aya/src/bpf.rs, parse_map. */
const since014 = new Set(
  'cgroup_array cgroup_storage percpu_cgroup_storage reuseport_sockarray sk_storage inode_storage cgrp_storage array_of_maps hash_of_maps'.split(
    ' ',
  ),
);
const mapTypes = new Set([
  ...since014,
  ...`array percpu_array prog_array hash lru_hash percpu_hash lru_percpu_hash perf_event_array ringbuf sockhash sockmap bloom_filter lpm_trie stack
  stack_trace queue cpumap devmap devmap_hash xskmap`.split(/\s+/),
]);
