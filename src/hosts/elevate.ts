import {existsSync} from 'node:fs';
import {whileAsking} from './ask.ts';
import {isRoot} from './caller.ts';
import {runChild} from './child.ts';
import {shortLine} from './clean.ts';
import {crowdFactor} from './crowd.ts';
import {Failure} from './failure.ts';

/** Programs that make this user root, as they are tried, with what shows that they do: doas(1) has no word for that alone. */
const programs = {sudo: ['-v'], doas: ['true']} as const;
type Program = keyof typeof programs;

/** Enough for what they say. */
const limit = 32 * 1024;

/** Milliseconds for an answer without a question: a directory or a PAM module that does not answer would hold a run for ever. */
const patience = 30_000;

/** The one that does. */
let chosen: Program | undefined;

/** The program that does, once {@link elevate} has found it. */
export const elevatedBy = (): Program | undefined => chosen;

/** A command as root runs it; it asks for nothing. */
export const throughRoot = (command: readonly string[]): readonly string[] => [
  chosen ?? 'sudo',
  '-n',
  '--',
  ...command,
];

/** Makes sure that {@link throughRoot} works: asks for a password once, on the terminal, where that is what is missing. */
export const elevate = async (): Promise<void> => {
  if (isRoot) return;
  const there = (Object.keys(programs) as Program[]).filter(isThere);
  const refusals: string[] = [];
  for (const name of there) {
    const refusal = await refusalOf(name);
    if (refusal === undefined) {
      chosen = name;
      return;
    }
    refusals.push(refusal.startsWith(`${name}: `) ? refusal : `${name}: ${refusal}`);
  }
  const names = there.join(' and ') || 'sudo';
  throw new Failure({
    what: `Root is needed, and ${names} ${there.length > 1 ? 'do' : 'does'} not give it.`,
    why: refusals.join('\n') || 'sudo is not installed.',
    todo: 'Run the same command as root, or let "ebpf setup --dry-run" print the commands for someone who may.',
  });
};

/** Why a program does not make this user root. */
const refusalOf = async (name: Program): Promise<string | undefined> => {
  const timeout = patience * crowdFactor();
  // Its words are compared.
  const options = {limit, timeout, env: {...process.env, LC_ALL: 'C'}};
  const first = await runChild(name, ['-n', ...programs[name]], options).catch(unable);
  if (first.exitCode === 0) return undefined;
  if (first.timedOut) return `it did not answer within ${timeout / 1000} seconds.`;
  const said = shortLine(first.stderr.toString(), 300) || 'it refused.';
  // sudo(8) and opendoas(1), each with -n.
  const password = /a password is required|Authentication required/.test(said);
  if (!password || process.stdin.isTTY !== true) return said;
  const stdio: ['inherit', 'inherit', 'inherit'] = ['inherit', 'inherit', 'inherit'];
  const {exitCode} = await whileAsking(() => runChild(name, [...programs[name]], {stdio, limit}).catch(unable));
  if (exitCode !== 0) return 'no password that it takes.';
  // What follows asks for nothing, so it takes one that remembers.
  const again = await runChild(name, ['-n', ...programs[name]], options).catch(unable);
  return again.exitCode === 0 ? undefined : forgetful[name];
};

const forgetful: Readonly<Record<Program, string>> = {
  sudo: 'it asks for the password each time (timestamp_timeout in sudoers(5)).',
  doas: 'it asks for the password each time (no "persist" in doas.conf(5)).',
};

const unable = ({message}: NodeJS.ErrnoException) => ({exitCode: undefined, stderr: message, timedOut: false});

const isThere = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${program}`));
