import {execFileSync} from 'node:child_process';
import fc from 'fast-check';
import type {Facts} from '../../src/facts/facts.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {probeScript} from '../../src/facts/probe.ts';
import {processorTime} from '../processor-time.ts';

const output = execFileSync('sh', {input: probeScript()}).toString();
const nonce = /^ebpf-probe 1 begin (\S+)$/m.exec(output)?.[1] ?? '';
const whole = parseProbe(output, 'here') as Facts;

/** Facts of `damaged` that claim to know what `whole` does not say: each with its path. */
const forged = (damaged: unknown, original: unknown, at = ''): string[] => {
  if (typeof damaged !== 'object' || damaged === null) return [];
  const {state} = damaged as {state?: string};
  if (state === 'known' || state === 'absent') {
    return JSON.stringify(damaged) === JSON.stringify(original)
      ? []
      : [`${at}: ${JSON.stringify(damaged).slice(0, 200)}`];
  }
  if (state === 'unreadable') return [];
  return Object.entries(damaged).flatMap(([key, value]) =>
    forged(value, (original as Record<string, unknown> | undefined)?.[key], `${at}/${key}`),
  );
};

test('what is compared with is all there', () => {
  expect(whole.privileges.uid.state).toBe('known');
  expect(forged(whole, whole)).toEqual([]);
});

test('output that breaks off anywhere tells less, never something else', () => {
  fc.assert(
    fc.property(fc.nat(output.length - 1), (length) => {
      const facts = parseProbe(output.slice(0, length), 'here');
      if (facts) expect(forged(facts, whole)).toEqual([]);
    }),
    {numRuns: 300},
  );
});

test('garbage in place of any part throws nothing', () => {
  const garbage = fc.oneof(
    fc.string({unit: 'binary', maxLength: 2000}),
    fc.string({maxLength: 200}),
    fc.constantFrom(`\n@${nonce} `, `\n@${nonce} text uid`, `\nebpf-probe 1 end ${nonce}`, '\x1b[2J\x1b]0;x\x07', '\0'),
  );
  fc.assert(
    fc.property(fc.nat(output.length), fc.nat(3000), garbage, (at, length, text) => {
      expect(() => parseProbe(output.slice(0, at) + text + output.slice(at + length), 'here')).not.toThrow();
    }),
    {numRuns: 500},
  );
});

test('any text at all throws nothing', () => {
  fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 5000}), (text) => void parseProbe(text, 'here')));
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 2000}), (text) => {
      expect(() =>
        parseProbe(
          `ebpf-probe 1 begin n\n@n ${text}\n@n file /proc/self/mounts ok\n${text}\nebpf-probe 1 end n`,
          'here',
        ),
      ).not.toThrow();
    }),
  );
});

test("records under another run's nonce are text, whatever they claim", () => {
  const claim = '\n@other text uid ok\n4711\n@other tool clang 0\n/evil/clang\nclang version 99.0\n';
  const within = output.replace(/^(PRETTY_NAME=.*)$/m, `$1${claim}`);
  expect(within).not.toBe(output);
  const facts = parseProbe(within, 'here');
  expect(facts?.privileges.uid).toEqual(whole.privileges.uid);
  expect(facts?.tools.clang).toEqual(whole.tools.clang);
});

test('no escape of a terminal and no control character survives, wherever it stood', () => {
  const evil = '\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \u202eabc \r\b\x00';
  const facts = parseProbe(
    output
      .replace(/^PRETTY_NAME=.*$/m, `PRETTY_NAME="Debian ${evil}"`)
      .replaceAll('clang version', `${evil} clang version`),
    'here',
  );
  expect(facts?.os).toMatchObject({value: {prettyName: expect.stringContaining('red')}});
  const leaves = JSON.stringify(facts, (_, value) =>
    typeof value === 'string' ? value.replaceAll('\n', '').replaceAll('\t', '') : value,
  );
  expect(leaves).not.toMatch(/\\u00[01]|\\u007f|\\r|\\b|\\f|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
});

test('50 MB of noise before, within and after', () => {
  const noise = `${'x'.repeat(999)}\n`.repeat(25_000);
  expect(parseProbe(noise + output + noise, 'here')).toEqual(whole);
  const flood = output.replace(
    `\nebpf-probe 1 end ${nonce}`,
    `\n@${nonce} text flood ok\n${noise}${noise}\nebpf-probe 1 end ${nonce}`,
  );
  // Not a measurement: something that grows with the square would take hours.
  expect(processorTime(() => expect(parseProbe(flood, 'here')).toEqual(whole))).toBeLessThan(20_000);
});

test('files that came to their end were not cut off, whatever became of the tools', () => {
  const told = `\nebpf-probe 1 begin n\n\n@n text uname ok\nLinux 6.1.0 x86_64\n`;
  const tools = `\n@n tool make 0\n/usr/bin/make\nGNU Make 4.3\n\n@n cut files 12\n\n@n cut tools 12\n\nebpf-probe 1 end n\n`;
  const whole = parseProbe(`${told}\n@n end files ok\n${tools}`, 'here');
  expect(whole?.tools.make).toMatchObject({value: {version: '4.3'}});
  expect(whole?.tools.git).toEqual({state: 'unreadable', reason: 'git did not answer within 12 s'});
  expect(whole?.mounts).toEqual({state: 'unreadable', reason: 'the probe did not look'});
  const cut = parseProbe(told + tools, 'here');
  expect(cut?.tools.make.state).toBe('unreadable');
  expect(cut?.mounts).toEqual({state: 'unreadable', reason: 'reading files did not answer within 12 s'});
});

test.each([
  '',
  '-',
  '--option',
  '-oX=1',
  '6.1.0;id',
  '../../etc',
  '6.1/x',
  '$(id)',
  'generic',
  `6.${'1'.repeat(63)}`,
  '6.1.0 x',
])('a kernel that calls itself "%s" has no release, from which a path or a package could be named', (release) => {
  const facts = parseProbe(
    `\nebpf-probe 1 begin n\n\n@n text uname ok\nLinux ${release} x86_64\n\nebpf-probe 1 end n\n`,
    'here',
  );
  expect(facts?.kernel.release.state).toBe('unreadable');
});

test.each(['', '-', '--option', 'x86_64;id', '../..', '$(id)'])(
  'a machine that calls itself "%s" has no name',
  (arch) => {
    const facts = parseProbe(
      `\nebpf-probe 1 begin n\n\n@n text uname ok\nLinux 6.1.0 ${arch}\n\nebpf-probe 1 end n\n`,
      'here',
    );
    expect(facts?.kernel.arch.state).toBe('unreadable');
  },
);
