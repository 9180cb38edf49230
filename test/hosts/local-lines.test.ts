import {localHost} from '../../src/hosts/local.ts';

const linesOf = async (script: string) => {
  const lines: string[] = [];
  await localHost().run(['sh', '-c', script], {onLine: (line) => lines.push(line)});
  return lines;
};

test('lines of a command come whole, with either line end, and the last one without', async () => {
  expect(await linesOf("printf 'one\\r\\ntwo\\n'; printf thr; sleep 0.1; printf ee")).toEqual(['one', 'two', 'three']);
});

test('a line without an end is passed on in pieces, so that it takes no room', async () => {
  const pieces = await linesOf('head -c 1000000 /dev/zero');
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join('')).toHaveLength(1_000_000);
});

test('a command that is not there has no lines', async () => {
  await expect(localHost().run(['no-such-command'], {onLine: () => {}})).rejects.toThrow('no-such-command');
});
