import {absent, known, unreadable} from '../../src/facts/fact.ts';
import {type Subject, subjects, versionCheck} from '../../src/policy/versions.ts';
import {changed, savedFacts} from '../saved.ts';

const facts = savedFacts('debian-12-microvm-6.18');
const check = (subject: Subject, range: string, host = facts) =>
  versionCheck(subject, [{range, origin: 'ebpf.yml:1:1'}]).evaluate(host);

test.each([
  ['kernel', '>=6.18', '<6.18'],
  ['kernel', '~6.18.44', '<=6.18.43'],
  ['clang', '14.x', '>=15'],
  ['bpftool', '^7.1', '^7.2'],
  ['libbpf', '>=1.0 <2', '<1'],
] as const)('%s is in %s, not in %s', (subject, range, other) => {
  expect(check(subject, range).verdict).toBe('pass');
  expect(check(subject, other)).toMatchObject({verdict: 'fail', remedy: expect.anything()});
});

test("a distribution's build of a kernel is no prerelease", () => {
  const debian = changed(facts, {kernel: {release: known('6.1.0-37-amd64')}});
  expect(check('kernel', '>=6.1', debian).verdict).toBe('pass');
  expect(check('kernel', '>6.1.0', debian).verdict).toBe('fail');
});

test('what is not installed fails, what could not be read is unknown', () => {
  expect(check('pahole', '*', changed(facts, {tools: {pahole: absent}})).verdict).toBe('fail');
  expect(check('pahole', '*', changed(facts, {tools: {pahole: unreadable('timed out')}})).verdict).toBe('unknown');
  expect(check('kernel', '*', changed(facts, {kernel: {release: known('mainline')}})).verdict).toBe('unknown');
  expect(subjects).toHaveLength(5);
});
