import {longestLine, slices, toolWords} from '../../src/hosts/tool-words.ts';

test('what a tool printed is bounded in its lines and in all, and keeps its head and its end', () => {
  const long = `begin ${'x'.repeat(5_000_000)} end`;
  const words = toolWords(long);
  expect(words.length).toBeLessThan(160 * 1024);
  expect(Math.max(...words.split('\n').map((line) => line.length))).toBe(longestLine);
  expect(words.startsWith('begin x')).toBe(true);
  expect(words.endsWith('x end')).toBe(true);
  expect(toolWords('short\nlines\n')).toBe('short\nlines\n');
});

test('a message is whole in one of the pieces', () => {
  for (const at of [900, 1000, 1020, 1030, 1900])
    expect(
      slices(`${'-'.repeat(at)}a message of a tool${'-'.repeat(2000)}`).some((piece) =>
        piece.includes('a message of a tool'),
      ),
    ).toBe(true);
});
