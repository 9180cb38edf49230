import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import type {Report} from '../../src/assess/report.ts';
import {labClient} from '../lab/client.ts';
import {describeWith} from '../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../lab/sshd.ts';
import {otherKernel, thisKernel, typesLacking} from '../lab/types.ts';
import {clangLacking, compile} from '../programs/compile.ts';
import {ebpf} from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-program-'));
afterAll(() => rmSync(folder, {recursive: true}));

const file = (name: string): string => path.join(folder, name);
const good = file('hello.bpf.o');
const bad = file('bad.bpf.o');
const env = {XDG_CACHE_HOME: file('cache')};
const doctor = (args: readonly string[], cwd = folder) => ebpf(['doctor', ...args], {cwd, env});
const reportOf = async (args: readonly string[]): Promise<Report> =>
  JSON.parse((await doctor([...args, '--json'])).stdout);
/** What programs came to, host by host. */
const verdicts = ({hosts}: Report): string[] =>
  hosts.map(({host, findings}) =>
    [host, ...findings.filter(({group}) => group === 'program').map(({id, verdict}) => `${id} ${verdict}`)].join(' '),
  );

describeWith(clangLacking ?? typesLacking)('ebpf doctor --program', () => {
  const other = file('other.btf');
  beforeAll(() => {
    writeFileSync(good, compile('hello.bpf.c'));
    writeFileSync(bad, compile('hello.bpf.c', '-DBAD'));
    writeFileSync(other, otherKernel());
  });

  test('a program that this kernel has all for is ready, and nothing else is asked for', async () => {
    const {stdout, exitCode} = await doctor(['--program', good]);
    expect(stdout).toMatch(/✔ hello: handle_exec/);
    expect(stdout).toMatch(/^hello\.bpf\.o is ready on localhost/m);
    expect(stdout).not.toMatch(/clang/);
    expect(exitCode).toBe(0);
  });

  test('one that reads a field which is not there is not: what, what there is instead, what to do, and last', async () => {
    const {stdout, exitCode} = await doctor(['--program', bad]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /✖ bad: handle_open +field task_struct\.state: .*it has task_struct\.__state \(mainline changed it in 5\.14\) \(and 1 more reason\)/,
    );
    expect(stdout).toMatch(/task_struct\.no_such_field: .*hello\.bpf\.c:\d+/);
    // Its loader decides about it.
    expect(stdout).toMatch(/! bad: handle_unlink/);
    const [verdict, fix] = stdout.trimEnd().split('\n').slice(-3);
    expect(verdict).toMatch(/^bad\.bpf\.o is not ready on localhost: bad: handle_open/);
    expect(fix).toMatch(/^ {2}Guard it with bpf_core_field_exists/);
  });

  test('names that are in no types are looked for in /proc/kallsyms and tracefs', async () => {
    const listed = file('listed.bpf.o');
    writeFileSync(listed, compile('listed.bpf.c'));
    const {hosts} = await reportOf(['--program', listed]);
    const told = hosts[0]?.findings.filter(({group}) => group === 'program') ?? [];
    expect(told.map(({id, verdict}) => `${id.replace('program.listed.', '')} ${verdict}`)).toEqual([
      'no_function fail',
      'event pass',
      'no_event fail',
      'no_category fail',
    ]);
    const evidence = told.map((each) => each.evidence.join('\n'));
    expect(evidence[0]).toContain('no_such_function() is not in /proc/kallsyms');
    expect(evidence[1]).toContain('by tracefs');
    expect(evidence[3]).toContain('events/no_such_category/sched_process_exec is not in tracefs');
  });

  test('every format tells it', async () => {
    const said = {
      json: '"program.bad.handle_open"',
      junit: 'name="program.bad.handle_open"',
      tap: /^not ok .* program\.bad\.handle_open/m,
      github: /^::error title=localhost%3A program\.bad\.handle_open/m,
      env: /^EBPF_IN_THE_WAY=.*program\.bad\.handle_open/m,
      prometheus: 'ebpf_check_verdict{host="localhost",check="program.bad.handle_open",severity="required"} 1',
      nfd: 'ebpf.profile.bad.bpf.o=not-ready\n',
      html: 'program.bad.handle_open',
      text: /✖ bad: handle_open/,
    };
    const flags = Object.keys(said).flatMap((format) => ['--format', format, '--output', file(`report.${format}`)]);
    expect((await doctor(['--program', bad, ...flags])).exitCode).toBe(1);
    for (const [format, words] of Object.entries(said)) {
      const text = readFileSync(file(`report.${format}`), 'utf8');
      if (typeof words === 'string') expect(text).toContain(words);
      else expect(text).toMatch(words);
    }
  });

  test('a check of it that does not exist is told with what was meant', async () => {
    const {stderr, exitCode} = await doctor(['--program', bad, '--ignore', 'program.bad.handle_opne']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Did you mean program.bad.handle_open?')]);
  });

  test('kernels of which only the types are at hand, by file and by folder', async () => {
    const kernels = file('kernels');
    mkdirSync(kernels);
    copyFileSync(other, path.join(kernels, 'other.btf'));
    copyFileSync(thisKernel, path.join(kernels, 'this.btf'));
    const report = await reportOf(['--program', good, '--btf', kernels]);
    expect(verdicts(report)).toEqual(['other program.hello.handle_exec fail', 'this program.hello.handle_exec pass']);
    expect(report.hosts.map(({profiles}) => profiles)).toEqual([
      {'hello.bpf.o': 'not-ready'},
      {'hello.bpf.o': 'ready'},
    ]);
    expect((await doctor(['--program', good, '--btf', thisKernel])).exitCode).toBe(0);
    const {stderr, exitCode} = await doctor(['--btf', thisKernel]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--program')]);
  });

  test('saved facts, with the BTF that was kept beside them once', async () => {
    const saved = file('saved');
    mkdirSync(saved);
    const facts = await ebpf(['probe', '--btf', path.join(saved, 'btf')], {env});
    for (const name of ['one', 'two']) writeFileSync(path.join(saved, `${name}.json`), facts.stdout);
    expect(readdirSync(path.join(saved, 'btf'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.btf$/)]);
    expect(verdicts(await reportOf(['--program', good, '--facts', saved]))).toEqual([
      'one program.hello.handle_exec pass',
      'two program.hello.handle_exec pass',
    ]);
    expect(verdicts(await reportOf(['--program', good, '--facts', path.join(saved, 'one.json')]))).toEqual([
      'one program.hello.handle_exec pass',
    ]);
    // Another content under that name is not taken for it.
    const [name = ''] = readdirSync(path.join(saved, 'btf'));
    copyFileSync(other, path.join(saved, 'btf', name));
    const {stdout, exitCode} = await doctor(['--program', good, '--facts', path.join(saved, 'one.json')]);
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('.btf is not kept here')]);
  });

  test('BTF that cannot be kept is said, and takes nothing from the facts', async () => {
    writeFileSync(file('taken'), '');
    const {stdout, stderr, exitCode} = await ebpf(['probe', '--btf', file('taken/btf')], {env});
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('BTF could not be kept in')]);
    expect(JSON.parse(stdout)).toMatchObject({btf: {content: {state: 'known'}}});
  });

  test('a policy names programs, seen from where it is', async () => {
    mkdirSync(file('project/build'), {recursive: true});
    copyFileSync(bad, file('project/build/bad.bpf.o'));
    const policy = file('project/ebpf.yml');
    const judged = async (text: string) => {
      writeFileSync(policy, text);
      return doctor(['--policy', policy]);
    };
    const {stdout, exitCode} = await judged('programs: [build/bad.bpf.o]\n');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('✖ bad: handle_open')]);
    expect(stdout).toContain(`program.bad.handle_open, profile bad.bpf.o (${policy}:1:12)`);
    const ignored = 'ignore: [{check: program.bad.handle_open, reason: not loaded there}]\n';
    expect((await judged(`programs: [build/bad.bpf.o]\n${ignored}`)).exitCode).toBe(0);
    const byAya = await judged('programs: [build/bad.bpf.o]\nloader: aya\n');
    expect([byAya.exitCode, byAya.stdout]).toEqual([1, expect.stringContaining('judged as aya loads it')]);
    const mistyped = await judged('programs: [build/bad.bpf.o]\nloader: aja\n');
    expect([mistyped.exitCode, mistyped.stderr]).toEqual([2, expect.stringMatching(/:2:9: .*aja/)]);
    const wrong = await judged('programs: [build/gone.o, ebpf.yml]\nignore: [{check: program.bad.x, reason: none}]\n');
    expect(wrong.exitCode).toBe(2);
    for (const words of [':1:12: ', 'gone.o', ':1:26: ', 'This file holds no BPF object', ':2:18: There is no check'])
      expect(wrong.stderr).toContain(words);
  });

  test('what is no whole BPF object is refused', async () => {
    writeFileSync(file('cut.o'), readFileSync(good).subarray(0, 700));
    writeFileSync(file('script.sh'), '#!/bin/sh\n');
    for (const [name, words] of [
      ['cut.o', /cut\.o: .*(damaged|truncated)/],
      ['script.sh', /script\.sh: This file holds no BPF object/],
      ['gone.o', /gone\.o could not be read/],
      ['/bin/true', /another machine/],
    ] as const) {
      const {stderr, stdout, exitCode} = await doctor(['--program', name]);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(words);
    }
    writeFileSync(file('cut.btf'), readFileSync(other).subarray(0, 5000));
    expect((await doctor(['--program', good, '--btf', file('cut.btf')])).exitCode).toBe(2);
  });

  describeWith(missing())('on other hosts', () => {
    let servers: readonly Sshd[] = [];
    beforeAll(async () => {
      servers = [await startSshd(), await startSshd({types: other})];
      writeFileSync(file('hosts'), 'same\nother\nother-again\n');
    });
    afterAll(() => {
      for (const server of servers) server.stop();
    });

    test('a fleet whose kernels differ: each kernel is fetched once, and kept', async () => {
      const [same, differs] = servers;
      if (!same || !differs) throw new Error('no servers');
      const client = labClient([
        {name: 'same', sshd: same},
        {name: 'other', sshd: differs},
        {name: 'other-again', sshd: differs},
      ]);
      const args = ['--program', good, '--hosts', file('hosts'), '--ssh-config', client.configFile];
      const expected = [
        'same program.hello.handle_exec pass',
        'other program.hello.handle_exec fail',
        'other-again program.hello.handle_exec fail',
      ];
      expect(verdicts(await reportOf(args))).toEqual(expected);
      const cached = file('cache/ebpf/btf');
      expect(readdirSync(cached)).toHaveLength(2);
      const {stdout, exitCode} = await doctor(args);
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/^host +os +kernel +hello\.bpf\.o$/m);
      expect(stdout).toContain('on other, other-again');
      const one = await doctor(['--program', good, '--remote', 'other', '--ssh-config', client.configFile]);
      expect([one.exitCode, one.stdout]).toEqual([1, expect.stringContaining('hello.bpf.o is not ready on other')]);
    });
  });
});
