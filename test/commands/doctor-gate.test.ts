import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Report} from '../../src/assess/report.ts';
import {ebpf, hostFile} from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-gate-'));
});
afterEach(() => rmSync(folder, {recursive: true}));
const inFolder = (name: string) => path.join(folder, name);
const user = hostFile('debian-12-microvm-6.18-user');

test('ebpf.yml in the directory is followed, and what it asks for is told with its place', async () => {
  writeFileSync(inFolder('ebpf.yml'), "require:\n  clang: '^15'\n");
  const {stdout, exitCode} = await ebpf(['doctor', '--facts', user], {cwd: folder});
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/✖ clang \^15 +14\.0\.6\n(?:.*\n){1,6}? +check +policy\.clang, ebpf\.yml:2:10\n/);
});

test('a policy with a mistake ends it before anything is probed', async () => {
  writeFileSync(inFolder('gate.yml'), 'require: [btf.vmlinux]\n');
  const {stderr, exitCode} = await ebpf(['doctor', '--policy', 'gate.yml'], {cwd: folder});
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('gate.yml:1:10: "require" must be a mapping.')]);
});

test('with a baseline only what got worse counts', async () => {
  const baseline = inFolder('before.json');
  expect((await ebpf(['doctor', '--facts', user, '--output', baseline])).exitCode).toBe(1);
  const same = await ebpf(['doctor', '--facts', user, '--baseline', baseline]);
  expect([same.exitCode, same.stdout]).toEqual([0, expect.stringContaining('no worse than before: fail')]);
  const other = await ebpf(['doctor', '--facts', hostFile('debian-13-chroot-6.18'), '--baseline', baseline]);
  expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining('is of other hosts')]);
  writeFileSync(inFolder('other.json'), '{"schema": "ebpf.facts/1"}');
  const wrong = await ebpf(['doctor', '--facts', user, '--baseline', inFolder('other.json')]);
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('could not be read')]);
});

test('--ignore shows a failing check as ignored, and it no longer counts', async () => {
  const args = [
    'doctor',
    '--json',
    '--facts',
    user,
    ...['priv.effective', 'fs.tracefs'].flatMap((id) => ['--ignore', id]),
  ];
  const report = JSON.parse((await ebpf(args)).stdout) as Report;
  expect(report.hosts[0]?.findings.find(({id}) => id === 'priv.effective')).toMatchObject({
    verdict: 'fail',
    severity: 'info',
    ignored: {origin: '--ignore'},
  });
});

test('--wait looks again until the host is ready', async () => {
  const policy = inFolder('p.yml');
  const tools = inFolder('bin');
  writeFileSync(policy, 'require:\n  pahole: 1.29.x\n');
  mkdirSync(tools);
  // A pahole appears while it waits.
  setTimeout(() => {
    writeFileSync(path.join(tools, 'pahole'), '#!/bin/sh\necho v1.29\n');
    chmodSync(path.join(tools, 'pahole'), 0o755);
  }, 2500);
  const {stderr, stdout} = await ebpf(['doctor', '--json', '--policy', policy, '--wait', '60s'], {
    env: {PATH: `${tools}:${process.env.PATH}`},
  });
  const report = JSON.parse(stdout) as Report;
  expect(report.hosts[0]?.findings.find(({id}) => id === 'policy.pahole')).toMatchObject({
    verdict: 'pass',
    found: '1.29',
  });
  expect(stderr).toBe('');
});

test('--wait gives up when the time is over, and says what it waits for', async () => {
  const start = Date.now();
  writeFileSync(inFolder('ebpf.yml'), "require:\n  kernel: '<2'\n");
  const {stderr, exitCode} = await ebpf(['doctor', '--wait', '5s'], {cwd: folder});
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^localhost: .*; looking again for [1-5] more seconds\.$/m);
  expect(Date.now() - start).toBeGreaterThan(5000);
  expect((await ebpf(['doctor', '--wait', 'soon'])).stderr).toContain(
    '"soon" is not a duration.\nhint: Write 90s, 2m or 1h.',
  );
});
