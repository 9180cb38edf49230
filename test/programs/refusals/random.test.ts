import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {probe} from '../../../src/facts/probe.ts';
import {localHost} from '../../../src/hosts/local.ts';
import {readTypes} from '../../../src/kernels/types/read.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import type {Judgement} from '../../../src/programs/judge/judgement.ts';
import type {Loader} from '../../../src/programs/loader.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith, notRoot} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {typesLacking} from '../../lab/types.ts';
import {clangLacking, compile} from '../compile.ts';

/** EBPF_SEED and EBPF_COUNT make others, or more. */
const [seed, count] = [Number(process.env.EBPF_SEED ?? 7), Number(process.env.EBPF_COUNT ?? 80)];

/** Numbers that look random, and are the same for a seed. */
const randomNumbers = (from: number): ((below: number) => number) => {
  let state = from;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
};

/** struct_ops has maps of its own; of stack traces and cgroup_storage, the programs that load set sizes themselves. */
const types = Array.from({length: 35}, (_, type) => type).filter((type) => ![7, 19, 21, 26].includes(type));
const values = ['int', 'char', 'long', 'short', 'struct plain', 'struct bpf_spin_lock', 'void *', '__int128'];
const flags = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17, 19].map((bit) => 1 << bit);

/** A definition of a map, of members as one may write them. */
const definition = (random: (below: number) => number): string => {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const sized = (what: string): readonly string[] => {
    if (random(4)) return [`__type(${what}, ${pick(values)})`];
    return random(2) ? [`__uint(${what}_size, ${pick([0, 4, 8, 600, 40_000])})`] : [];
  };
  return [
    `__uint(type, ${pick(types)})`,
    ...(random(8) ? [`__uint(max_entries, ${pick([0, 1, 4, 4096, 5000, 8192])})`] : []),
    ...sized('key'),
    ...sized('value'),
    ...(random(3) ? [] : [`__uint(map_flags, ${pick([...flags, 0x18, 0x180])})`]),
    ...(random(8) ? [] : [`__uint(map_extra, ${pick([0, 1, 5, 20])})`]),
    ...(random(10) ? [] : [`__array(values, ${pick(['struct plain', 'int(void *)', 'int'])})`]),
  ].join('; ');
};

/** What is said, and whether that agrees with what became of it. What is left to the loader may be what it lacks. */
const agrees = (said: readonly Judgement[], truth: string): boolean => {
  if (said.some(({verdict}) => verdict === 'fail')) return truth !== 'loaded';
  return truth === 'loaded' || said.some(({verdict, open}) => verdict === 'unknown' || open);
};

describeWith(programsLacking ?? clangLacking ?? typesLacking ?? notRoot, programsUnfit)(
  'maps of any definition',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-random-'));
    afterAll(() => rmSync(folder, {recursive: true}));

    test('are judged as libbpf, cilium/ebpf and this kernel take them', async () => {
      const {build, ciliumLoad} = await programsLab();
      const kernel = {
        name: 'this one',
        types: new KernelTypes(await readTypes(localHost())),
        facts: await probe(localHost()),
      };
      const random = randomNumbers(seed);
      const made = Array.from({length: count}, (_, index) => {
        const members = definition(random);
        const declared = '-DDECLARED=struct bpf_spin_lock { unsigned int val; };';
        const object = compile('refusals/made.bpf.c', `-DMAP=struct { ${members}; }`, declared);
        const file = path.join(folder, `${index}.o`);
        writeFileSync(file, object);
        return {members, object, file};
      });
      const input = made.map(({file}) => `${file} /sys/kernel/btf/vmlinux asks`).join('\n');
      const programs: readonly (readonly [Loader, string])[] = [
        ['libbpf', build('reach/verifier.c')],
        ['cilium', ciliumLoad],
      ];
      const told = programs.flatMap(([loader, program]) => {
        const answers = spawnSync(program, {input, encoding: 'utf8'}).stdout.trimEnd().split('\n');
        expect(answers.length).toBe(count);
        return made.map(({members, object}, index) => {
          const truth = answers[index] ?? '';
          const said = judgeObject(readObject(object, loader), kernel);
          return {loader, members, truth, said, agrees: agrees(said, truth)};
        });
      });
      expect(told.filter((each) => !each.agrees)).toEqual([]);
      expect(told.filter(({truth}) => truth === 'loaded').length).toBeGreaterThan(count / 10);
    });
  },
);
