import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {localHost} from '../../../src/hosts/local.ts';
import {readTypes} from '../../../src/kernels/types/read.ts';
import {runningKernelBtf} from '../../../src/kernels/types/running.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import type {Kernel} from '../../../src/programs/judge/kernel.ts';
import {judgeMapAge} from '../../../src/programs/judge/map-age.ts';
import {judgeMapShapes} from '../../../src/programs/judge/map-shapes.ts';
import type {MapShape} from '../../../src/programs/object/maps.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {mapRules} from '../../../src/programs/tables/map-shapes.ts';
import {mapFlagNames, mapTypeName} from '../../../src/programs/tables/map-types.ts';
import {describeWith, lacking, notRoot} from '../../lab/needs.ts';
import {clangLacking, compile} from '../compile.ts';

type Numbers = readonly [type: number, key: number, value: number, entries: number, flags: number, extra?: number];

/** What is made of a map of these numbers, as an object would define it. */
const taken = ([type, keySize, valueSize, maxEntries, flags, extra = 0]: Numbers, kernel: Kernel): boolean => {
  const shape: MapShape = {type: mapTypeName(type), keySize, valueSize, maxEntries, flags: mapFlagNames(flags), extra};
  const map = {...shape, name: 'map', pinned: false, place: {section: 1, offset: 0}};
  return [...judgeMapShapes({maps: [map], loader: 'libbpf'}), ...judgeMapAge({maps: [map]}, kernel)].length === 0;
};

const numberOf = (type: string): number =>
  Array.from({length: 64}, (_, number) => number).find((number) => mapTypeName(number) === type) ?? 0;

/** Of flags; those between them are for what a loader adds by itself. */
const bits = [...Array.from({length: 14}, (_, bit) => bit), 17, 18, 19];

/** One that the kernel makes, of each type that needs no descriptor and no types of its own; and the same with one thing changed at a time. */
const variants = (type: string): readonly Numbers[] => {
  const {key, value, wants, unsized, typed} = mapRules.get(type) ?? {};
  if (!key || !value || typed || /_of_maps$/.test(type)) return [];
  const smallest = (size: typeof key): number => {
    if (typeof size === 'string') return size === 'none' ? 0 : 4;
    if ('times' in size) return size.times;
    return 'from' in size ? Math.max(size.from, 4) : (size[0] ?? 0);
  };
  const entries = unsized ? 0 : /ringbuf$/.test(type) ? 4096 : 2;
  const [keySize, valueSize] = [smallest(key), smallest(value)];
  const flag = Array.from({length: 20}, (_, bit) => 2 ** bit).find((each) => mapFlagNames(each)[0] === wants) ?? 0;
  const number = numberOf(type);
  const base: Numbers = [number, keySize, valueSize, entries, flag];
  return [
    base,
    ...[1, 4, 5, 8, 12, 16, 24, 260, 261, 512, 600].map((size): Numbers => [number, size, valueSize, entries, flag]),
    ...[1, 4, 8, 12, 16, 24, 64].map((size): Numbers => [number, keySize, size, entries, flag]),
    ...bits.map((bit): Numbers => [number, keySize, valueSize, entries, flag | (1 << bit)]),
    [number, keySize, valueSize, entries, 0],
    // What excludes each other: BPF_F_RDONLY and BPF_F_WRONLY, and the same for programs.
    [number, keySize, valueSize, entries, flag | 0x18],
    [number, keySize, valueSize, entries, flag | 0x180],
    ...(type === 'arena' ? [] : [3, 16].map((extra): Numbers => [number, keySize, valueSize, entries, flag, extra])),
    ...(unsized ? ([[number, keySize, valueSize, 5, flag]] as const) : []),
  ];
};

const asked = [...mapRules.keys()].flatMap(variants);
const input = asked
  .map(([type, key, value, entries, flags, extra = 0]) => [type, key, value, entries, flags, extra].join(' '))
  .join('\n');

/** What is not taken as a kernel has it, by its answers. A type that it was built without, or is too old for, makes none. */
const wrongOf = (answers: string, kernel: Kernel): readonly unknown[] => {
  const made = answers.trim().split('\n');
  expect(made.length).toBe(asked.length);
  const types = new Set(asked.filter((_, index) => made[index] === '1').map(([type]) => type));
  expect(types.size).toBeGreaterThan(20);
  return asked.flatMap((numbers, index) => {
    const [type, ...rest] = numbers;
    const real = made[index] === '1';
    return types.has(type) && taken(numbers, kernel) !== real ? [[mapTypeName(type), ...rest, real]] : [];
  });
};

describeWith(lacking('gcc') ?? notRoot)('maps of every type, size and flag', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-maps-'));
  const program = path.join(folder, 'maps');
  beforeAll(() =>
    execFileSync('gcc', ['-O2', '-static', '-o', program, path.join(import.meta.dirname, 'map-shapes.c')]),
  );
  afterAll(() => rmSync(folder, {recursive: true}));

  /** A kernel by nothing but its types. */
  const kernelOf = async (file: string): Promise<Kernel> => ({
    name: file,
    types: new KernelTypes(await readTypes(localHost(), {from: file})),
  });

  test('are taken for what this kernel makes of them', async () => {
    const {stdout} = spawnSync(program, [], {input, encoding: 'utf8'});
    expect(wrongOf(stdout, await kernelOf(runningKernelBtf))).toEqual([]);
  });

  describeWith(
    lacking('qemu-system-x86_64', 'cpio', 'apt-get'),
    !process.env.CI && !process.env.EBPF_LAB && 'it fetches kernels and emulates each for ten seconds: set EBPF_LAB=1',
  )('and on other kernels', () => {
    test.each(['bullseye', 'bookworm', 'trixie', 'sid'])('%s', async (suite) => {
      const script = `ulimit -l unlimited; base64 -d >/tmp/maps <<'B'; chmod +x /tmp/maps; /tmp/maps <<'I'
${readFileSync(program).toString('base64')}
B
${input}
I
`;
      const kernel = path.join(import.meta.dirname, '../../lab/kernel.sh');
      const {stdout, stderr} = spawnSync(kernel, ['amd64', suite], {input: script, encoding: 'utf8'});
      const image = path.join(process.env.LAB_DIR ?? path.resolve('.lab'), 'kernels', `amd64-${suite}`, 'vmlinuz');
      expect({wrong: wrongOf(stdout, await kernelOf(image)), stderr}).toMatchObject({wrong: []});
    });
  });
});

describeWith(clangLacking)('a map that no kernel makes', () => {
  const options = ['-DSTATIC=', '-DASKS=bpf_map_lookup_elem(&map,&(int){0})!=0'];

  test('stops every program of its object, and says what is wrong with it', () => {
    const object = readObject(compile('loads/cases.bpf.c', '-DMAP_TYPE=11', ...options));
    expect(judgeMapShapes(object)).toEqual([
      expect.objectContaining({
        verdict: 'fail',
        what: 'map map',
        evidence: expect.stringContaining('keys have 4 bytes'),
      }),
    ]);
    expect(judgeMapShapes(readObject(compile('loads/cases.bpf.c', '-DMAP_TYPE=1', ...options)))).toEqual([]);
  });

  test('a flag without a name here may be of a newer kernel; what is left open is the loader’s', () => {
    const map = {type: 'hash', keySize: 0, valueSize: 0, maxEntries: 0, flags: ['1<<30'], name: 'map', pinned: false};
    const place = {section: 1, offset: 0};
    expect(judgeMapShapes({maps: [{...map, place}], loader: 'libbpf'})).toMatchObject([{verdict: 'unknown'}]);
    expect(judgeMapShapes({maps: [{...map, flags: [], place}], loader: 'libbpf'})).toEqual([]);
  });

  test('the maps in a map are held to it as well', () => {
    const inner: MapShape = {type: 'array', keySize: 8, valueSize: 4, maxEntries: 1, flags: []};
    const outer = {
      type: 'array_of_maps',
      keySize: 4,
      valueSize: 4,
      maxEntries: 1,
      flags: [],
      name: 'maps',
      pinned: false,
    };
    expect(judgeMapShapes({maps: [{...outer, inner, place: {section: 1, offset: 0}}], loader: 'libbpf'})).toMatchObject(
      [{verdict: 'fail', evidence: 'its keys have 8 bytes, where BPF_MAP_TYPE_ARRAY takes 4'}],
    );
  });
});
