import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Report} from '../../src/assess/report.ts';
import {evaluate, loadPolicy} from '../../src/index.ts';
import {formatNames, formatted} from '../../src/reports/formats.ts';
import {savedFacts} from '../saved.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-judge-'));
afterAll(() => rmSync(folder, {recursive: true}));
const file = path.join(folder, 'gate.yml');
const facts = savedFacts('debian-12-microvm-6.18');
const policy = (text: string) => {
  writeFileSync(file, text);
  return loadPolicy(file);
};

test('the library judges by a policy as the command line does', async () => {
  const report = evaluate(facts, {policy: await policy("require: {clang: '>=99'}\n")});
  expect([report.exitCode, report.policy]).toEqual([1, {file}]);
  await expect(policy('require: {checks: [btf.vmlinx]}\n')).rejects.toThrow(
    `${file}:1:20: There is no check "btf.vmlinx".`,
  );
});

test.each([
  ['a profile that only tells', 'profiles: [features]'],
  [
    'all that is required is ignored',
    'profiles: [features]\nrequire: {checks: [tool.cc]}\nhosts: {"*": {ignore: [{check: tool.cc, reason: for a test}]}}',
  ],
])('a policy that demands nothing is refused: %s', async (_, text) => {
  const nothing = await policy(text);
  expect(() => evaluate(facts, {policy: nothing})).toThrow(/demands nothing of/);
  expect(evaluate(facts, {policy: nothing, profiles: ['libbpf']}).exitCode).toBe(0);
});

test('who names a check on the command line is not told that it does not count', async () => {
  const lenient = await policy('ignore: [{check: priv.effective, reason: for a test}]');
  const user = savedFacts('debian-12-microvm-6.18-user');
  const [host] = evaluate(user, {policy: lenient}).hosts;
  expect(host?.findings.find(({id}) => id === 'priv.effective')?.severity).toBe('info');
  expect(evaluate(user, {policy: lenient, only: ['priv.effective']}).exitCode).toBe(1);
  expect(evaluate(user, {policy: lenient, require: ['priv.effective']}).hosts[0]?.profiles).toEqual({
    libbpf: 'not-ready',
  });
});

test('groups and hosts of the policy that match nobody are told, with their places', async () => {
  const fleet = await policy(
    'groups:\n  builders: {hosts: ["ci-*"]}\n  routers: {hosts: [rt-1, rt-2]}\nhosts: {old.example: {}, web: {}}\n',
  );
  const named = ['web', 'ci-1'].map((host) => ({...facts, host}));
  expect(evaluate(named, {policy: fleet}).policy?.unmatched).toEqual([
    `group routers (${file}:3:3)`,
    `host old.example (${file}:4:9)`,
  ]);
});

test.each(formatNames)('%s names the policy that was followed, or that none was', async (name) => {
  const format = (report: Report) => formatted(name, report, {colour: false, unicode: true});
  const followed = await format(evaluate(facts, {policy: await policy('groups: {gone: {hosts: [gone]}}')}));
  expect(followed.includes('gate.yml')).toBe(true);
  if (name !== 'nfd' && name !== 'env' && name !== 'prometheus') expect(followed.includes('group gone')).toBe(true);
  // A place in a file is all that it has room for.
  if (name !== 'codequality') expect(/policy.{0,30}(?:none|null)/i.test(await format(evaluate(facts)))).toBe(true);
});
