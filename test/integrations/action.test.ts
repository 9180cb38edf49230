import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {parse} from 'yaml';
import {lacking, notRoot, testWith} from '../lab/needs.ts';

const root = path.join(import.meta.dirname, '../..');
const file = path.join(root, 'action.yml');
const action = parse(readFileSync(file, 'utf8')) as {
  inputs: Record<string, {default?: string}>;
  outputs: Record<string, {value: string}>;
  runs: {steps: {name: string; id?: string; if?: string; run: string; env?: Record<string, string>}[]};
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-action-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

/** Does what the runner does with a step of a composite action: inputs into its environment, bash with -e and pipefail. */
const runStep = async (name: string, given: Record<string, string>, env: Record<string, string> = {}) => {
  const step = action.runs.steps.find((each) => each.name === name);
  const input = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, key: string) => given[key] ?? action.inputs[key]?.default ?? '');
  const [output, summary] = ['output', 'summary.md'].map((each) => path.join(folder, each));
  for (const each of [output, summary]) writeFileSync(each ?? '', '');
  const {exitCode, stdout, stderr} = await execa(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''],
    {
      cwd: folder,
      reject: false,
      env: {
        ...Object.fromEntries(Object.entries(step?.env ?? {}).map(([key, value]) => [key, input(value)])),
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: root,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: folder,
        ...env,
      },
    },
  );
  const outputs = Object.fromEntries(
    readFileSync(output ?? '', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  return {exitCode, stdout, stderr, outputs, summary: readFileSync(summary ?? '', 'utf8')};
};

test('it is an action by the schema of the marketplace', async () => {
  const validator = path.join(root, 'node_modules/.bin/action-validator');
  expect(await execa(validator, [file], {reject: false})).toMatchObject({exitCode: 0});
});

test('no input reaches a script but through the environment', () => {
  for (const {run} of action.runs.steps) expect(run).not.toContain('${{');
});

test('it looks: exit code, outputs, annotations, summary and the three reports', async () => {
  writeFileSync(path.join(folder, 'ebpf.yml'), "require: {kernel: '<2'}\n");
  const {exitCode, stdout, outputs, summary} = await runStep('Look', {
    for: 'libbpf\r\n',
    ignore: ' tool.git, tool.make\r\n\tapt.lock\n',
  });
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject({'exit-code': '1', ready: 'false', policy: 'ebpf.yml'});
  expect(JSON.parse(outputs.profiles ?? '')).toEqual({libbpf: 'not-ready'});
  expect(JSON.parse(readFileSync(outputs['report-json'] ?? '', 'utf8')).exitCode).toBe(1);
  expect(stdout).toMatch(/^::error title=localhost%3A policy\.kernel \(fail\)::/m);
  expect(summary).toContain('## ebpf doctor');
  const reports = ['report.json', 'report.xml', 'report.html'].map((name) =>
    readFileSync(path.join(folder, 'ebpf-reports', name), 'utf8'),
  );
  expect(JSON.parse(reports[0] ?? '').exitCode).toBe(1);
  const strictly = await runStep('Look', {require: 'host.os', policy: '/nowhere.yml'});
  expect(strictly.outputs).toEqual({'exit-code': '2', ready: 'false'});
  expect(strictly.stderr).toMatch(/^::error title=ebpf::The policy/m);
  expect(strictly.summary).toContain('There is no such file.');
});

testWith(notRoot ?? lacking('bpftrace'))('it sets up and looks by the policy of the working directory', async () => {
  writeFileSync(path.join(folder, 'ebpf.yml'), 'profiles: [bpftrace]\n');
  const ready = await runStep('Get ready', {setup: 'true\r\n'});
  expect([ready.exitCode, ready.stderr]).toEqual([0, expect.stringContaining('Policy: ebpf.yml')]);
  expect(ready.stdout).toContain('It traces:');
  expect((await runStep('Look', {})).outputs).toMatchObject({profiles: '{"bpftrace":"ready"}', policy: 'ebpf.yml'});
  writeFileSync(path.join(folder, 'ebpf.yml'), 'profiles: [bpftraces]\n');
  const {exitCode, stdout, stderr} = await runStep('Get ready', {setup: 'true'});
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^::error file=ebpf\.yml,line=1,col=12,/m)]);
  expect(stdout).toContain('::error title=ebpf setup::');
});

test('inputs may have blanks, CRLF and capitals around them; what is neither yes nor no is an annotation', async () => {
  writeFileSync(path.join(folder, 'my policy.yml'), "require: {kernel: '<2'}\n");
  const one = await runStep('Look', {
    for: '\r\n libbpf ,\t run\r\n',
    policy: ' my policy.yml\r\n',
    strict: ' True\r\n',
    reports: ' my reports \r\n',
    wait: '1s\r\n',
  });
  expect(one.exitCode).toBe(1);
  expect(Object.keys(JSON.parse(one.outputs.profiles ?? ''))).toEqual(['libbpf', 'run']);
  expect(one.outputs).toMatchObject({
    policy: 'my policy.yml',
    'report-json': path.join(folder, 'my reports/report.json'),
  });
  expect(JSON.parse(readFileSync(path.join(folder, 'my reports/report.json'), 'utf8')).strict).toBe(true);
  for (const [step, given] of [
    ['Look', {strict: 'perhaps'}],
    ['Get ready', {setup: 'perhaps'}],
    ['Look', {reports: '/proc/reports'}],
  ] as const) {
    const {exitCode, stdout, summary} = await runStep(step, given);
    expect([exitCode, stdout]).toEqual([2, expect.stringMatching(/^::error title=ebpf::The .*$/m)]);
    expect(summary).toMatch(/^The .*(?:perhaps|reports)/m);
  }
  expect(await runStep('Get ready', {setup: 'false\r\n'})).toMatchObject({exitCode: 0, stdout: ''});
});

test('an input that tries to be a command is a value', async () => {
  const {exitCode, stdout} = await runStep('Look', {for: '$(touch pwned)\n; touch pwned'});
  expect(exitCode).toBe(2);
  expect(stdout).not.toContain('pwned/');
  expect(() => readFileSync(path.join(folder, 'pwned'))).toThrow();
});

test('as a release commits it, it runs without building; a runner on which it cannot is told so', async () => {
  const git = path.join(folder, 'repository.git');
  await execa('git', ['clone', '--quiet', '--bare', '--shared', root, git]);
  const commit = () => execa('node', [path.join(root, 'scripts/action.mjs')], {env: {GIT_DIR: git}, cwd: root});
  const {stdout: first} = await commit();
  const released = path.join(folder, 'released');
  mkdirSync(released);
  await execa('sh', ['-c', `git -C '${git}' archive ${first} | tar -x -C '${released}'`]);
  // Nothing could be built: npm fails here.
  const tools = path.join(folder, 'tools');
  mkdirSync(tools);
  writeFileSync(path.join(tools, 'npm'), '#!/bin/sh\nexit 1\n', {mode: 0o755});
  const env = {GITHUB_ACTION_PATH: released, PATH: `${tools}:${process.env.PATH}`};
  expect(await runStep('Have ebpf', {}, env)).toMatchObject({exitCode: 0, stdout: '', stderr: ''});
  const look = await runStep('Look', {for: 'run'}, env);
  expect(JSON.parse(readFileSync(look.outputs['report-json'] ?? '', 'utf8')).hosts[0].profiles).toHaveProperty('run');
  // The next release is the next commit, and the same source the same tree.
  const {stdout: second} = await commit();
  const {stdout: told} = await execa('git', ['-C', git, 'log', '--format=%T %P', '-1', second]);
  const {stdout: tree} = await execa('git', ['-C', git, 'log', '--format=%T', '-1', first]);
  expect(told).toBe(`${tree} ${first}`);

  rmSync(path.join(released, 'dist'), {recursive: true});
  const failed = await runStep('Have ebpf', {}, env);
  expect([failed.exitCode, failed.stdout]).toEqual([
    2,
    expect.stringMatching(/^::error title=ebpf::ebpf could not be built/m),
  ]);
  symlinkSync('/usr/bin/bash', path.join(tools, 'bash'));
  const bare = await runStep('Have ebpf', {}, {...env, PATH: tools});
  expect([bare.exitCode, bare.stdout]).toEqual([
    2,
    expect.stringMatching(/^::error title=ebpf::This runner has no node\.%0A/m),
  ]);
});

test('it is built where it is used, unless it is built already', async () => {
  expect((await runStep('Have ebpf', {})).exitCode).toBe(0);
});
