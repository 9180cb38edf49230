import {listOf, messagesOf, speaking} from '../message.ts';

const tree = 'https://github.com/libbpf/libbpf/blob/v1.7.0/src';

/** Versions are told by its tags, by the first x.y.0 that has the string. */
export const libbpf = messagesOf('libbpf', tree, {
  notInBtf: ['%s is not found in vmlinux BTF', 'libbpf.c', {strong: 'module-btf-not-available'}],
  section: [
    "prog '%s': missing BPF prog type, check ELF section name '%s'",
    'libbpf.c',
    {certain: 'attach-target-missing'},
  ],
  sectionName: ["prog '%s': invalid section name '%s'", 'libbpf.c', {certain: 'attach-target-missing'}],
  usdtSection: [
    'invalid section \'%s\', expected SEC("usdt/<path>:<provider>:<name>")',
    'libbpf.c',
    {certain: 'attach-target-missing'},
  ],
  programType: ["failed to guess program type from ELF section '%s'", 'libbpf.c', {certain: 'attach-target-missing'}],
  attachType: [
    "failed to guess attach type based on ELF section name '%s'",
    'libbpf.c',
    {certain: 'attach-target-missing'},
  ],
  symbol: [
    "sec '%s': corrupted symbol #%zu pointing to invalid section #%zu for relo #%d",
    'libbpf.c',
    {strong: 'bpf-object-format-rejected'},
  ],
  noBtf: ['failed to find valid kernel BTF', 'btf.c', {certain: 'kernel-btf-not-built'}],
  missingBtf: [
    "kernel BTF is missing at '%s', was CONFIG_DEBUG_INFO_BTF enabled?",
    'btf.c',
    {certain: 'kernel-btf-not-built', since: '1.4'},
  ],
  ksym: [
    "extern (func ksym) '%s': not found in kernel or module BTFs",
    'libbpf.c',
    {strong: 'kernel-too-old-for-helper-or-map'},
  ],
  kfunc: [
    "kfunc '%s' is referenced but wasn't resolved",
    'libbpf.c',
    {strong: 'kernel-too-old-for-helper-or-map', since: '1.2'},
  ],
  givenBtf: ['failed to parse target BTF: %s', 'libbpf.c'],
  inMemoryConfig: ['failed to open in-memory Kconfig: %s', 'libbpf.c', {likely: 'kernel-config-missing-option'}],
  systemConfig: ['failed to open system Kconfig', 'libbpf.c', {likely: 'kernel-config-missing-option'}],
});

/** A skeleton that another libbpf was made for. */
export const skeletons = speaking(
  {certain: 'libbpf-bpftool-skeleton-skew'},
  listOf('libbpf', `${tree}/libbpf.c`, [
    "failed to find skeleton map '%s'",
    "failed to find skeleton program '%s'",
    ["map '%s': BPF skeleton version is old, skipping map auto-attachment", {since: '1.5'}],
  ]),
);

/** What an old clang or bpftool wrote. */
export const old = [
  ...speaking({strong: 'clang-too-old'}, [
    // Up to clang 10 an uninitialised global is COMMON, which has no BTF.
    ...listOf('libbpf', `${tree}/linker.c`, ["failed to find BTF info for global/extern symbol '%s'"]),
    ...listOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v0.3/src/libbpf.c', [
      ["sec '%s': failed to find program symbol at offset %zu", {since: '0.2', until: '0.4'}],
    ]),
  ]),
  ...speaking({strong: 'bpftool-too-old'}, [
    ...listOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v0.8.0/src/libbpf.c', [
      'Error finalizing %s: %d.',
      'No offset found in symbol table for VAR %s',
    ]),
  ]),
];

/** What the kernel has not. */
export const kernels = speaking({strong: 'kernel-too-old-for-program-or-verifier'}, [
  ...listOf('libbpf', `${tree}/libbpf.c`, [
    "BTF is mandatory, can't proceed",
    'struct_ops init_kern: struct %s is not found in kernel BTF',
    'struct_ops init_kern: struct %s data is not found in struct %s',
    'struct_ops init_kern %s: failed to resolve the size of member %s',
    'struct_ops init_kern %s: Cannot find member %s in kernel BTF',
    'struct_ops init_kern %s: Error in size of member %s: %zd != %zd(kernel)',
  ]),
]);

/** It reads the object, and does not take it. */
export const objects = {
  certain: speaking({certain: 'bpf-object-format-rejected'}, [
    ...listOf('libbpf', `${tree}/libbpf.c`, [
      "elf: couldn't find symbol table in %s, stripped object file?",
      'elf: multiple symbol tables in %s',
      'elf: symbol strings section missing or invalid in %s',
      "elf: legacy map definitions in 'maps' section are not supported by libbpf v1.0+",
      'BTF is required, but is missing or corrupted.',
    ]),
    ...listOf('libbpf', `${tree}/linker.c`, [
      'multiple SYMTAB sections found, not supported',
      'ELF is missing SYMTAB section in %s',
    ]),
  ]),
  strong: speaking({strong: 'bpf-object-format-rejected'}, [
    ...listOf('libbpf', 'https://github.com/libbpf/libbpf/blob/v1.4.7/src/libbpf.c', [
      ['elf: endianness mismatch in %s.', {since: '0.2', until: '1.5'}],
    ]),
    ...listOf('libbpf', `${tree}/libbpf.c`, [
      ["object '%s': loading non-native endianness is unsupported", {since: '1.5'}],
      "elf: '%s' has unknown byte order",
      "elf: '%s' is not a 64-bit ELF object",
      'elf: failed to get ELF header from %s: %s',
      'elf: failed to get section names section index for %s: %s',
      'elf: failed to get section names strings from %s: %s',
      'elf: failed to get section name string at offset %zu from %s: %s',
      'elf: failed to get section(%zu) from %s: %s',
      'elf: failed to get section(%zu) header from %s: %s',
      'elf: failed to get section(%zu) name from %s: %s',
      'elf: failed to get section(%zu) %s data from %s: %s',
      'elf: failed to get the number of sections for %s: %s',
      "map '%s': attr '%s': expected %s, got %s.",
      "map '%s': attr '%s': type [%u] not found.",
      "map '%s': attr '%s': invalid __ulong",
      "map '%s': invalid field #%d.",
      "map '%s': conflicting key size %u != %u.",
      "map '%s': conflicting value size %u != %u.",
      "map '%s': key type [%u] not found.",
      "map '%s': value type [%u] not found.",
      "map '%s': key spec is not PTR: %s.",
      "map '%s': value spec is not PTR: %s.",
      "map '%s': can't determine key size for type [%u]: %zd.",
      "map '%s': can't determine value size for type [%u]: %zd.",
      "map '%s': multi-level inner maps not supported.",
      "map '%s': '%s' member should be last.",
      "map '%s': should be map-in-map or prog-array.",
      "map '%s': inner def can't be pinned.",
      "map '%s': invalid pinning value %u.",
      "map '%s': unknown field '%s'.",
      "map '%s': map type isn't specified.",
      "map '%s' BTF data is corrupted.",
      "map '%s': unexpected var kind %s.",
      "map '%s': unexpected def kind %s.",
      "map '%s': unsupported map linkage %s.",
      "map '%s': invalid def size.",
    ]),
    ...listOf('libbpf', `${tree}/linker.c`, [
      'unknown byte order of ELF file %s',
      ["failed to find BTF info for object '%s'", {since: '0.6'}],
      "BTF info is missing for global symbol '%s'",
      ['externs without BTF info are not supported', {since: '0.4'}],
    ]),
  ]),
};
