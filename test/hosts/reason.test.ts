import {readFileSync, writeFileSync} from 'node:fs';
import {reasonOf} from '../../src/hosts/reason.ts';

const thrown = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test.each([
  ['a file that is missing', () => readFileSync('/nowhere/at, all'), 'No such file or directory (ENOENT).'],
  ['a directory', () => readFileSync('/'), 'It is a directory (EISDIR).'],
  ['a path through a file', () => readFileSync('/etc/passwd/x'), 'A part of the path is not a directory (ENOTDIR).'],
  ['a full disk', () => writeFileSync('/dev/full', 'x'), 'The disk is full (ENOSPC).'],
  [
    'a function that calls itself without end',
    () => {
      const deeper = (): number => 1 + deeper();
      deeper();
    },
    'It is nested too deeply.',
  ],
  ['what is no error of the system', () => JSON.parse('{'), expect.stringContaining('JSON')],
])('%s is told in words', (_, work, words) => {
  expect(reasonOf(thrown(work))).toEqual(words);
});

test('what is thrown and is no error', () => {
  expect(reasonOf('late')).toBe('late');
});
