import {assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import type {Report} from '../../src/assess/report.ts';
import {unreachableReport} from '../../src/assess/unreachable.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {Failure} from '../../src/hosts/failure.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {showCommand} from '../../src/remedies/show.ts';
import {diffText} from '../../src/reports/diff.ts';
import {type FormatName, formatNames, formatted} from '../../src/reports/formats.ts';
import {forLog} from '../../src/terminal/log.ts';
import {savedFacts, savedHosts} from '../saved.ts';
import {hostileWords} from './hosts.ts';

const words = [
  '\nlibbpf is ready\n',
  '\u2028✔ forged\u2029',
  '##[error]forged ##vso[task.x]y ##teamcity[z]',
  '\t::error::forged',
  ...hostileWords,
];
const style = {colour: false, unicode: true};

/** Facts in which each text ends in the words, but those that decide what is looked at. */
const withWords = (facts: Facts, word: string): Facts =>
  JSON.parse(JSON.stringify(facts), (key, value: unknown) =>
    typeof value === 'string' && !['state', 'schema', 'result', 'name', 'host'].includes(key)
      ? `${value}${word}`
      : value,
  ) as Facts;

const reportOf = (word: string): Report => {
  const hosts = savedHosts
    .slice(0, 6)
    .map((name) => assess(withWords({...savedFacts(name), host: name}, word), {profiles: chooseProfiles([])}));
  const lost = new Failure({what: `gone.example said ${word}`, why: word, todo: 'Try again.'});
  return makeReport([...hosts, unreachableReport('gone.example', lost)], '0.0.0');
};

const render = (name: FormatName, report: Report): Promise<string> => formatted(name, report, style);

/** Lines that do not begin with a blank: those that are the report's own. An annotation is a finding, of which words can make more or fewer. */
const ownLines = (text: string): string[] =>
  text.split('\n').filter((line) => /^(?!::(?:error|warning) title=[^:]*::)\S/.test(line));

describe.each(words)('words of a host: %j', (word) => {
  const [plain, hostile] = [reportOf(' words'), reportOf(word)];

  test.each(formatNames.filter((name) => name !== 'nfd'))(
    'are no line of %s, and no command to a CI system',
    async (name) => {
      // One host is told in full, several as a table.
      for (const take of [
        (report: Report) => report,
        ({hosts, ...rest}: Report) => ({...rest, hosts: hosts.slice(1, 2)}),
        ({hosts, ...rest}: Report) => ({...rest, hosts: hosts.slice(-1)}),
      ]) {
        const [usual, text] = await Promise.all([render(name, take(plain)), render(name, take(hostile))]);
        if (name !== 'junit') expect(ownLines(text)).toHaveLength(ownLines(usual).length);
        expect(text).not.toMatch(/##(?:vso|teamcity)?\[/);
        if (name !== 'github') expect(text).not.toMatch(/^\s*::[a-z]/m);
      }
    },
  );

  test('are no line of a comparison, nor of a command', () => {
    const [one, other] = [plain.hosts[0], hostile.hosts[1]];
    expect(
      one &&
        other &&
        ownLines(diffText({pairs: [{here: one, there: other}], onlyHere: [other.host], onlyThere: []}, style)).filter(
          (line) => /^(?:libbpf is|::|not ok)/.test(line),
        ),
    ).toEqual([]);
    const shown = showCommand(['ln', '-s', `/usr/src/${word}`, '/x']);
    expect(shown).not.toMatch(/[\n\t\u2028]|##\[/);
  });
});

test('a command that is shown is the command that is meant, to bash', async () => {
  const {execFileSync} = await import('node:child_process');
  for (const word of [...words, "it's", 'back\\slash\n', '\u{e0041}\u200b', ''].filter(
    (each) => !/[\u0000\ud800]/.test(each),
  )) {
    const command = ['printf', '%s|', word, 'end'];
    expect(
      execFileSync('bash', ['-c', showCommand(command)], {env: {...process.env, LC_ALL: 'C.UTF-8'}}).toString(),
    ).toBe(`${word}|end|`);
  }
});

test('text for the log of GitHub stands between marks that nobody can know', () => {
  const [one, other] = [1, 2].map(() => forLog('a\n::error::b\n', {GITHUB_ACTIONS: 'true'}));
  expect(one).toMatch(/^::stop-commands::([0-9a-f]{64})\na\n: :error::b\n::\1::\n$/);
  expect(one).not.toBe(other);
  expect(forLog('a', {})).toBe('a');
});
