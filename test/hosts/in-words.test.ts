import {counted, listed, sized} from '../../src/hosts/in-words.ts';

test.each([
  [0, '0 kB'],
  [811_001, '812 kB'],
  [9_999_999, '10000 kB'],
  [10e6, '10 MB'],
  [999_999_999, '1000 MB'],
  [1e9, '1.00 GB'],
  [1.406e9, '1.41 GB'],
])('%d bytes are %s', (bytes, text) => expect(sized(bytes)).toBe(text));

test('names in a row end where there are too many', () => {
  expect(listed(['a', 'b'], 2)).toBe('a, b');
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});

test('one of something is told without an s', () =>
  expect([0, 1, 2].map((count) => counted(count, 'host'))).toEqual(['0 hosts', '1 host', '2 hosts']));
