import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {explainFile} from '../../src/explain/inputs.ts';
import {linesOf} from '../../src/explain/read/lines.ts';
import {Failure} from '../../src/hosts/failure.ts';

const question = (id: number) => JSON.stringify({id, error: 'make: clang: No such file or directory'});

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};

test('lines in any pieces, the longest that may be, and one more', async () => {
  expect(await all(linesOf(pieces('a', 'b\n\nabcd', '\nabc', 'de', 'f\n', 'é\u2028'), 5))).toEqual([
    'ab',
    '',
    'abcd',
    undefined,
    'é\u2028',
  ]);
});

test('a line that is too long is refused, the rest is explained', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'ebpf-batch-'));
  const file = path.join(directory, 'lines');
  writeFileSync(file, `${question(1)}\n{"id": 2, "error": "${'x'.repeat(17 << 20)}"}\n${question(3)}`);
  const answers = await all(explainFile(file)).finally(() => rmSync(directory, {recursive: true}));
  expect(answers.map((each) => (each instanceof Failure ? each.what : each.id))).toEqual([
    1,
    'Line 2 of the batch could not be read.',
    3,
  ]);
});

test('a line without an end costs no memory while it is read', async () => {
  let most = 0;
  async function* endless() {
    const piece = Buffer.alloc(1 << 20, 'x');
    for (let count = 0; count < 2000; count++) {
      if (count % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers);
      yield piece;
    }
  }
  const before = process.memoryUsage().arrayBuffers;
  expect(await all(linesOf(endless(), 1 << 20))).toEqual([undefined]);
  expect(most - before).toBeLessThan(100 << 20);
});

test('a file that breaks while it is read is no input, and no fault of ours', async () => {
  // It opens, and reading it gives EIO.
  await expect(all(explainFile('/proc/self/mem'))).rejects.toMatchObject({
    exitCode: 2,
    why: expect.stringContaining('EIO'),
  });
});
