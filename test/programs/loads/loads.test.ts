import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import type {Report} from '../../../src/assess/report.ts';
import {ebpf} from '../../commands/run.ts';
import {ayaLab, ayaLacking, ayaUnfit} from '../../lab/aya.ts';
import {describeWith, notRoot} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {typesLacking} from '../../lab/types.ts';
import {clangLacking, compile} from '../compile.ts';
import {withMatches} from '../core/asks.ts';

type Loader = 'cilium' | 'aya';
type Verdict = 'pass' | 'damage' | 'fail' | 'unknown';
/** What is said of `asks` and of `rests`. */
type Said = readonly [asks: Verdict, rests: Verdict];

const gpl = '-DLICENCE="GPL"';
const asks = (what: string): string => `-DASKS=${what}`;

/** What clang is told, and what is said of the two programs for each loader. */
const cases: {readonly [name: string]: {readonly options: readonly string[]} & Readonly<Record<Loader, Said>>} = {
  nothing: {options: [gpl], cilium: ['pass', 'pass'], aya: ['pass', 'pass']},
  field: {options: [gpl, asks('read(task->no_such_field)')], cilium: ['fail', 'pass'], aya: ['fail', 'pass']},
  guarded: {
    options: [
      gpl,
      asks('__builtin_preserve_field_info(task->no_such_field,2)?read(task->no_such_field):read(task->pid)'),
    ],
    cilium: ['pass', 'pass'],
    aya: ['pass', 'pass'],
  },
  size: {options: [gpl, asks('size(struct no_such_struct)')], cilium: ['fail', 'pass'], aya: ['fail', 'fail']},
  type: {options: [gpl, asks('exists(struct no_such_struct)')], cilium: ['pass', 'pass'], aya: ['pass', 'pass']},
  enumerator: {
    options: [gpl, asks('__builtin_preserve_enum_value(*(enum pid_type*)PIDTYPE_NONE,1)')],
    cilium: ['fail', 'pass'],
    aya: ['fail', 'pass'],
  },
  // Behind a pointer pid_namespace is another: for cilium/ebpf they do not match, so that what follows is dead.
  matches: {
    options: [gpl, asks('exists(struct upid___matches)?exists(struct pid_namespace)+read(task->no_such_field):0')],
    cilium: ['pass', 'pass'],
    aya: ['fail', 'fail'],
  },
  wider: {
    options: [gpl, '-DAT="tp_btf/sched_process_exec"', asks('((struct task_struct*)context[0])->prio')],
    cilium: ['fail', 'pass'],
    aya: ['fail', 'fail'],
  },
  flexible: {
    options: [gpl, asks('read(((struct bpf_prog_array*)task)->items[0].prog)')],
    cilium: ['pass', 'pass'],
    aya: ['fail', 'fail'],
  },
  kfunc: {options: [gpl, asks('no_such_kfunc(1)')], cilium: ['fail', 'pass'], aya: ['fail', 'fail']},
  // cilium/ebpf refuses it when it loads the program, libbpf when it opens the object.
  'undefined name': {
    options: [gpl, asks('no_such_function(1)')],
    cilium: ['fail', 'pass'],
    aya: ['unknown', 'unknown'],
  },
  'weak kfunc': {
    options: [gpl, asks('weak_kfunc?weak_kfunc(1):0')],
    cilium: ['pass', 'pass'],
    aya: ['unknown', 'unknown'],
  },
  variable: {options: [gpl, asks('no_such_variable')], cilium: ['fail', 'unknown'], aya: ['fail', 'fail']},
  version: {options: [gpl, asks('LINUX_KERNEL_VERSION>7')], cilium: ['fail', 'pass'], aya: ['fail', 'fail']},
  option: {options: [gpl, asks('CONFIG_NO_SUCH_OPTION')], cilium: ['fail', 'fail'], aya: ['fail', 'fail']},
  ...Object.fromEntries(
    (
      [
        ['_Bool', 'pass'],
        ['enum libbpf_tristate', 'pass'],
        ['char', 'fail'],
        ['int', 'fail'],
      ] as const
    ).map(([type, verdict]) => [
      `option as ${type.replaceAll('_', '')}`,
      {
        options: [gpl, `-DOPTION=${type}`, asks('CONFIG_BPF_SYSCALL')],
        cilium: [verdict, 'pass'],
        aya: ['fail', 'fail'],
      } as const,
    ]),
  ),
  'map type': {
    options: [gpl, '-DSTATIC=', '-DMAP_TYPE=99', asks('bpf_map_lookup_elem(&map,&(int){0})!=0')],
    cilium: ['fail', 'fail'],
    aya: ['fail', 'fail'],
  },
  storage: {
    options: [gpl, '-DSTATIC=', '-DMAP_TYPE=24', '-DTYPED'],
    cilium: ['pass', 'pass'],
    aya: ['unknown', 'unknown'],
  },
  // Values of a ring buffer have no size: cilium/ebpf takes the type for bpf2go's.
  'typed ring': {
    options: [gpl, '-DSTATIC=', '-DMAP_TYPE=27', '-DVALUE=struct task_struct'],
    cilium: ['pass', 'pass'],
    aya: ['unknown', 'unknown'],
  },
  // libbpf and aya round its size up.
  'odd ring': {
    options: [gpl, '-DSTATIC=', '-DMAP_TYPE=27', '-DRING=5000'],
    cilium: ['fail', 'fail'],
    aya: ['pass', 'pass'],
  },
  'typed events': {
    options: [gpl, '-DSTATIC=', '-DMAP_TYPE=4', '-DVALUE=struct task_struct'],
    cilium: ['pass', 'pass'],
    aya: ['fail', 'fail'],
  },
  'short keys': {options: [gpl, '-DSTATIC=', '-DMAP_TYPE=11'], cilium: ['fail', 'fail'], aya: ['fail', 'fail']},
  'static map': {
    options: [gpl, '-DSTATIC=static', '-DMAP_TYPE=2', asks('bpf_map_lookup_elem(&map,&(int){0})!=0')],
    cilium: ['fail', 'fail'],
    aya: ['pass', 'pass'],
  },
  section: {options: [gpl, '-DAT="tc/ingress"'], cilium: ['pass', 'pass'], aya: ['fail', 'fail']},
  'section of nobody': {options: [gpl, '-DAT="surprise"'], cilium: ['unknown', 'pass'], aya: ['fail', 'fail']},
  'longer section': {options: [gpl, '-DAT="xdp/drop"'], cilium: ['pass', 'pass'], aya: ['fail', 'fail']},
  iterator: {options: [gpl, '-DAT="iter/task"'], cilium: ['pass', 'pass'], aya: ['unknown', 'unknown']},
  optional: {options: [gpl, '-DAT="?xdp"'], cilium: ['pass', 'pass'], aya: ['fail', 'fail']},
  // aya says GPL where there is no licence.
  'no licence': {options: [asks('read(task->pid)')], cilium: ['fail', 'pass'], aya: ['pass', 'pass']},
  helper: {
    options: [gpl, asks('bpf_copy_from_user(&(int){0},4,0)')],
    cilium: ['fail', 'pass'],
    aya: ['fail', 'pass'],
  },
};

const obstacle = clangLacking ?? programsLacking ?? typesLacking ?? notRoot;
const loaders: readonly (readonly [Loader, () => Promise<string>, ...obstacles: Parameters<typeof describeWith>])[] = [
  ['cilium', async () => (await programsLab()).ciliumLoad, obstacle, programsUnfit],
  ['aya', async () => (await ayaLab()).load, obstacle ?? ayaLacking, programsUnfit || ayaUnfit],
];

for (const [loader, program, missing, unfit] of loaders)
  describeWith(missing, unfit)(
    `what is said of objects for ${loader}, and what becomes of them when it loads them`,
    () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-loads-'));
      afterAll(() => rmSync(folder, {recursive: true}));

      /** What is said of each program of these objects, and what `load` says of it. */
      const both = async (load: string, files: readonly string[]) => {
        const args = ['doctor', '--loader', loader, '--json', ...files.flatMap((file) => ['--program', file])];
        const {stdout} = await ebpf(args, {env: {XDG_CACHE_HOME: folder}});
        const [host] = (JSON.parse(stdout) as Report).hosts;
        const found = (host?.findings ?? []).filter(({group}) => group === 'program');
        const byStem = new Map(files.map((file) => [path.basename(file).replace(/(\.bpf)?\.o$/, ''), file]));
        const said = found.map(({title, damage, verdict, found: why}) => {
          const [stem = '', name = ''] = title.split(': ');
          return {stem, name, verdict: damage ? 'damage' : verdict, why};
        });
        const input = said.map(({stem, name}) => `${byStem.get(stem)} - ${name}`).join('\n');
        const {stdout: answers} = spawnSync(load, {input, encoding: 'utf8', maxBuffer: 1 << 26});
        const lines = answers.trimEnd().split('\n');
        return said.map((each, index) => ({...each, truth: lines[index] ?? ''}));
      };

      test('hand-made ones', async () => {
        const files = Object.entries(cases).map(([name, {options}]) => {
          const file = path.join(folder, `${name.replaceAll(' ', '-')}.o`);
          writeFileSync(file, withMatches(compile('loads/cases.bpf.c', ...options)));
          return file;
        });
        const told = await both(await program(), files);
        const expected = Object.entries(cases).flatMap(([name, each]) =>
          ['asks', 'rests'].map((program, index) => `${name} ${program} ${each[loader][index]}`),
        );
        const lines = told.map(({stem, name, verdict}) => `${stem.replaceAll('-', ' ')} ${name} ${verdict}`);
        expect(lines.sort()).toEqual(expected.sort());
        expect(told.filter(isWrong)).toEqual([]);
      });

      test("Debian's", async () => {
        const {objects} = await programsLab();
        const wanted =
          /^(libbpf-tools_trixie-(bio|cpu|exec|exit|ext4|file|funcs|mdf|mem|num|open|run|sig|slab|sys|tcp|vfs)|bpftop|xdp-tools|systemd_trixie|libsystemd|suricata|pwru)/;
        const files = objects.filter((file) => wanted.test(path.basename(file)));
        const told = await both(await program(), files);
        expect(told.filter(isWrong)).toEqual([]);
        const passed = told.filter(({verdict}) => verdict === 'pass');
        expect(passed.length).toBeGreaterThan(30);
      });
    },
  );

/** A pass that does not load, or a fail that does. Whether it can be attached is nobody's matter here. */
const isWrong = ({verdict, truth, why}: {verdict: string; truth: string; why: string}): boolean =>
  verdict === 'pass' || verdict === 'damage'
    ? truth !== 'loaded'
    : verdict === 'fail' && truth === 'loaded' && !/^target |attaching|CONFIG_(KPROBE_EVENTS|FPROBE)/.test(why);
