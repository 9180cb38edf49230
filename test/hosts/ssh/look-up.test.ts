import type {LookupFunction} from 'node:net';
import {lookUpUnless} from '../../../src/hosts/ssh/look-up.ts';

test('names whose sockets were left are not asked for', () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const slow: LookupFunction = (name, _, done) => {
    asked.push(name);
    answers.push(() => done(null, '127.0.0.1', 4));
  };
  let left = false;
  const found: string[] = [];
  for (let index = 0; index < 1000; index++)
    lookUpUnless(() => left, slow)(`h${index}`, {}, () => found.push(`h${index}`));
  const first = asked.length;
  expect(first).toBeLessThan(1000);
  answers.shift()?.();
  expect(asked).toHaveLength(first + 1);
  left = true;
  for (const answer of answers) answer();
  expect(asked).toHaveLength(first + 1);
  expect(found).toEqual(asked);
});
