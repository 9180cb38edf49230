import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';

const run = (args: readonly string[], input = '') =>
  execa('node', [path.join(import.meta.dirname, '../../bin/run.js'), 'explain', ...args], {input, reject: false});

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'ebpf-explain-'));
});
afterAll(() => rm(directory, {recursive: true}));

const file = async (name: string, text: string): Promise<string> => {
  const there = path.join(directory, name);
  await writeFile(there, text);
  return there;
};

const misplaced = 'map x: pin map to /tmp/x: /tmp/x is not on a bpf filesystem\n';

test('a file, and what is piped in', async () => {
  for (const {exitCode, stdout} of [
    await run([await file('a.log', misplaced)]),
    await run(['-'], misplaced),
    await run([], misplaced),
  ]) {
    expect(exitCode).toBe(0);
    expect(stdout).toContain('pin-path-not-on-bpffs');
  }
});

test('--json is one document; the context outranks this machine', async () => {
  const context = await file(
    'context.json',
    JSON.stringify({kernel: '5.4.0', facts: {user: 'root', 'ulimit -l': '64 KiB'}}),
  );
  const {stdout, exitCode} = await run(
    ['-', '--json', '--context', context],
    'map create: operation not permitted (MEMLOCK may be too low)',
  );
  const {schema, causes} = JSON.parse(stdout);
  expect([exitCode, schema, causes[0].cause]).toEqual([0, 'ebpf.diagnosis/1', 'memlock-rlimit-too-low']);
});

test('saved facts of another host', async () => {
  const facts = path.join(import.meta.dirname, '../saved/debian-12-cloud-6.1.json');
  const {exitCode, stdout} = await run(['-', '--facts', facts], misplaced);
  expect([exitCode, stdout.includes('pin-path')]).toEqual([0, true]);
});

test('a batch is a line each', async () => {
  const lines = [
    {id: 'a', error: misplaced},
    {id: 'b', error: 'lorem ipsum failed'},
  ].map((line) => JSON.stringify(line));
  const {stdout, exitCode} = await run(['--batch', await file('b.jsonl', `${lines.join('\n')}\n`), '--json']);
  const answers = stdout.split('\n').map((line) => JSON.parse(line));
  expect(answers.map(({id, causes}) => [id, causes[0].cause])).toEqual([
    ['a', 'pin-path-not-on-bpffs'],
    ['b', undefined],
  ]);
  expect(exitCode).toBe(0);
});

test('a command run under it: its output passes through, its failure is explained', async () => {
  const {stdout, stderr, exitCode} = await run([
    '--',
    'sh',
    '-c',
    'echo started; echo "/bin/sh: 1: llvm-strip: not found" >&2; exit 3',
  ]);
  expect([exitCode, stdout.startsWith('started\n')]).toEqual([3, true]);
  expect(stderr).toContain('llvm-strip');
  expect(stdout).toContain('llvm-tools-missing');
});

test('a real compiler on a source that wants vmlinux.h', async () => {
  const source = await file('x.bpf.c', '#include "vmlinux.h"\nint x;\n');
  const {stdout, exitCode} = await run(['--', 'clang', '-g', '-O2', '-target', 'bpf', '-c', source, '-o', '/dev/null']);
  expect([exitCode, stdout.includes('vmlinux-h-wrong-or-missing')]).toEqual([1, true]);
});

test('a command that succeeds needs no explanation', async () => {
  const {exitCode, stderr} = await run(['--', 'true']);
  expect([exitCode, stderr.includes('succeeded')]).toEqual([0, true]);
});

test('--json of a command that succeeds is a document too', async () => {
  const {stdout, stderr, exitCode} = await run(['--json', '--', 'echo', 'hi']);
  expect([exitCode, stderr]).toEqual([0, 'hi']);
  expect(JSON.parse(stdout)).toMatchObject({schema: 'ebpf.diagnosis/1', causes: [], success: true});
});

test.each([
  ['says nothing of a failure', 'echo all is well; exit 3', 'sh ended with exit code 3.', 3],
  ['prints nothing', 'exit 1', 'It printed nothing.', 1],
  ['crashes', 'echo started; kill -SEGV $$', 'sh was ended by SIGSEGV. The program crashed', 139],
  ['is killed', 'kill -KILL $$', 'sh was ended by SIGKILL. Where nobody did so, the kernel ran out of memory', 137],
])('a command that fails and %s: no cause, and how it ended', async (_, script, said, code) => {
  const {stdout, exitCode} = await run(['--', 'sh', '-c', script]);
  expect(exitCode).toBe(code);
  expect(stdout).toContain('No known cause.');
  expect(stdout).toContain(said);
  expect(stdout).not.toContain('No known failure');
});

test('what a command leaves running does not hold up its explanation', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ebpf-left-'));
  const left = `{ sleep 60; touch ${folder}/ended; } & echo "sh: clang: not found"; exit 1`;
  const {stdout} = await run(['--', 'sh', '-c', left]);
  expect(stdout).toContain('clang-missing');
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, {recursive: true});
});

test('an interrupt is for the command to answer', async () => {
  const asked = run([
    '--',
    'sh',
    '-c',
    'trap "echo sh: llvm-strip: not found; exit 2" INT; echo ready >&2; while :; do sleep 0.1; done',
  ]);
  asked.stderr?.once('data', () => asked.kill('SIGINT'));
  const {stdout, exitCode} = await asked;
  expect([exitCode, stdout.includes('llvm-tools-missing')]).toEqual([2, true]);
});

test('a log in UTF-16, as PowerShell writes it', async () => {
  for (const mark of ['\uFEFF', '']) {
    const log = path.join(directory, 'utf16.log');
    await writeFile(log, `${mark}${misplaced.replace('\n', '\r\n')}`, 'utf16le');
    const {stdout, exitCode} = await run([log]);
    expect([exitCode, stdout.includes('pin-path-not-on-bpffs')]).toEqual([0, true]);
  }
});

test('a bad line of a batch is named, and the others are answered', async () => {
  const lines = `\uFEFF${JSON.stringify({id: 'a', error: misplaced})}\r\nnonsense\r\n${JSON.stringify({id: 'c', error: misplaced})}\r\n`;
  const {stdout, stderr, exitCode} = await run(['--batch', '-'], lines);
  expect(stdout.split('\n').map((line) => JSON.parse(line).id)).toEqual(['a', 'c']);
  expect(stderr).toContain('Line 2');
  expect(exitCode).toBe(2);
});

test('a field of a context that is misspelt or of the wrong kind is said to be left out', async () => {
  const context = await file('misspelt.json', '\uFEFF{"kernal": "5.4.0", "kernel": 5.4, "facts": "root"}');
  const {stdout, exitCode} = await run(['-', '--json', '--context', context], misplaced);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).notes).toEqual([
    expect.stringContaining('"kernal"'),
    expect.stringContaining('"facts" of the context is no object'),
  ]);
});

test.each([
  ['nothing failed', 1, 'Compiled 3 files, 0 errors.\n', 'No known failure'],
  ['nothing fits', 1, 'lorem ipsum failed\n', 'No known cause'],
])('%s: exit code %i', async (_, code, text, said) => {
  const {exitCode, stdout} = await run(['-', '--elsewhere'], text);
  expect([exitCode, stdout.includes(said)]).toEqual([code, true]);
});

test.each([
  ['empty', ['-'], '', 'empty'],
  ['binary', ['-'], '\0'.repeat(4000), 'no text'],
  ['no such file', ['/nonexistent.log'], '', 'could not be read'],
  ['a directory', ['/tmp'], '', 'is a directory'],
  ['a device without an end', ['/dev/zero'], '', 'is a device that never ends'],
  ['no such program', ['--', 'no-such-program-here'], '', 'could not be started'],
  ['a context that is no JSON', ['-', '--context', '/etc/hostname'], 'x', 'could not be read'],
  ['a batch that is no JSON', ['--batch', '-'], 'x\n', 'Line 1'],
  ['a batch that is a directory', ['--batch', '/tmp'], '', 'It is a directory'],
  ['an empty batch', ['--batch', '-'], '', 'standard input is empty'],
  ['a batch and a host', ['--batch', '-', '--remote', 'host'], '', '--batch and --remote do not go together'],
  ['a file and a command', ['/etc/hostname', '--', 'false'], '', "can't both be explained"],
  ['the facts of several hosts', ['-', '--facts', path.join(import.meta.dirname, '../saved')], 'x', 'several hosts'],
  ['a program that may not be run', ['--', '/etc/passwd'], '', 'may not be executed'],
])('%s: exit code 2, and what to do', async (_, args, input, said) => {
  const {exitCode, stderr} = await run(args, input);
  expect([exitCode, stderr.includes(said)]).toEqual([2, true]);
  expect(stderr).not.toMatch(/ at .*\.js:/);
});
