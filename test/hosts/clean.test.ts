import fc from 'fast-check';
import {clean, cleanLine, shortLine, spelledOut} from '../../src/hosts/clean.ts';

/** One of each kind that a reader does not see, or that moves what they see. */
const unseen = [
  '\u0000',
  '\r',
  '\u007f',
  '\u009b',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u115f',
  '\u180e',
  '\u200b',
  '\u200d',
  '\u200f',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2060',
  '\u2064',
  '\u2066',
  '\u2069',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\ufff9',
  '\u{1d173}',
  '\u{e0001}',
  '\u{e0041}',
  '\u{e01ef}',
];

test.each(unseen.map((character) => [character.codePointAt(0)?.toString(16), character]))(
  'U+%s is removed',
  (_, character) => {
    expect(clean(`a${character}b`)).toBe('ab');
    expect(spelledOut(`a${character}b`)).toMatch(/^a\\u\{[0-9a-f]+\}b$/);
  },
);

test('what is seen stays', () => {
  for (const text of ['ready: 6.1.0-37-amd64\n\ttab', 'Fehler: übel', '无法 ✔ 😀 naïve é', 'ok # not a [command]'])
    expect(clean(text)).toBe(text);
});

test('ANSI sequences go as a whole', () => {
  expect(clean('\u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b]8;;http://x\u001b\\link \u001b(B\u009b31m')).toBe(
    'red link 31m',
  );
});

const anything = fc.oneof(
  fc.string({unit: 'binary'}),
  fc
    .array(fc.constantFrom('##[', '##', '[', 'vso[', 'teamcity[', '::', ':', 'error', ' ', '\n', '\u001b[', ...unseen))
    .map((parts) => parts.join('')),
);

test('a line is one line, and no CI system obeys it, whatever it holds', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const line = cleanLine(text);
      expect(line).not.toMatch(/[\n\r\t\u2028\u2029]/);
      expect(line).not.toMatch(/##(?:vso|teamcity)?\[/i);
      expect(line).not.toMatch(/^\s*::[a-z]/i);
      expect(cleanLine(line)).toBe(line);
    }),
    {numRuns: 1000},
  );
});

test('names that differ are told apart', () => {
  fc.assert(
    fc.property(anything, anything, (one, other) => {
      expect(spelledOut(one) === spelledOut(other)).toBe(one === other);
      expect(spelledOut(one)).toBe(clean(spelledOut(one)).replace('\n', ''));
    }),
  );
});

test('a short line is cut', () => {
  expect(shortLine('x'.repeat(20), 10)).toBe(`${'x'.repeat(10)}…`);
});
