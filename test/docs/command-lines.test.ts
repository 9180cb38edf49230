import {readdirSync} from 'node:fs';
import path from 'node:path';
import {type Command, Parser} from '@oclif/core';
import {catalogue} from '../../src/checks/catalogue.ts';
import {refuseIgnored} from '../../src/commands/flags/together.ts';
import {refuseValues} from '../../src/commands/flags/values.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {knownFormat} from '../../src/reports/formats.ts';
import {callsIn, codeLines, codeSpans, commands, examples, read} from './command-lines.ts';

const root = path.join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  'README.zh-CN.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The command that words begin with, and what follows. */
const split = (words: readonly string[]): readonly [Command.Class | undefined, readonly string[]] => {
  const two = commands.get(words.slice(0, 2).join(' '));
  return two ? [two, words.slice(2)] : [commands.get(words[0] ?? ''), words.slice(1)];
};

const general = ['--help', '-h', '--version', '-v'];
const ids: readonly string[] = catalogue.map(({id}) => id);

/** Why a call would be refused; undefined where its command and flags are those of today. */
const refusal = async (words: readonly string[]): Promise<string | undefined> => {
  const [first = ''] = words;
  if (words.length === 0 || general.includes(first)) return undefined;
  if (first === 'help') return words.length === 1 ? undefined : refusal([...words.slice(1), '--help']);
  const [command, rest] = split(words);
  if (!command) return `no command: ${words.join(' ')}`;
  if (rest.some((word) => general.includes(word))) return undefined;
  try {
    refuseValues(rest, command);
    const {flags, baseFlags, args, strict} = command;
    const json = {json: {type: 'boolean', name: 'json'}};
    const parsed = await Parser.parse([...rest], {flags: {...baseFlags, ...json, ...flags} as never, args, strict});
    refuseIgnored(parsed, {...command, id: first, flags});
    const given = parsed.flags as {for?: string | string[]; format?: string[]};
    chooseProfiles([given.for ?? []].flat().filter((name) => name !== 'NAME'));
    for (const format of given.format ?? []) knownFormat(format);
    const unknown = /^(?:doctor|checks)$/.test(first)
      ? (parsed.argv as string[]).filter((id) => /^[a-z]/.test(id) && !ids.includes(id))
      : [];
    return unknown.length > 0 ? `no check ${unknown.join(', ')}` : undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** Of a call in a sentence only its command and the names of its flags are looked at: it may name no values. */
const unknownIn = (words: readonly string[]): string | undefined => {
  const bare = words.map((word) => word.replace(/[[\]]/g, '')).filter((word) => word !== '...');
  const [first = ''] = bare;
  if (bare.length === 0 || first === 'help' || general.includes(first)) return undefined;
  const [command, rest] = split(bare);
  const isTopic = [...commands.keys()].some((name) => name.startsWith(`${first} `));
  if (!command) return isTopic && bare.length === 1 ? undefined : `no command: ${bare.join(' ')}`;
  const known = Object.keys({...command.baseFlags, ...command.flags, json: 1, help: 1});
  const own = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
  return own.find((word) => /^--[a-z]/.test(word) && !known.includes(word.slice(2).replace(/^no-|=.*$/g, '')));
};

const wrongIn = async (lines: readonly string[]): Promise<readonly string[]> => {
  const calls = lines.flatMap((line) => callsIn(line).map((words) => ({line, words})));
  const refusals = await Promise.all(calls.map(({words}) => refusal(words)));
  return calls.flatMap(({line}, index) => (refusals[index] ? [`${line}: ${refusals[index]}`] : []));
};

test.each(pages)('%s: each call of ebpf is understood today', async (page) => {
  const text = read(page);
  expect(await wrongIn(codeLines(text))).toEqual([]);
  const spoken = codeSpans(text).flatMap((code) => callsIn(code).map((words) => [code, unknownIn(words)] as const));
  expect(spoken.filter(([, unknown]) => unknown !== undefined)).toEqual([]);
});

test('each example of a help is understood', async () => {
  expect(examples.length).toBeGreaterThan(50);
  expect(examples.filter((line) => callsIn(line).length === 0)).toEqual([]);
  expect(await wrongIn(examples)).toEqual([]);
});

test('the Chinese pages have the commands of README', () => {
  const shown = (page: string) => codeLines(read(page)).map((line) => line.replace(/ +#.*/, ''));
  expect(shown('README.zh-CN.md')).toEqual(shown('README.md'));
  const spans = (page: string) => new Set(codeSpans(read(page)));
  expect([...spans('README.md')].filter((code) => !spans('README.zh-CN.md').has(code))).toEqual([]);
});

test('what is not understood is found', async () => {
  expect(await wrongIn(['make 2>&1 | ebpf explain -', 'sudo ebpf doctor --json >r.json && ebpf new --list'])).toEqual(
    [],
  );
  const lines = [
    'ebpf docter',
    'ebpf setup --dryrun',
    'ebpf doctor nope.check',
    'x | ebpf doctor --for nope',
    'ebpf kernel install',
    'ebpf doctor --facts saved.json --attach',
  ];
  expect(await wrongIn(lines)).toHaveLength(lines.length);
  expect(codeLines('text\n\n    $ ebpf doctor \\\n        --json\n    {"schema": 1}\n')).toEqual([
    'ebpf doctor --json',
  ]);
  expect(unknownIn(['doctor', '--nope'])).toBe('--nope');
  expect(unknownIn(['kernel', 'lost'])).toContain('no command');
});
