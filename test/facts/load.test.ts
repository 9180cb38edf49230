import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {loadFacts} from '../../src/facts/load.ts';
import {hosts} from '../reports/hosts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-facts-'));
const [first] = hosts;
const save = (name: string, content: unknown) =>
  writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

beforeAll(() => {
  save('web-10.json', {...first, host: 'localhost'});
  save('web-2.json', {...first, host: 'host'});
  save('named.json', {...first, host: 'db.example'});
  save('wrong.json', {...first, kernel: {...first?.kernel, release: 'six'}});
  save('other.json', {schema: 'ebpf.facts/9'});
  save('noise.facts', 'Welcome!\n');
});

afterAll(() => rmSync(folder, {recursive: true}));

test('of a folder everything is read that can be; the rest is told by host', async () => {
  const troubles: string[] = [];
  const facts = await loadFacts(folder, (host, {what, why}) => troubles.push(`${host}: ${what} ${why}`));
  expect(facts.map(({host}) => host)).toEqual(['named', 'web-2', 'web-10']);
  expect(troubles.map((text) => text.replaceAll(folder, '')).sort()).toEqual([
    'noise: The facts in /noise.facts could not be read. It holds neither JSON nor the output of the probe.',
    'other: The facts in /other.json could not be read. Its schema is "ebpf.facts/9"; this version reads "ebpf.facts/1".',
    expect.stringMatching(/^wrong: .* schemas\/facts-1\.schema\.json: kernel\.release /),
  ]);
});

/** The names that a folder of these files gives, and those that could not be read. */
const namesOf = async (files: Readonly<Record<string, unknown>>) => {
  const own = mkdtempSync(path.join(tmpdir(), 'ebpf-names-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(own, name), JSON.stringify(content));
  const lost: string[] = [];
  try {
    const facts = await loadFacts(own, (host) => lost.push(host));
    return {names: facts.map(({host}) => host), lost};
  } finally {
    rmSync(own, {recursive: true});
  }
};

describe('whose facts they are', () => {
  const claims = {...first, host: 'good-1'};

  test('says the name of the file, whatever they claim', async () => {
    expect(await namesOf({'evil-2.json': claims, 'good-1.json': claims})).toEqual({
      names: ['evil-2', 'good-1'],
      lost: [],
    });
  });

  test('a list among files speaks for hosts below its own name only', async () => {
    const {names, lost} = await namesOf({
      'evil-2.json': [claims, claims, {...first, host: 'x@good-1'}, 7],
      'good-1.json': claims,
    });
    expect(names).toEqual(['evil-2/good-1', 'evil-2/good-1 (2)', 'evil-2/x@good-1', 'good-1']);
    expect(lost).toEqual(['evil-2/number 4']);
  });

  test('names that would be alike, or only look alike, differ', async () => {
    const zeroWidth = 'good\u200b.json';
    const {names} = await namesOf({
      'good.json': first,
      'good.facts.json': first,
      'good.txt': first,
      [zeroWidth]: first,
      'a\nb.json': first,
    });
    expect(names).toHaveLength(5);
    expect(new Set(names).size).toBe(5);
    expect(names).toEqual(expect.arrayContaining(['good\\u{200b}', 'a\\u{a}b']));
  });

  test('a list of more than any fleet is refused as a whole', async () => {
    save(
      'all.list',
      Array.from({length: 100_001}, () => 1),
    );
    await expect(loadFacts(path.join(folder, 'all.list'))).rejects.toThrow('a list of 100001 entries');
    rmSync(path.join(folder, 'all.list'));
  });

  test('a list by itself says what its hosts are called, as "ebpf probe --hosts" wrote it', async () => {
    save('all.list', [claims, {...first, host: 'good-2'}, {schema: 1}]);
    const lost: string[] = [];
    const facts = await loadFacts(path.join(folder, 'all.list'), (host) => lost.push(host));
    expect([facts.map(({host}) => host), lost]).toEqual([['good-1', 'good-2'], ['number 3']]);
    rmSync(path.join(folder, 'all.list'));
  });
});

test('a name of a field is as clean as its value', async () => {
  save('keys.json', {...first, sysctl: {'\u001b]0;pwn\u0007a\u202eb\nc': {state: 'bogus'}}});
  await expect(loadFacts(path.join(folder, 'keys.json'))).rejects.toThrow(/: sysctl\.ab c\S* must/);
  rmSync(path.join(folder, 'keys.json'));
});

test('a fact that an older version did not save was not looked at', async () => {
  const {schedExt: _, ...kernel} = first?.kernel ?? {};
  save('old.json', {...first, kernel});
  const [old] = await loadFacts(path.join(folder, 'old.json'));
  expect(old?.kernel.schedExt).toEqual({state: 'unreadable', reason: 'not looked at'});
  rmSync(path.join(folder, 'old.json'));
});

test('what Windows has written is read as if it had not', async () => {
  const facts = {...first, host: 'localhost'};
  const raw = '\nebpf-probe 1 begin n\n\n@n text uname ok\nLinux 6.1.0 x86_64\n\nebpf-probe 1 end n\n';
  const files = {
    'mark.json': `\ufeff${JSON.stringify(facts)}`,
    'crlf.facts': raw.replaceAll('\n', '\r\n'),
    'wide.facts': Buffer.from(`\ufeff${raw}`, 'utf16le'),
    'unmarked.json': Buffer.from(JSON.stringify(facts), 'utf16le'),
  };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    const [loaded] = await loadFacts(file);
    expect({name, release: loaded?.kernel.release.state, incomplete: loaded?.incomplete}).toEqual({
      name,
      release: 'known',
      incomplete: undefined,
    });
    rmSync(file);
  }
});

test('without anyone to tell, the first trouble ends it', async () => {
  await expect(loadFacts(folder)).rejects.toMatchObject({exitCode: 2});
  await expect(loadFacts(path.join(folder, 'none'))).rejects.toThrow(/ENOENT/);
});

test('of a folder neither FIFOs nor devices nor sockets are opened, and that is said', async () => {
  const odd = path.join(folder, 'odd');
  mkdirSync(odd);
  writeFileSync(path.join(odd, 'web-1.json'), JSON.stringify(first));
  execFileSync('mkfifo', [path.join(odd, 'pipe')]);
  symlinkSync('/dev/zero', path.join(odd, 'zero'));
  const skipped: string[] = [];
  const facts = await loadFacts(odd, undefined, (file, kind) => skipped.push(`${path.basename(file)}: ${kind}`));
  rmSync(odd, {recursive: true});
  expect(facts).toHaveLength(1);
  expect(skipped.sort()).toEqual(['pipe: a FIFO', 'zero: a device']);
});

test('what has no end is refused while it is read', async () => {
  await expect(loadFacts('/dev/zero')).rejects.toMatchObject({
    exitCode: 2,
    why: expect.stringContaining('larger than'),
  });
});
