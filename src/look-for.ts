import type {Begun} from './facts/probe.ts';
import {toolchains} from './hello/verified-by.ts';

/** Profiles that ask for no program types: what is tried for others costs more than what is gained. A test holds it to the profiles. */
const plainProfiles: ReadonlySet<string> = new Set(toolchains);

/** Those of them whose programs are in Go or Rust; the same test holds them. */
const otherLanguages: ReadonlySet<string> = new Set(['cilium-ebpf', 'libbpf-rs', 'aya']);

/**
 * How this machine will be looked at, where the words of the command line say plainly that it will be; undefined where they leave any doubt,
 * such as a word that is not known here. Setup looks as root, which it may have to become. A policy may ask for more; programs alone ask for no tools, but for trying.
 */
export const lookFor = (
  [command, ...words]: readonly string[],
  hasPolicy: () => boolean,
  isRoot = false,
): Begun | undefined => {
  if (command === 'probe')
    return words.every((word) => word === '--json' || word === '--redact')
      ? {attach: 'never', tools: 'all'}
      : undefined;
  const plain = command === 'doctor' ? forDoctor : command === 'setup' && isRoot ? forSetup : undefined;
  const read = plain && plainFlags(words, plain);
  if (!read || hasPolicy()) return undefined;
  if (plain === forSetup) return {attach: 'filtered', tools: 'all'};
  const {profiles, programs} = read;
  const attach = programs ? 'root' : 'filtered';
  if (profiles.some((name) => otherLanguages.has(name))) return {attach, tools: 'all'};
  return {attach, tools: programs && profiles.length === 0 ? 'none' : 'usual'};
};

/** The profiles, and whether programs are named; undefined at a word that is not plain. */
const plainFlags = (
  words: readonly string[],
  plain: ReadonlySet<string>,
): {readonly profiles: readonly string[]; readonly programs: boolean} | undefined => {
  const profiles: string[] = [];
  let programs = false;
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    const [, flag = before, value = word] = /^(--for|--program)=(.*)$/s.exec(word) ?? [];
    if (valued(before) && word.startsWith('-')) return undefined;
    if (flag === '--for' && plainProfiles.has(value)) profiles.push(value);
    else if (flag === '--program' && plain.has(flag) && /^[^-]/.test(value)) programs = true;
    else if (valued(flag) || !plain.has(word)) return undefined;
  }
  return valued(words.at(-1)) ? undefined : {profiles, programs};
};

const valued = (word: string | undefined): boolean => word === '--for' || word === '--program';

const forDoctor: ReadonlySet<string> = new Set(['--json', '--strict', '--for', '--program']);
const forSetup: ReadonlySet<string> = new Set(['--json', '--yes', '-y', '--dry-run', '--for']);
