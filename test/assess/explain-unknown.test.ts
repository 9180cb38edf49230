import {assess} from '../../src/assess/assess.ts';
import {explainUnknown} from '../../src/assess/explain-unknown.ts';
import {makeReport} from '../../src/assess/make.ts';
import {known, unreadable} from '../../src/facts/fact.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {textReport} from '../../src/reports/host-text.ts';
import {base} from '../checks/cases.ts';
import {changed} from '../saved.ts';

const judge = (facts: typeof base) => explainUnknown(assess(facts, {profiles: chooseProfiles(['libbpf'])}), facts);

const ofClang = async (facts: typeof base) => (await judge(facts)).findings.find(({id}) => id === 'tool.clang');

const path = '/opt/llvm/bin/clang';

const output = `${path}: /lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_2.38' not found (required by ${path})`;

test('what kept a tool from telling its version is explained, with the remedy where that is sure', async () => {
  const facts = changed(base, {tools: {clang: known({path, exitCode: 1, output})}});
  expect(await ofClang(facts)).toMatchObject({
    verdict: 'unknown',
    cause: {cause: 'glibc-too-old-for-binary', decide: expect.stringContaining('ldd --version')},
    remedy: {text: expect.stringContaining('Build it on the oldest system')},
  });
  const text = textReport(makeReport([await judge(facts)], '0.0.0'), {unicode: true, colour: false});
  expect(text).toMatch(
    /perhaps {3}The program needs a newer C library .*\(glibc-too-old-for-binary, \d+ %\)\n +confirm/,
  );
});

test.each([
  ['a tool that only fails', known({path, exitCode: 1, output: 'lorem ipsum'})],
  ['our own words', unreadable('the probe did not look')],
])('nothing is made of %s', async (_, clang) => {
  const found = await ofClang(changed(base, {tools: {clang}}));
  expect(found?.verdict).toBe('unknown');
  expect(found).not.toHaveProperty('cause');
});

test('what is said of a program is ours, whatever it is like', async () => {
  const facts = changed(base, {tools: {clang: known({path, exitCode: 1, output})}});
  const report = assess(facts, {profiles: chooseProfiles(['libbpf'])});
  const findings = report.findings.map((finding) => ({...finding, group: 'program'}));
  expect(await explainUnknown({...report, findings}, facts)).toEqual({...report, findings});
});

test('what fails, or follows from something else, is left as it is', async () => {
  const facts = changed(base, {tools: {clang: {state: 'absent'}}});
  expect(await judge(facts)).toEqual(assess(facts, {profiles: chooseProfiles(['libbpf'])}));
});
