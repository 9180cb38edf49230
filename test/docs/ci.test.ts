import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {parse} from 'yaml';
import {describeWith, lacking} from '../lab/needs.ts';

const root = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/ci.md'), 'utf8');

/** A recipe of the page, by the file that its first line names. */
const recipe = (file: string): string => {
  const block = [...page.matchAll(/```\w+\n(?:#|\/\/) (\S+)\n(.*?)```/gs)].find(([, name]) => name === file);
  if (!block?.[2]) throw new Error(`docs/ci.md has no recipe ${file}`);
  return block[2];
};

/** A project that has ebpf among its packages, so that npx finds it without a network. */
let project: string;
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'ebpf-ci-'));
  mkdirSync(path.join(project, 'node_modules/.bin'), {recursive: true});
  symlinkSync(path.join(root, 'bin/run.js'), path.join(project, 'node_modules/.bin/ebpf'));
});
afterEach(() => rmSync(project, {recursive: true}));

const write = (file: string, text: string, mode = 0o644) => {
  mkdirSync(path.dirname(path.join(project, file)), {recursive: true});
  writeFileSync(path.join(project, file), text);
  chmodSync(path.join(project, file), mode);
};
const read = (file: string) => readFileSync(path.join(project, file), 'utf8');
const run = (command: string, ...args: string[]) =>
  execa(command, args, {
    cwd: project,
    reject: false,
    all: true,
    env: {GITHUB_ACTIONS: '', GIT_CONFIG_NOSYSTEM: '1', HOME: project, LC_ALL: 'C.UTF-8'},
  });
const doctor = (...args: string[]) => run('node', path.join(root, 'bin/run.js'), 'doctor', ...args);

test('nothing that we tell to run fetches a program by a name that anybody could take', async () => {
  const {stdout} = await execa(
    'git',
    ['ls-files', 'README.md', 'docs', 'integrations', 'action.yml', 'CONTRIBUTING.md'],
    {cwd: root},
  );
  for (const file of stdout.split('\n').filter((name) => /(?:\.(?:md|ya?ml|sh)|Dockerfile)$/.test(name))) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const found = text.match(
      /npx (?:--yes|-y|ebpf)\b.*|npm i(?:nstall)? .*\bebpf(?:@\S*)?(?:\s|$)|OWNER\/.*|^FROM \w.*/gm,
    );
    expect([file, found]).toEqual([file, null]);
  }
});

test('GitLab: the script leaves its artifacts and has the exit code of doctor', async () => {
  const {script, artifacts} = parse(recipe('.gitlab-ci.yml')).ebpf;
  const {exitCode} = await run('bash', '-eo', 'pipefail', '-c', script.join('\n'));
  expect(exitCode).toBe((await doctor()).exitCode);
  expect(read(artifacts.reports.junit)).toContain('<testsuite name="localhost"');
  for (const file of artifacts.paths) expect(read(file)).toContain('</html>');
});

test('Jenkins: the step leaves the files that it publishes', async () => {
  const text = recipe('Jenkinsfile');
  const [, command = ''] = /sh '(.*)'/.exec(text) ?? [];
  await run('sh', '-xe', '-c', command);
  for (const [, file = ''] of text.matchAll(/(?:junit|archiveArtifacts) '(.*)'/g)) expect(read(file)).not.toBe('');
});

test('Makefile: the target passes or fails as doctor does', async () => {
  write('Makefile', recipe('Makefile'));
  const {exitCode} = await run('make', 'check-ebpf');
  expect(exitCode === 0).toBe((await doctor()).exitCode === 0);
  expect(read('ebpf.env')).toMatch(/^EBPF_READY=/m);
  write('ebpf.yml', "require: {kernel: '<2'}\n");
  const failing = await run('make', 'check-ebpf');
  expect([failing.exitCode, failing.all]).toEqual([2, expect.stringContaining('check-ebpf] Error 1')]);
});

describe('before a push', () => {
  beforeEach(async () => {
    await run('git', 'init', '-q', '-b', 'main', '.');
    await run('git', 'init', '-q', '--bare', 'remote.git');
    await run('git', 'remote', 'add', 'origin', path.join(project, 'remote.git'));
    write('x.bpf.c', '');
    await run('git', 'add', 'x.bpf.c');
    await run('git', '-c', 'user.name=n', '-c', 'user.email=e', 'commit', '-qm', 'x');
  });

  test("git's own hook lets a push through when the checks pass", async () => {
    write('.git/hooks/pre-push', recipe('.git/hooks/pre-push'), 0o755);
    const checks = await doctor('btf.vmlinux', 'tool.clang', 'tool.clang-bpf-target', 'tool.bpftool');
    const {exitCode, all} = await run('git', 'push', 'origin', 'main');
    expect(exitCode === 0).toBe(checks.exitCode === 0);
    expect(all).toContain('Kernel BTF');
  });

  describeWith(lacking('pre-commit'))('pre-commit', () => {
    test('runs the hook on the files it is for', async () => {
      write('.pre-commit-config.yaml', recipe('.pre-commit-config.yaml'));
      const {all} = await run('pre-commit', 'run', '--hook-stage', 'push', '--all-files');
      expect(all).toMatch(/^this machine can build and load the BPF programs\.+(?:Passed|Failed)$/m);
    });
  });
});

test('after a boot: the wait ends as soon as the host is ready', async () => {
  write('ebpf.yml', 'ignore: [{check: kconfig.kprobes, reason: not needed}]\nprofiles: []\n');
  const {all} = await run('sh', '-c', recipe('wait.sh').replace('120s', '3s'));
  expect(all).toMatch(/libbpf is (?:not )?ready/);
});
