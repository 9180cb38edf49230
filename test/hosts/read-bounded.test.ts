import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {localHost} from '../../src/hosts/local.ts';
import {readRegular} from '../../src/hosts/read-bounded.ts';
import {Configurations} from '../../src/hosts/ssh/resolve-config.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ebpf-read-'));
  execFileSync('mkfifo', [at('pipe')]);
  writeFileSync(at('words'), 'words');
  writeFileSync(at('includes'), 'Include /dev/zero\n');
  writeFileSync(at('part'), `Include ${folder}\nHost x\n  User me\n`);
});
afterAll(() => rmSync(folder, {recursive: true}));

test('a file is read up to a limit, and /dev/null is an empty one', async () => {
  expect(String(await readRegular(at('words'), 5))).toBe('words');
  await expect(readRegular(at('words'), 4)).rejects.toThrow('larger');
  expect(await readRegular('/dev/null', 5)).toHaveLength(0);
  // It tells no size.
  expect(String(await readRegular('/proc/self/comm', 100))).toMatch(/./);
});

test.each(['/dev/zero', 'pipe'])('%s is refused at once where a file is meant', async (name) => {
  const file = path.resolve(folder, name);
  await expect(readRegular(file, 5)).rejects.toThrow('It is not a regular file.');
  await expect(localHost().read(file)).rejects.toThrow('It is not a regular file.');
});

test.each(['/dev/zero', 'includes'])(
  'a configuration in %s is not handed to OpenSSH, which would never end',
  async (name) => {
    const asked = new Configurations(path.resolve(folder, name)).resolve({host: 'x'});
    await expect(asked).rejects.toThrow("Can't read /dev/zero\nIt is not a regular file.");
  },
);

test('a directory among what a configuration includes is for OpenSSH to judge', async () => {
  expect((await new Configurations(at('part')).resolve({host: 'x'})).user).toBe('me');
});
