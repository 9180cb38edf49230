import {createHash} from 'node:crypto';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
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

describe('from the bundle', () => {
  const bundle = mkdtempSync(path.join(tmpdir(), 'ebpf-bundle-'));
  let file: string;
  let digest: string;
  beforeAll(async () => {
    const {stdout} = await execa('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', bundle], {
      cwd: root,
    });
    file = path.join(bundle, stdout.trim());
    digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  });
  afterAll(() => rmSync(bundle, {recursive: true}));

  test('it gets into a project, by its digest alone', async () => {
    rmSync(path.join(project, 'node_modules'), {recursive: true});
    write('package.json', '{"name": "p", "private": true}');
    write('get.sh', recipe('get-ebpf.sh'));
    const get = (env: Record<string, string>) => execa('sh', ['get.sh'], {cwd: project, reject: false, env});
    const other = await get({
      EBPF_BUNDLE: file,
      EBPF_SHA256: digest.replace(/^./, (first) => (first === '0' ? '1' : '0')),
    });
    expect(other.exitCode).not.toBe(0);
    expect(existsSync(path.join(project, 'node_modules'))).toBe(false);
    await get({EBPF_BUNDLE: pathToFileURL(file).href, EBPF_SHA256: digest, npm_config_offline: 'true'});
    expect((await run('node_modules/.bin/ebpf', '--version')).stdout).toContain('ebpf/');
    expect(read('package-lock.json')).toContain('sha512-');
  });

  test('GitLab: the component leaves its reports, has the exit code of doctor, and runs nothing of another digest', async () => {
    const [{include}] = [parse(recipe('.gitlab-ci.yml')) as {include: {inputs: Record<string, unknown>}[]}];
    const inputs = {...include[0]?.inputs, bundle: file, sha256: digest, for: 'libbpf, run', stage: 'test'};
    const text = readFileSync(path.join(root, 'integrations/gitlab/ebpf.yml'), 'utf8');
    const [head, body = ''] = text.split(/^---$/m);
    const known = Object.keys(parse(head ?? '').spec.inputs);
    expect(known).toEqual(expect.arrayContaining(Object.keys(inputs)));
    const jobOf = (values: Record<string, unknown>) =>
      parse(body.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => JSON.stringify(values[name]))).ebpf;
    const runJob = ({script, variables}: {script: string[]; variables: Record<string, string>}) =>
      execa('bash', ['-eo', 'pipefail', '-c', script.join('\n')], {
        cwd: project,
        reject: false,
        all: true,
        env: {...variables, GITHUB_ACTIONS: ''},
      });
    const job = jobOf(inputs);
    const {exitCode, all} = await runJob(job);
    expect([exitCode, all]).toEqual([
      (await doctor('--for', 'libbpf', '--for', 'run')).exitCode,
      expect.stringMatching(/libbpf is/),
    ]);
    const {junit, codequality, dotenv} = job.artifacts.reports;
    expect(read(junit)).toContain('<testsuite name="localhost"');
    expect(JSON.parse(read(codequality))).toBeInstanceOf(Array);
    expect(read(dotenv)).toMatch(/^EBPF_PROFILE_RUN=/m);
    for (const each of job.artifacts.paths) expect(read(each)).toContain('</html>');
    rmSync(path.join(project, '.ebpf'), {recursive: true});
    const forged = await runJob(jobOf({...inputs, sha256: include[0]?.inputs.sha256}));
    expect([forged.exitCode, existsSync(path.join(project, '.ebpf'))]).toEqual([1, false]);
  });
});

test('GitHub: later steps have the variables, beside those that other commands wrote', async () => {
  const [, flags = ''] = /`(--format env --output "\$GITHUB_ENV")`/.exec(page) ?? [];
  write('env', 'OTHER=1\n');
  const step = (env: Record<string, string>) =>
    execa('sh', ['-c', `node_modules/.bin/ebpf doctor ${flags}`], {cwd: project, reject: false, env});
  await step({GITHUB_ENV: path.join(project, 'env')});
  await step({GITHUB_ENV: './env'});
  const lines = read('env').split('\n');
  expect(lines[0]).toBe('OTHER=1');
  expect(lines.filter((line) => line.startsWith('EBPF_READY='))).toHaveLength(2);
  expect(lines.every((line) => /^(?:\w+=.*)?$/.test(line))).toBe(true);
  expect(lines.length).toBeLessThan(50);
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

  // The hook's own environment takes pre-commit some ten seconds to make.
  describeWith(lacking('pre-commit'))('pre-commit', () => {
    test('plain "pre-commit install" is enough, and the hook is one of this repository, built', async () => {
      const git = path.join(project, 'hook.git');
      await run('git', 'clone', '--quiet', '--bare', '--shared', root, git);
      const {stdout: revision} = await execa('node', [path.join(root, 'scripts/action.mjs')], {
        cwd: root,
        env: {GIT_DIR: git},
      });
      const config = recipe('.pre-commit-config.yaml');
      const [, url = '', commit = ''] = /repo: (\S+)[\s\S]*rev: (\S+)/.exec(config) ?? [];
      write('.pre-commit-config.yaml', config.replace(url, pathToFileURL(git).href).replace(commit, revision));
      expect((await run('pre-commit', 'install')).all).toContain('.git/hooks/pre-push');
      await run('git', 'add', '.pre-commit-config.yaml');
      const {all} = await run('git', 'push', 'origin', 'main');
      expect(all).toMatch(/^this machine can build and load the BPF programs\.+(?:Passed|Failed)/m);
    });
  });
});

test('after a boot: the wait ends as soon as the host is ready', async () => {
  write('ebpf.yml', 'ignore: [{check: kconfig.kprobes, reason: not needed}]\nprofiles: []\n');
  const {all} = await run('sh', '-c', recipe('wait.sh').replace('120s', '3s'));
  expect(all).toMatch(/libbpf is (?:not )?ready/);
});
