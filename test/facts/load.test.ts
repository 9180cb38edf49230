import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
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
  expect(facts.map(({host}) => host)).toEqual(['db.example', 'web-2', 'web-10']);
  expect(troubles.map((text) => text.replaceAll(folder, '')).sort()).toEqual([
    'noise: The facts in /noise.facts could not be read. It holds neither JSON nor the output of the probe.',
    'other: The facts in /other.json could not be read. Its schema is "ebpf.facts/9"; this version reads "ebpf.facts/1".',
    expect.stringMatching(/^wrong: .* schemas\/facts-1\.schema\.json: kernel\.release /),
  ]);
});

test('a fact that an older version did not save was not looked at', async () => {
  const {schedExt: _, ...kernel} = first?.kernel ?? {};
  save('old.json', {...first, kernel});
  const [old] = await loadFacts(path.join(folder, 'old.json'));
  expect(old?.kernel.schedExt).toEqual({state: 'unreadable', reason: 'not looked at'});
  rmSync(path.join(folder, 'old.json'));
});

test('without anyone to tell, the first trouble ends it', async () => {
  await expect(loadFacts(folder)).rejects.toMatchObject({exitCode: 2});
  await expect(loadFacts(path.join(folder, 'none'))).rejects.toThrow(/ENOENT/);
});
