import {appendFile, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {vmlinuxStep} from '../../src/hello/libbpf/vmlinux-step.ts';
import {localHost} from '../../src/hosts/local.ts';
import {cleanUp, temporary} from './machine.ts';

let directory = '';
let file = '';
const renew = async () => {
  const {stages, changed} = await vmlinuxStep(true).run({host: localHost(), directory});
  return {message: stages[0]?.message, changed: changed ?? false};
};
const written = {message: expect.stringMatching(/^\d\.\d MB$/), changed: true};

afterEach(cleanUp);

beforeEach(async () => {
  directory = await temporary();
  file = path.join(directory, 'vmlinux.h');
  expect(await renew()).toEqual(written);
});

test('a header that was made of the running kernel is left as it is', async () => {
  const {mtimeMs} = await stat(file);
  expect(await renew()).toEqual({message: 'up to date', changed: false});
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
});

test.each([
  ['edited', () => appendFile(file, '\n')],
  ['empty', () => writeFile(file, '')],
  ['made of another kernel', async () => writeFile(file, (await readFile(file, 'utf8')).replace(/[0-9a-f]{64}/, '0'))],
  ['of somebody else', async () => writeFile(file, (await readFile(file, 'utf8')).replace(/^.*\n/, ''))],
])('one that is %s is made anew', async (_, spoil) => {
  const good = await readFile(file);
  await spoil();
  expect(await renew()).toEqual(written);
  expect(await readFile(file)).toEqual(good);
});
