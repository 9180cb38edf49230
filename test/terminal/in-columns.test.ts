import {inColumns} from '../../src/terminal/in-columns.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    inColumns([
      ['a', 'bb', 'c'],
      ['aaa', 'b', ''],
    ]),
  ).toEqual(['a    bb  c', 'aaa  b']);
});

test('as many rows as an archive cares to list are no call with as many arguments', () => {
  expect(inColumns(Array.from({length: 300_000}, (_, index) => [`v6.${index}`, 'x'])).at(-1)).toBe('v6.299999  x');
});
