import path from 'node:path';

const file = path.join(import.meta.dirname, '../../scripts/patterns/try.mjs');
const {attacksOn, tooLongFor} = await import(file);

const held = ({source, flags}: RegExp, most?: number): boolean =>
  tooLongFor({source, flags}, attacksOn(source), most) === undefined;

// None of them would end: how many milliseconds are waited for makes no difference.
test.each([/^(a+)+$/, /(?:x\w+\s?)*y/, /^(?:\s*\S*)*;/m, /^(?:key=\s*\s*\s*\s*\s*\s*)x/])(
  '%s takes too long',
  (pattern) => {
    expect(held(pattern, 100)).toBe(false);
  },
);

test.each([/^a+$/, /\s+$/, /^\d.*\.el\d+.*$/])('%s is quick enough on lines of bounded length', (pattern) => {
  expect(held(pattern)).toBe(true);
});
