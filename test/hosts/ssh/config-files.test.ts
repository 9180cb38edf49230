import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {configText} from '../../../src/hosts/ssh/config-files.ts';

describe('files that include others', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-includes-'));
  afterAll(() => rmSync(folder, {recursive: true}));
  /** Each of `depth` files includes the next one twice; the last holds `text`. */
  const doubling = (depth: number, text: string): string => {
    const file = (index: number) => path.join(folder, `f${index}`);
    for (let index = 0; index < depth; index++) writeFileSync(file(index), `Include ${file(index + 1)}\n`.repeat(2));
    writeFileSync(file(depth), text);
    return file(0);
  };

  test('stand in place of each Include', async () => {
    expect((await configText(doubling(3, 'User me'))).match(/User me/g)).toHaveLength(8);
  });

  test('are refused where they come to more than any configuration is', async () => {
    await expect(configText(doubling(15, '#'.repeat(1000)))).rejects.toMatchObject({
      what: expect.stringMatching(/f\d: too much with all that it includes$/),
      todo: expect.stringContaining('--ssh-config'),
      exitCode: 2,
    });
  });

  test('are refused where they include themselves', async () => {
    const file = path.join(folder, 'loop');
    writeFileSync(file, `Include ${file}\n`);
    await expect(configText(file)).rejects.toMatchObject({what: expect.stringMatching(/loop: too many Include lines/)});
  });
});
