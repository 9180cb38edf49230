import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Ajv} from 'ajv';
import {execa} from 'execa';
import {describeWith, notRoot} from '../lab/needs.ts';
import {missing, openUserland, type Suite, type Userland} from '../lab/userland.ts';

const ebpf = path.resolve('bin/run.js');

const validate = new Ajv({allowUnionTypes: true}).compile(
  JSON.parse(readFileSync('schemas/plan-1.schema.json', 'utf8')) as object,
);

const suites: readonly Suite[] = ['bookworm', 'trixie', 'sid'];

for (const suite of suites) {
  describeWith(missing())(`a ${suite} without any of the toolchain`, () => {
    let land: Userland;
    let before: string;

    beforeAll(async () => {
      land = await openUserland(suite);
      before = await land.state();
    });

    afterAll(() => land?.close());

    test('doctor tells what is missing and changes nothing', async () => {
      const {code, stdout, stderr} = await land.run(['ebpf', 'doctor', '--json']);
      expect({code, stderr}).toEqual({code: 1, stderr: ''});
      const [host] = JSON.parse(stdout).hosts;
      expect(host.profiles).toEqual({libbpf: 'not-ready'});
      const failing = (host.findings as {id: string; verdict: string; severity: string}[])
        .filter(({verdict, severity}) => verdict === 'fail' && severity === 'required')
        .map(({id}) => id);
      expect(failing).toEqual([
        'fs.tracefs',
        'tool.clang',
        'tool.bpftool',
        'tool.cc',
        'tool.make',
        'tool.libbpf-dev',
        'tool.libelf',
        'tool.zlib',
      ]);
      expect(await land.state()).toBe(before);
    });

    test('the dry run shows the commands and changes nothing', async () => {
      const {code, stdout} = await land.run(['ebpf', 'setup', '--dry-run']);
      expect(code).toBe(0);
      expect(stdout).toContain('apt-get update\n');
      expect(stdout).toMatch(/apt-get install --yes --no-install-recommends .*\bclang\b.*\blibbpf-dev\b/);
      expect(stdout).toContain('mount -t tracefs nodev /sys/kernel/tracing\n');
      const json = await land.run(['ebpf', 'setup', '--dry-run', '--json']);
      expect(json.code).toBe(0);
      const plan = JSON.parse(json.stdout);
      expect(plan).toMatchObject({schema: 'ebpf.plan/1', host: 'localhost', manual: []});
      expect(validate(plan) ? [] : validate.errors).toEqual([]);
      expect(plan.steps.map(({kind, needsRoot}: {kind: string; needsRoot: boolean}) => ({kind, needsRoot}))).toEqual([
        {kind: 'command', needsRoot: true},
        {kind: 'packages', needsRoot: true},
        {kind: 'command', needsRoot: true},
        {kind: 'command', needsRoot: true},
      ]);
      expect(await land.state()).toBe(before);
    });

    test('setup does not begin without being told to', async () => {
      const {code, stdout, stderr} = await land.run(['ebpf', 'setup']);
      expect({code, stdout}).toEqual({code: 2, stdout: ''});
      expect(stderr).toContain('there is no terminal to ask on.\nhint: Add --yes');
      expect(await land.state()).toBe(before);
    });

    test('one command installs, mounts, builds, traces', async () => {
      const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--yes']);
      expect({code, stderr}).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('ok   Verify on the running kernel: traced a test execve ('),
      });
      expect(stdout).toMatch(/^It traces:\n {4}TIME .*\n {4}[\d:]{8} .*\/nonexistent\/ebpf-hello-/m);
      expect(stdout).toMatch(/^libbpf is ready$/m);
      // Without a terminal: whole lines, nothing that moves a cursor.
      expect(stdout + stderr).not.toMatch(/[\x00-\x08\x0b-\x1f]/);
      await land.sh('grep -q tracefs /proc/mounts; test -x hello-ebpf/hello; dpkg --audit | wc -l | grep -qx 0');
      expect(await land.sh('tail -n 1 hello-ebpf/vmlinux.h')).toContain('#endif');
    });

    test('the second run changes nothing and says so', async () => {
      const ready = await land.state();
      const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--yes']);
      expect(code).toBe(0);
      expect(stdout).toContain('Nothing was changed');
      expect(stderr).toContain('traced a test execve');
      expect(await land.state()).toBe(ready);
    });

    test('doctor finds it ready', async () => {
      const {code, stdout} = await land.run(['ebpf', 'doctor', '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({exitCode: 0, hosts: [{profiles: {libbpf: 'ready'}}]});
    });

    test('the project that it leaves is one to work with', async () => {
      await land.sh('cd hello-ebpf && make clean >/dev/null && make');
      const interactive = land.start(['./hello'], {directory: '/root/hello-ebpf', terminal: true});
      await interactive.sees(/\bsh\b|\bls\b|tracing|Ctrl-C/i);
      await land.sh('ls >/dev/null');
      await interactive.sees(/\/ls\b/);
      interactive.type('\x03');
      expect((await interactive.result).code).toBe(0);
    });
  });
}

// What `npm test` is to leave behind on a fresh machine: the toolchain, which the tests of src/hello and others use.
describeWith(notRoot)('this machine', () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'ebpf-setup-'));
  });

  afterAll(() => rm(directory, {recursive: true, force: true}));

  test('setup gets it ready, then changes nothing', async () => {
    const options = {cwd: directory, reject: false} as const;
    const first = await execa(ebpf, ['setup', '--yes', '--json'], options);
    expect(JSON.parse(first.stdout)).toMatchObject({exitCode: 0, hellos: [{ok: true}], report: {exitCode: 0}});
    expect(first.exitCode).toBe(0);
    const second = await execa(ebpf, ['setup', '--yes', '--json'], options);
    expect(JSON.parse(second.stdout)).toMatchObject({
      changed: false,
      plan: {steps: []},
      hellos: [{ok: true}],
      exitCode: 0,
    });
  });
});
