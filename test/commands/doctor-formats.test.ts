import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Report} from '../../src/assess/report.ts';
import {formatNames} from '../../src/reports/formats.ts';
import {readers, saidBy} from '../reports/readers.ts';
import {ebpf, hostFile} from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-formats-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

const inFolder = (name: string) => path.join(folder, name);

// Every saved host goes through every format in test/reports/formats.test.ts; here a few go the whole way.
const few = ['debian-12-microvm-6.18', 'debian-12-microvm-6.18-user', 'debian-12-cloud-6.1'];

test.each(few)('%s: one run writes every format, and all say the same', async (host) => {
  const pairs = formatNames.flatMap((name) => ['--format', name, '--output', inFolder(name)]);
  const {stdout, exitCode} = await ebpf(['doctor', '--verbose', '--facts', hostFile(host), ...pairs]);
  expect(stdout).toBe('');
  expect(readdirSync(folder).sort()).toEqual([...formatNames].sort());
  const report = JSON.parse(readFileSync(inFolder('json'), 'utf8')) as Report;
  expect(exitCode).toBe(report.exitCode);
  for (const [name, read] of Object.entries(readers)) {
    expect(read(readFileSync(inFolder(name), 'utf8'), report)).toEqual(saidBy(report));
  }
});

const user = hostFile('debian-12-microvm-6.18-user');

test.each(formatNames)('%s goes to standard output with the same exit code', async (name) => {
  const {stdout, stderr, exitCode} = await ebpf(['doctor', '--facts', user, '--format', name]);
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout.length).toBeGreaterThan(['env', 'nfd'].includes(name) ? 50 : 500);
});

test('an output without a format goes by its name; a format of its own decides for it', async () => {
  await ebpf([
    'doctor',
    '--facts',
    user,
    '--output',
    inFolder('a.html'),
    '--format',
    'tap',
    '--output',
    inFolder('b.xml'),
  ]);
  expect(readFileSync(inFolder('a.html'), 'utf8')).toMatch(/^<!doctype html>/);
  expect(readFileSync(inFolder('b.xml'), 'utf8')).toMatch(/^TAP version 13/);
});

test('--json prints one document, and files are written beside it', async () => {
  const {stdout, exitCode} = await ebpf(['doctor', '--json', '--facts', user, '--output', inFolder('r.prom')]);
  expect((JSON.parse(stdout) as Report).exitCode).toBe(exitCode);
  expect(readFileSync(inFolder('r.prom'), 'utf8')).toMatch(/^# HELP ebpf_exit_code/);
});

test('under GitHub Actions annotations and a summary come by themselves', async () => {
  const summary = inFolder('summary.md');
  const env = {GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary};
  const {stdout} = await ebpf(['doctor', '--facts', user], {env});
  expect(stdout).toMatch(
    /^::error title=debian-12-microvm-6\.18-user%3A priv\.effective \(fail\)::Privileges: uid 65534/m,
  );
  expect(readFileSync(summary, 'utf8')).toMatch(/^- ❌ \*\*libbpf\*\* is not ready$/m);
  const asked = await ebpf(['doctor', '--facts', user, '--format', 'text'], {env});
  expect(asked.stdout).not.toContain('::error');
});

test.each([
  [['--format', 'junt'], 'There is no format "junt".\nhint: Did you mean junit?'],
  [['--format', 'tap', '--format', 'env'], 'tap and env would both go to standard output.'],
  [['--json', '--format', 'tap'], 'json and tap would both go to standard output.'],
  [['--output', '/nowhere/at/all.json'], "The report can't be written to /nowhere/at/all.json.\nENOENT"],
  [['--output', '/proc'], "The report can't be written to /proc.\nIt is a directory."],
  [['--format', 'nfd', '--facts', path.dirname(user)], 'The format nfd labels one node'],
])('%j is refused with exit code 2', async (args, message) => {
  const {stdout, stderr, exitCode} = await ebpf([
    'doctor',
    ...(args.includes('--facts') ? [] : ['--facts', user]),
    ...args,
  ]);
  expect(exitCode).toBe(2);
  expect(args.includes('--json') ? JSON.parse(stdout).error.what : stderr).toContain(message.split('\n')[0]);
});

test('a device that is full is told', async () => {
  const {exitCode} = await ebpf(['doctor', '--facts', user, '--format', 'json', '--output', '/dev/full']);
  expect(exitCode).toBe(2);
});
