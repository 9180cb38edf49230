import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {lacking, notRoot, testWith} from '../lab/needs.ts';
import {ebpf, hostFile} from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-policy-command-'));
afterAll(() => rmSync(folder, {recursive: true}));
mkdirSync(path.join(folder, '.git'));
mkdirSync(path.join(folder, 'src'));
const below = path.join(folder, 'src');

test('show tells what holds for a host with the place of each demand; doctor follows the same file from below', async () => {
  writeFileSync(
    path.join(folder, 'ebpf.yaml'),
    'profiles: [bpftrace]\ngroups:\n  ci: {hosts: ["ci-*"], require: {clang: "^15"}}\nignore: [{check: tool.bpftrace, reason: for a test}]\n',
  );
  const shown = await ebpf(['policy', 'show', 'ci-7'], {cwd: below});
  expect([shown.exitCode, shown.stderr]).toEqual([0, '']);
  expect(shown.stdout).toMatch(/^ci-7 is judged by \.\.\/ebpf\.yaml, as bpftrace\nIt belongs to ci\n/);
  expect(shown.stdout).toMatch(/^ {2}policy\.clang +\.\.\/ebpf\.yaml:3:42 \(clang \^15\)$/m);
  expect(shown.stdout).toMatch(/^ {2}tool\.bpftrace +for a test; \.\.\/ebpf\.yaml:4:10$/m);
  const {stdout} = await ebpf(['doctor', '--json', '--facts', hostFile('debian-12-microvm-6.18')], {cwd: below});
  expect(JSON.parse(stdout)).toMatchObject({
    policy: {file: '../ebpf.yaml', unmatched: ['group ci (../ebpf.yaml:3:3)']},
    hosts: [{profiles: {bpftrace: expect.any(String)}}],
  });
});

test('setup plans for the profiles and demands of the policy', async () => {
  writeFileSync(path.join(folder, 'ebpf.yaml'), "profiles: [run]\nhosts: {localhost: {require: {kernel: '<2'}}}\n");
  const {stdout, stderr, exitCode} = await ebpf(['setup', '--dry-run'], {cwd: below});
  expect([exitCode, stderr]).toEqual([0, 'Policy: ../ebpf.yaml']);
  expect(stdout).toMatch(/^kernel <2 \(policy\.kernel\)$/m);
  const json = await ebpf(['setup', '--dry-run', '--json'], {cwd: below});
  expect(JSON.parse(json.stdout).manual).toContainEqual(expect.objectContaining({check: 'policy.kernel'}));
  writeFileSync(path.join(folder, 'ebpf.yaml'), 'profiles: [runs]\n');
  const refused = await ebpf(['setup', '--yes'], {cwd: below});
  expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain('../ebpf.yaml:1:12: There is no profile "runs". Did you mean run?');
});

testWith(notRoot ?? lacking('bpftrace'))('setup is done when the profiles of the policy trace', async () => {
  writeFileSync(path.join(folder, 'ebpf.yaml'), 'profiles: [bpftrace]\n');
  const {stdout, stderr} = await ebpf(['setup', '--yes', '--json'], {cwd: below});
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    hellos: [{route: 'bpftrace', ok: true}],
    report: {policy: {file: '../ebpf.yaml'}, hosts: [{profiles: {bpftrace: 'ready'}}]},
    exitCode: 0,
  });
});

test('check tells mistakes at their places, and under GitHub as annotations and in the summary', async () => {
  writeFileSync(path.join(folder, 'bad.yml'), 'profiles: [libpf]\n');
  const summary = path.join(folder, 'summary.md');
  const {stderr, exitCode} = await ebpf(['policy', 'check', '../bad.yml'], {
    cwd: below,
    env: {GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder, GITHUB_STEP_SUMMARY: summary},
  });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(
    /^::error file=bad\.yml,line=1,col=12,title=ebpf::There is no profile "libpf"\. Did you mean libbpf\?$/m,
  );
  expect(readFileSync(summary, 'utf8')).toContain('There is no profile "libpf"');
  expect((await ebpf(['policy', 'check'], {cwd: tmpdir()})).exitCode).toBe(2);
});
