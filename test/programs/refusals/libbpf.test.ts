import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import type {Loader} from '../../../src/programs/loader.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith, notRoot} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking, compile} from '../compile.ts';

const hash = '__uint(type, 1); __uint(max_entries, 1)';
const typed = '__type(key, int); __type(value, int)';
const map = (members: string): string => `-DMAP=struct { ${members}; }`;
const asks = (what: string): string => `-DASKS=${what}`;

const typedMap = (name: string, members: string): string => `struct { ${members}; } ${name} SEC(".maps");`;
const arena = (name: string, pages: number): string =>
  typedMap(name, `__uint(type, 33); __uint(map_flags, 1024); __uint(max_entries, ${pages})`);
const inArena = 'char __attribute__((address_space(1))) held[9000] SEC(".addr_space.1") = {1};';
const held = (type: number, key: string, value: string): string =>
  `struct { __uint(type, ${type}); __uint(max_entries, 1); __type(key, ${key}); ${value}; }`;
const congestion = 'struct tcp_congestion_ops { unsigned (*ssthresh)(void *); unsigned (*undo_cwnd)(void *); };';
const member = (name: string, section = 'struct_ops'): string =>
  `SEC("${section}") unsigned ${name}(void *context) { return 1; }`;
const callback = (name: string): string => `-DTAGGED=__attribute__((btf_decl_tag("exception_callback:${name}")))`;

/** What is made, and whether libbpf and cilium/ebpf load it; `null` where cilium/ebpf was not looked at. */
const made: readonly (readonly [name: string, options: readonly string[], libbpf: boolean, cilium?: boolean | null])[] =
  [
    ['a map', [map(`${hash}; ${typed}`)], true],
    ['a field that is none of maps', [map(`${hash}; ${typed}; int (*extra)[3]`)], false],
    ['a node', [map(`${hash}; ${typed}; __uint(numa_node, 0)`)], true, false],
    ['a strange pinning', [map(`${hash}; ${typed}; __uint(pinning, 2)`)], false],
    ['a key of two sizes', [map(`${hash}; ${typed}; __uint(key_size, 8)`)], false],
    ['a key that has its size twice', [map(`${hash}; ${typed}; __uint(key_size, 4)`)], true, false],
    ['a key that is no pointer', [map(`${hash}; int key; __type(value, int)`)], false],
    ['no type', [map(`__uint(max_entries, 1); ${typed}`)], false],
    ['a number that is none', [map(`${hash}; ${typed}; int map_flags`)], false],
    ['no struct', ['-DMAP=int'], false],
    ['a static map', ['-DLINKAGE=static', map(`${hash}; ${typed}`), asks('lookup(&map, &(int){0}) != 0')], false],
    ['values in a hash', [map(`${hash}; __type(key, int); __array(values, struct plain)`)], false],
    [
      'maps in a map',
      [map('__uint(type, 12); __uint(max_entries, 1); __type(key, int); __array(values, struct plain)')],
      true,
    ],
    [
      'maps in maps in a map',
      [map('__uint(type, 12); __uint(max_entries, 1); __type(key, int); __array(values, struct nested)')],
      false,
    ],
    [
      'values that are numbers',
      [map('__uint(type, 12); __uint(max_entries, 1); __type(key, int); int *values[]')],
      false,
    ],
    [
      'programs in a map',
      [map('__uint(type, 3); __uint(max_entries, 1); __type(key, int); __array(values, int(void *))')],
      true,
    ],
    ['flags that exclude each other', [map(`${hash}; ${typed}; __uint(map_flags, 0x180)`)], false],
    ['something extra', [map(`${hash}; ${typed}; __uint(map_extra, 3)`)], false],
    ['a function that nobody defines', ['-DDECLARED=extern int missing(int);', asks('missing(1)')], false],
    ['a variable that nobody defines', ['-DDECLARED=extern int missing;', asks('missing')], false],
    [
      'a function of the C library',
      ['-DDECLARED=char one[64], other[64];', asks('__builtin_memcmp(one, other, 64)')],
      false,
    ],
    ['a variable in a section', ['-DDECLARED=int own SEC("mine");', asks('own++')], false],
    ['a variable in a section of data', ['-DDECLARED=int own SEC(".data.own");', asks('own++')], true],
    ['a static program', [`-DDECLARED=SEC("xdp") static int other(void *context) { return 1; }`], false, null],
    ['a variable in no section', ['-DDECLARED=int own;', '-fcommon', asks('own++')], false, null],
    ['an arena', [`-DDECLARED=${arena('one', 3)} ${inArena}`], true, null],
    ['two arenas', [`-DDECLARED=${arena('one', 3)} ${arena('other', 3)}`], false, null],
    ['an arena that is too small', [`-DDECLARED=${arena('one', 2)} ${inArena}`, asks('held[5000]')], false, null],
    ['no arena', [`-DDECLARED=${inArena}`, asks('held[5000]')], false, null],
    [
      'a map that holds one',
      [
        '-DDECLARED=struct plain inner SEC(".maps");',
        `-DMAP=${held(13, 'int', '__array(values, struct plain)')}`,
        '-DHOLDS== {.values = {&inner}}',
      ],
      true,
      null,
    ],
    [
      'a map that holds one by a long key',
      [
        '-DDECLARED=struct plain inner SEC(".maps");',
        `-DMAP=${held(13, 'long', '__array(values, struct plain)')}`,
        '-DHOLDS== {.values = {&inner}}',
      ],
      false,
      null,
    ],
    [
      'a map that holds a program',
      [
        '-DDECLARED=int asks(void *);',
        `-DMAP=${held(3, 'int', '__array(values, int(void *))')}`,
        '-DHOLDS== {.values = {(void *)&asks}}',
      ],
      true,
      null,
    ],
    [
      'a map that holds a function',
      [
        '-DDECLARED=__attribute__((noinline)) int other(void *context) { return 0; }',
        `-DMAP=${held(3, 'int', '__array(values, int(void *))')}`,
        '-DHOLDS== {.values = {(void *)&other}}',
      ],
      false,
      null,
    ],
    [
      'a member of struct_ops that is of another type',
      [
        `-DDECLARED=${congestion} ${member('one', 'xdp')} ${member('other')} SEC("?.struct_ops") struct tcp_congestion_ops own = {.ssthresh = one, .undo_cwnd = other};`,
      ],
      false,
      null,
    ],
    [
      'a program that is two members',
      [
        `-DDECLARED=${congestion} ${member('one')} SEC(".struct_ops.link") struct tcp_congestion_ops own = {.ssthresh = one, .undo_cwnd = one};`,
      ],
      false,
      null,
    ],
    ['a program that is no member', [`-DDECLARED=${member('one')}`], true, null],
    ['a callback', [callback('own'), '-DDECLARED=int own(long cookie) { return 0; }'], true, null],
    ['no callback', [callback('own')], false, null],
    ['a static callback', [callback('own'), '-DDECLARED=static int own(long cookie) { return 0; }'], false, null],
    ['a short version', ['-DDECLARED=char of[3] SEC("version") = {1};'], false],
    [
      'a call of another program',
      [
        '-DDECLARED=SEC("xdp") __attribute__((noinline)) int other(int one) { volatile int same = one; return same; }',
        asks('other(1)'),
      ],
      false,
      true,
    ],
  ];

const loaders = ['libbpf', 'cilium'] as const satisfies readonly Loader[];

/** Whether nothing but a kernel stands against it, for a loader. */
const taken = (object: Buffer, loader: Loader): boolean =>
  !judgeObject(readObject(object, loader), {name: 'any'})
    .filter(({subject, program}) => (subject === 'object' || subject === 'map') && (program ?? 'asks') === 'asks')
    .some(({verdict}) => verdict === 'fail');

describeWith(clangLacking)('what a loader refuses in the object itself', () => {
  test.each(
    made.map(
      ([name, options, libbpf, cilium = libbpf]) =>
        [name, {libbpf, ...(cilium !== null && {cilium})}, options] as const,
    ),
  )('%s: %j', (_, expected, options) => {
    const object = compile('refusals/made.bpf.c', ...options);
    const told = Object.fromEntries(loaders.map((loader) => [loader, taken(object, loader)]));
    expect(told).toMatchObject(expected);
  });
});

describeWith(programsLacking ?? clangLacking ?? notRoot, programsUnfit)(
  'and what the loaders themselves say of it',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-refusals-'));
    afterAll(() => rmSync(folder, {recursive: true}));

    test.each(loaders)('%s', async (loader) => {
      const {build, ciliumLoad} = await programsLab();
      // The program that loads with cilium/ebpf pins nothing, whatever the object says (map.go has "pin type %d").
      const asked = made.filter(
        ([name, , , cilium]) => loader === 'libbpf' || (cilium !== null && name !== 'a strange pinning'),
      );
      const input = asked.map(([, options], index) => {
        const file = path.join(folder, `${index}.o`);
        writeFileSync(file, compile('refusals/made.bpf.c', ...options));
        return `${file} /sys/kernel/btf/vmlinux asks`;
      });
      const program = loader === 'libbpf' ? build('reach/verifier.c') : ciliumLoad;
      const {stdout} = spawnSync(program, {input: input.join('\n'), encoding: 'utf8'});
      const answers = stdout.trimEnd().split('\n');
      expect(asked.map(([name], index) => [name, answers[index] === 'loaded', answers[index]])).toEqual(
        asked.map(([name, , libbpf, cilium = libbpf], index) => [
          name,
          loader === 'libbpf' ? libbpf : cilium,
          answers[index],
        ]),
      );
    });
  },
);
