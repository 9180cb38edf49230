import {explainLine} from '../../src/explain/batch.ts';
import {explain} from '../../src/explain/explain.ts';
import {processorTime} from '../processor-time.ts';

/** Texts that make expressions begin anew at each place, `size` characters of them. */
const worst: Readonly<Record<string, string>> = {
  blanks: ' ',
  'line ends': '\n',
  'blanks and line ends': ' \n',
  'one long word': 'a',
  'beginnings of fields': 'level=x msg=',
  'quotes that are never closed': 'level=error msg="\\',
  braces: '{"',
  paths: '/lib/modules/',
  'half a message of libbpf': 'libbpf: failed to load BTF from ',
  'half a message of a compiler': 'fatal error: ',
  numbers: '1.2.3-',
  'names of packages': 'linux-headers-',
  'beginnings of words': 'copy',
  'names of archives': 'kheaders-',
  'half a message of a disk': 'No space left',
};

const time = (text: string): number => processorTime(() => explain({text}));

const size = 60_000;
const usual = (): number => time("make[1]: Entering directory '/usr/src/linux'\n".repeat(size / 45));

// An expression whose time grows with the cube of a line takes 50 times as long as a log of this size, or minutes where it sees more than a line.
test.each(Object.entries(worst))('%s take no more than what their lines bound', (_, unit) => {
  usual();
  expect(time(unit.repeat(size / unit.length))).toBeLessThan(10 * usual() + 1000);
});

test('a text of any length is condensed', () => {
  expect(time('blank \n'.repeat(1_000_000))).toBeLessThan(100 * usual() + 2000);
});

test('fields of a context are bounded as the text is', () => {
  const long = 'x86_64 bpf /lib/modules/ '.repeat(40_000);
  const context = {
    command: long,
    distro: long,
    arch: long,
    kernel: long,
    tools: {clang: long},
    facts: {[long]: long, a: long},
  };
  expect(processorTime(() => explain({text: 'error', context}))).toBeLessThan(100 * usual() + 2000);
});

test('a context of any kind is text, or is left out', () => {
  const odd = {toString: 1, valueOf: null};
  const line = JSON.stringify({
    id: 1,
    error: 'libbpf: failed',
    facts: {a: odd, b: [odd], c: null},
    tools: {clang: odd},
  });
  expect(explainLine(line, 1)).toHaveProperty('causes');
  expect(
    explainLine(
      '{"id": 1, "error": "libbpf: failed", "facts": {"__proto__": {"a": 1}, "constructor": 1}, "tools": {"__proto__": 1}}',
      1,
    ),
  ).toHaveProperty('causes');
});
