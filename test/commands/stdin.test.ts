import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';

const run = path.join(import.meta.dirname, '../../bin/run.js');

// oclif takes what is piped in for the first argument unless told not to, as in a loop that reads host names: `while read host; do ebpf ...`.
test("what is piped in is nobody's argument", async () => {
  const {exitCode, stdout} = await execa(run, ['checks', '--json'], {input: 'btf.vmlinux\n', reject: false});
  expect(exitCode).toBe(0);
  expect((JSON.parse(stdout) as {checks: unknown[]}).checks.length).toBeGreaterThan(30);
});

test('saved facts come through a pipe', async () => {
  const facts = path.join(import.meta.dirname, '../saved/debian-12-microvm-6.18.json');
  const {stdout} = await execa(run, ['doctor', '--facts', '-', '--json'], {inputFile: facts, reject: false});
  expect(JSON.parse(stdout)).toMatchObject({schema: 'ebpf.report/1', hosts: [{kernel: '6.18.44-fc-v669'}]});
});

describe('a pipe to which nobody writes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-pipe-'));
  const pipe = path.join(folder, 'pipe');
  beforeAll(() => execa('mkfifo', [pipe]));
  afterAll(() => rmSync(folder, {recursive: true}));

  // Node waits at its end for the thread that waits in open(2).
  test.each([
    ['doctor', '--hosts', pipe],
    ['probe', '--hosts', pipe],
    ['setup', '--dry-run', '--hosts', pipe],
    ['explain', '--batch', pipe],
  ])('holds no %s that is to end', async (...args) => {
    const running = execa(run, args, {reject: false, forceKillAfterDelay: false});
    const ended = running.then(() => true);
    // By then it reads; the second signal is for what answers the first with what it knows.
    await sleep(2000);
    while (!(await Promise.race([ended, sleep(500).then(() => false)]))) running.kill('SIGTERM');
    const {exitCode, signal} = await running;
    expect([143, 'SIGTERM']).toContain(exitCode ?? signal);
  });
});
