import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadValidator} from '../../src/facts/valid.ts';
import {readPolicy} from '../../src/policy/policy.ts';
import {rulesFor} from '../../src/policy/rules-for.ts';
import {unmatchedBy} from '../../src/policy/unmatched.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-policy-'));
afterAll(() => rmSync(folder, {recursive: true}));
const file = path.join(folder, 'ebpf.yml');

/** What is wrong with a policy, a line a mistake, without the folder. */
const mistakes = async (text: string): Promise<string[]> => {
  writeFileSync(file, text);
  return readPolicy(file, new Date('2026-11-23')).then(
    () => [],
    (error: {exitCode: number; why: string}) => {
      expect(error.exitCode).toBe(2);
      return error.why.replaceAll(`${folder}/`, '').split('\n');
    },
  );
};

test('a whole policy is taken, and an empty one', async () => {
  const whole = `
$schema: https://example.org/policy-1.schema.json
profiles: [libbpf, network]
require:
  checks: [hdr.kernel-headers]
  kernel: '>=5.15 <7'
  clang: 14 - 19
ignore:
  - {check: apt.lock, reason: the image is built anew each night, until: 2026-11-23}
groups:
  builders: {hosts: ['ci-*'], require: {pahole: ^1.22}}
hosts:
  db.example: {profiles: [tracing], ignore: [{check: tool.git, reason: nobody clones there}]}
`;
  expect(await mistakes(whole)).toEqual([]);
  expect(await mistakes('')).toEqual([]);
  expect(await mistakes('# nothing yet\n')).toEqual([]);
});

test.each([
  ['profile: [libbpf]', 'ebpf.yml:1:1: There is no key "profile" here. Did you mean "profiles"?'],
  ['require:\n  kernal: ">=5"', 'ebpf.yml:2:3: There is no key "kernal" here. Did you mean "kernel"?'],
  ['profiles:\n  - libpf', 'ebpf.yml:2:5: There is no profile "libpf". Did you mean libbpf?'],
  ['profiles: libbpf', 'ebpf.yml:1:11: "profiles" must be a list.'],
  ['require: {checks: [btf.vmlinx]}', 'ebpf.yml:1:20: There is no check "btf.vmlinx". Did you mean btf.vmlinux?'],
  [
    'require:\n  kernel: 5.10',
    'ebpf.yml:2:11: "kernel" must be text: write it in quotes, for YAML reads 5.10 as the number 5.1.',
  ],
  [
    'require: {clang: newest}',
    'ebpf.yml:1:18: "newest" is not a range of versions: write it as >=5.15, ^6.1 or 5.15 - 6.8.',
  ],
  ['require: {clang: ">15 <15"}', 'ebpf.yml:1:18: No version can be in ">15 <15".'],
  ['ignore:\n  - check: tool.cc', 'ebpf.yml:2:5: "reason" is missing.'],
  ['ignore: [{check: tool.cc, reason: no}]', 'ebpf.yml:1:35: "reason" must have 3 characters or more.'],
  [
    'ignore: [{check: tool.cc, reason: long ago, until: 2026-11-22}]',
    'ebpf.yml:1:52: tool.cc was ignored until 2026-11-22: look again, then remove the entry or give it a new day.',
  ],
  ['ignore: [{check: tool.cc, reason: soon, until: 2027-02-31}]', 'ebpf.yml:1:48: There is no day 2027-02-31.'],
  [
    'ignore: [{check: tool.cc, reason: soon, until: soon}]',
    'ebpf.yml:1:48: "until" must be a date such as 2027-01-31.',
  ],
  [
    'require: {checks: [tool.cc]}\nignore: [{check: tool.cc, reason: both}]',
    'ebpf.yml:1:20: tool.cc is required and ignored: leave out one of the two.',
  ],
  [
    'profiles: [libbpf]\n---\nprofiles: [tracing]',
    'ebpf.yml:2:1: Source contains multiple documents; please use YAML.parseAllDocuments()',
  ],
  [
    'ignore: [{check: tool.cc, reason: soon, until: 20270131}]',
    'ebpf.yml:1:48: "until" must be a date such as 2027-01-31.',
  ],
  ['groups: {a: {profiles: [libbpf]}}', 'ebpf.yml:1:13: "hosts" is missing.'],
  ['hosts: {"a/b~c": {require: {checks: [x.y]}}}', 'ebpf.yml:1:38: There is no check "x.y".'],
  ['- libbpf', 'ebpf.yml:1:1: The policy must be a mapping.'],
  ['profiles: [libbpf]\nprofiles: [tracing]', 'ebpf.yml:2:1: Map keys must be unique'],
  ['profiles: !!js/function [x]', 'ebpf.yml:1:11: Unresolved tag: tag:yaml.org,2002:js/function'],
])('%j is refused at its place', async (text, mistake) => {
  expect(await mistakes(text)).toEqual([mistake]);
});

describe('extends', () => {
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const read = async () => {
    const {layers} = await readPolicy(file);
    return layers.map((layer) => path.basename(layer.file));
  };

  test('adds what other files say, each once, by paths relative to the file', async () => {
    mkdirSync(path.join(folder, 'shared/lower'), {recursive: true});
    write('shared/lower/all.yml', 'profiles: [tracing]');
    write('shared/base.yml', 'extends: lower/all.yml\nrequire: {clang: ">=14"}');
    write('ebpf.yml', 'extends: [shared/base.yml, shared/lower/all.yml]\nprofiles: [libbpf]');
    expect(await read()).toEqual(['all.yml', 'base.yml', 'ebpf.yml']);
    const rules = rulesFor(await readPolicy(file), 'web');
    expect(rules.profiles).toEqual(['tracing', 'libbpf']);
    expect(rules.profileOrigins.tracing).toBe(`${path.join(folder, 'shared/lower/all.yml')}:1:12`);
    expect(rules.checks.map(({id}) => id)).toEqual(['policy.clang']);
  });

  test.each([
    ['extends: ebpf.yml', 'ebpf.yml:1:10: It extends itself: ebpf.yml -> ebpf.yml.'],
    ['extends: [gone.yml]', 'ebpf.yml:1:11: There is no file gone.yml.'],
    ['extends: https://example.org/ebpf.yml', 'ebpf.yml:1:10: A policy extends files, not addresses.'],
    ['extends: bad.yml', 'bad.yml:1:12: There is no profile "libpf". Did you mean libbpf?'],
    ['extends: chain-0.yml', 'chain-3.yml:1:10: Policies extend each other 5 deep at most.'],
  ])('%j is refused', async (text, mistake) => {
    write('bad.yml', 'profiles: [libpf]');
    for (let index = 0; index < 9; index++) write(`chain-${index}.yml`, `extends: chain-${index + 1}.yml`);
    expect(await mistakes(text)).toEqual([mistake]);
  });
});

test('the schema completes names, and takes a date that YAML 1.1 has read as one', async () => {
  const validate = await loadValidator('policy-1');
  const entry = {check: 'tool.cc', reason: 'for a test', until: new Date('2027-01-31')};
  expect(validate({ignore: [entry]})).toBe(true);
  expect(validate({profiles: ['libpf']})).toBe(false);
  expect(validate({require: {checks: ['btf.vmlinx']}})).toBe(false);
});

describe('all mistakes are told at once', () => {
  test('of names and ranges', async () => {
    expect(await mistakes('profiles: [a, b]\nrequire: {clang: new}')).toHaveLength(3);
  });

  test('a wrong key or kind hides no name beside it, and no name is told of twice', async () => {
    const text = `profile: [x]
profiles: [5, libpf]
require: {kernal: '>=5', checks: [btf.vmlinx, 7], clang: 15, pahole: new}
ignore:
  - {check: tool.c, until: soon}
  - {reason: none named, until: 2020-01-01}
groups: {a: {profiles: [bccc]}, b: 5}
extends: [5, gone.yml]
`;
    expect(await mistakes(text)).toEqual([
      'ebpf.yml:1:1: There is no key "profile" here. Did you mean "profiles"?',
      'ebpf.yml:2:12: "profiles" must be text.',
      'ebpf.yml:2:15: There is no profile "libpf". Did you mean libbpf?',
      'ebpf.yml:3:11: There is no key "kernal" here. Did you mean "kernel"?',
      'ebpf.yml:3:35: There is no check "btf.vmlinx". Did you mean btf.vmlinux?',
      'ebpf.yml:3:47: "checks" must be text.',
      'ebpf.yml:3:58: "clang" must be text: write it in quotes, for YAML reads 5.10 as the number 5.1.',
      'ebpf.yml:3:70: "new" is not a range of versions: write it as >=5.15, ^6.1 or 5.15 - 6.8.',
      'ebpf.yml:5:5: "reason" is missing.',
      'ebpf.yml:5:13: There is no check "tool.c". Did you mean tool.cc?',
      'ebpf.yml:5:28: "until" must be a date such as 2027-01-31.',
      'ebpf.yml:6:5: "check" is missing.',
      'ebpf.yml:6:33: It was ignored until 2020-01-01: look again, then remove the entry or give it a new day.',
      'ebpf.yml:7:13: "hosts" is missing.',
      'ebpf.yml:7:25: There is no profile "bccc". Did you mean bcc?',
      'ebpf.yml:7:36: "b" must be a mapping.',
      'ebpf.yml:8:11: "extends" must be text.',
      'ebpf.yml:8:14: There is no file gone.yml.',
    ]);
    expect(await mistakes('extends: {a: b}')).toEqual(['ebpf.yml:1:10: "extends" must be a path or a list of paths.']);
  });

  test('of all files that extend each other', async () => {
    writeFileSync(path.join(folder, 'one.yml'), 'profiles: [libpf]');
    writeFileSync(path.join(folder, 'two.yml'), 'profiles: [');
    writeFileSync(path.join(folder, 'round.yml'), 'extends: ebpf.yml\nprofile: []');
    expect(await mistakes('extends: [one.yml, two.yml, gone.yml, round.yml]\nprofiles: [bccc]')).toEqual([
      'ebpf.yml:1:29: There is no file gone.yml.',
      'ebpf.yml:2:12: There is no profile "bccc". Did you mean bcc?',
      'one.yml:1:12: There is no profile "libpf". Did you mean libbpf?',
      'round.yml:1:10: It extends itself: ebpf.yml -> round.yml -> ebpf.yml.',
      'round.yml:2:1: There is no key "profile" here. Did you mean "profiles"?',
      expect.stringMatching(/^two\.yml:1:12: /),
    ]);
  });
});

test('bombs are refused: aliases of aliases, depth, size', async () => {
  const list = (name: string) => `[${Array(9).fill(name).join(', ')}]`;
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const bomb = names.map((name, index) => `${name}: &${name} ${list(index === 0 ? 'x' : `*${names[index - 1]}`)}`);
  expect(await mistakes(bomb.join('\n'))).toEqual(['ebpf.yml:1:1: It uses too many aliases.']);
  expect(await mistakes('['.repeat(100_000))).toEqual(['ebpf.yml:1:1: It is nested too deeply.']);
  expect(await mistakes('#'.repeat(300_000))).toEqual(['It is larger than 256 KiB.']);
});

test('a policy prints no control characters, and no words of a file that was no policy', async () => {
  writeFileSync(
    path.join(folder, 'shadow'),
    'root:$y$j9T$salt$secret:20000:0:99999:7:::\ndaemon:*:20000:0:99999:7:::\n',
  );
  const told = (await mistakes('extends: shadow')).join('\n');
  expect(told).toContain('shadow:');
  expect(told).not.toMatch(/secret|daemon/);
  mkdirSync(path.join(folder, 'a-folder'));
  expect(await mistakes('extends: a-folder')).toEqual(['ebpf.yml:1:10: a-folder is not a file.']);
  writeFileSync(file, 'ignore: [{check: tool.cc, reason: "for a \\e[31mtest"}]\ngroups: {"g\\e[31m": {hosts: [x]}}');
  const policy = await readPolicy(file);
  expect(rulesFor(policy, 'x').ignored[0]?.reason).not.toContain('\u001b');
  expect(unmatchedBy(policy, []).join()).not.toContain('\u001b');
});

test('a file that is not there is told', async () => {
  await expect(readPolicy(path.join(folder, 'none.yml'))).rejects.toThrow(/There is no such file/);
});

test('a check of a program that neither the policy nor what it extends brings along is a mistake', async () => {
  writeFileSync(path.join(folder, 'base.yml'), 'profiles: [run]\n');
  const wrong = 'There is no check "program.x.nope".';
  expect(await mistakes('extends: base.yml\nrequire: {checks: [program.x.nope]}')).toEqual([
    expect.stringContaining(`ebpf.yml:2:20: ${wrong}`),
  ]);
  writeFileSync(path.join(folder, 'base.yml'), 'require: {checks: [program.x.nope]}\n');
  expect(await mistakes('extends: base.yml')).toEqual([expect.stringContaining(`base.yml:1:20: ${wrong}`)]);
});
