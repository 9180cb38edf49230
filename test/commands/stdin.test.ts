import path from 'node:path';
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
