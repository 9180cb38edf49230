import type {Begun} from './facts/probe.ts';
import {toolchains} from './hello/verified-by.ts';

/** Profiles that ask for no program types: what is tried for others costs more than what is gained. A test holds it to the profiles. */
const plainProfiles: ReadonlySet<string> = new Set(toolchains);

/**
 * How this machine will be looked at, where the words of the command line say plainly that it will be; undefined where they leave any doubt,
 * such as a word that is not known here. A policy may ask for more; programs alone ask for no tools.
 */
export const lookFor = ([command, ...words]: readonly string[], hasPolicy: () => boolean): Begun | undefined => {
  if (command === 'probe')
    return words.every((word) => word === '--json' || word === '--redact') ? {attach: 'never', tools: true} : undefined;
  if (command !== 'doctor') return undefined;
  const read = plainFlags(words);
  if (!read || hasPolicy()) return undefined;
  const {profiles, programs} = read;
  return {attach: 'filtered', tools: profiles || !programs};
};

/** Whether profiles and programs are named; undefined at a word that is not plain. */
const plainFlags = (words: readonly string[]): {readonly profiles: boolean; readonly programs: boolean} | undefined => {
  const given = {profiles: false, programs: false};
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    const [, flag = before, value = word] = /^(--for|--program)=(.*)$/s.exec(word) ?? [];
    if (valued(before) && word.startsWith('-')) return undefined;
    if (flag === '--for' && plainProfiles.has(value)) given.profiles = true;
    else if (flag === '--program' && /^[^-]/.test(value)) given.programs = true;
    else if (valued(flag) || !plainWords.has(word)) return undefined;
  }
  return valued(words.at(-1)) ? undefined : given;
};

const valued = (word: string | undefined): boolean => word === '--for' || word === '--program';

const plainWords = new Set(['--json', '--strict', '--for', '--program']);
