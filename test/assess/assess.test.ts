import {assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import {catalogue} from '../../src/checks/catalogue.ts';
import {known} from '../../src/facts/fact.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {textReport} from '../../src/reports/host-text.ts';
import {base} from '../checks/cases.ts';
import {changed} from '../saved.ts';

const profiles = chooseProfiles(['libbpf']);
const ready = changed(base, {tracing: {directory: known('/sys/kernel/tracing'), syscallTracepoints: known(true)}});
const noClang = changed(ready, {tools: {clang: {state: 'absent'}}});
const unseen = changed(ready, {tools: {clang: {state: 'unreadable', reason: 'timed out'}}});
const exit = (facts: typeof base, options = {}, strict = false) =>
  makeReport([assess(facts, {profiles, ...options})], '0.0.0', {strict}).exitCode;

test('exit codes: ready, failed, unknown, recommended only under strict', () => {
  expect(exit(ready)).toBe(0);
  expect(exit(noClang)).toBe(1);
  expect(exit(unseen)).toBe(3);
  expect(exit(ready, {}, true)).toBe(4); // no kprobes here
});

test('a failure outranks what is unknown on one host, not across hosts', () => {
  const both = changed(noClang, {btf: {vmlinux: {state: 'unreadable', reason: 'no'}}});
  expect(exit(both)).toBe(1);
  const hosts = [noClang, unseen].map((facts) => assess(facts, {profiles}));
  expect(makeReport(hosts, '0.0.0').exitCode).toBe(3);
});

test('an ignored check is shown and does not count; a required one counts', () => {
  const ignored = assess(noClang, {profiles, ignore: ['tool.clang']});
  expect(ignored.profiles.libbpf).toBe('ready');
  expect(ignored.findings.find(({id}) => id === 'tool.clang')).toMatchObject({verdict: 'fail', severity: 'info'});
  expect(exit(ready, {require: ['kconfig.kprobes']})).toBe(1);
});

test('naming checks shows only them, and makes them required', () => {
  const report = assess(ready, {profiles, only: ['kconfig.kprobes']});
  expect(report.findings.map(({id, severity}) => [id, severity])).toEqual([['kconfig.kprobes', 'required']]);
});

test('the text names the first obstacle and the command that mends it', () => {
  const text = textReport(makeReport([assess(noClang, {profiles})], '0.0.0'), {colour: false, unicode: false});
  expect(text).toMatch(/^libbpf is not ready: clang: not installed/m);
  // The facts are of root, who needs no sudo.
  expect(text).toMatch(/^ +apt-get install --yes --no-install-recommends clang$/m);
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
});

test('a check that throws becomes unknown with the error as evidence', () => {
  const broken = changed(ready, {mounts: known(undefined as never)});
  const finding = assess(broken, {profiles}).findings.find(({id}) => id === 'fs.bpffs');
  expect(finding).toMatchObject({verdict: 'unknown', found: 'the check itself failed'});
  expect(catalogue.length).toBeGreaterThan(30);
});

describe('facts that are like those of no host', () => {
  const judge = (facts: typeof base) => assess(facts, {profiles});

  test('cost one finding where one check stumbles over them', () => {
    const {findings} = judge(changed(ready, {privileges: {capEffective: known('zz')}}));
    expect(findings.filter(({found}) => found === 'the check itself failed').map(({id}) => id)).toContain(
      'priv.effective',
    );
    expect(findings.filter(({verdict}) => verdict === 'pass').length).toBeGreaterThan(3);
  });

  test('cost that host its report where judging itself stumbles', () => {
    const report = judge({...ready, host: 'broken', os: {state: 'known', value: {prettyName: 7}}} as never);
    expect(report).toMatchObject({host: 'broken', reachable: true, profiles: {libbpf: 'unknown'}});
    expect(report.findings).toMatchObject([{id: 'host.facts', verdict: 'unknown', severity: 'required'}]);
    expect(makeReport([judge(ready), report], '0.0.0').exitCode).toBe(3);
  });

  test('forge no line of the report', () => {
    const {findings} = judge(
      changed(ready, {btf: {vmlinux: {state: 'unreadable', reason: 'x\nlibbpf is ready\n##[error]y'}}}),
    );
    const words = findings.flatMap(({found, expected, evidence, remedy}) => [
      found,
      expected,
      ...evidence,
      remedy?.text ?? '',
    ]);
    expect(words).toEqual(expect.arrayContaining(['libbpf is ready', '# #[error]y']));
    expect(words.filter((text) => text.includes('\n'))).toEqual([]);
  });
});
