import type {AttachMode} from './facts/probe.ts';
import {toolchains} from './hello/verified-by.ts';

/** Profiles that ask for no program types: what is tried for others costs more than what is gained. A test holds it to the profiles. */
const plainProfiles: ReadonlySet<string> = new Set(toolchains);

/**
 * How this machine will be looked at, where the words of the command line say plainly that it will be; undefined where they leave any doubt,
 * such as a word that is not known here. A policy may ask for more.
 */
export const lookFor = ([command, ...words]: readonly string[], hasPolicy: () => boolean): AttachMode | undefined => {
  if (command === 'probe') return words.every((word) => word === '--json' || word === '--redact') ? 'never' : undefined;
  if (command !== 'doctor') return undefined;
  for (const [index, word] of words.entries()) {
    const profile = words[index - 1] === '--for' ? word : /^--for=(.*)$/.exec(word)?.[1];
    if (profile === undefined ? !plainWords.has(word) : !plainProfiles.has(profile)) return undefined;
  }
  return words.at(-1) === '--for' || hasPolicy() ? undefined : 'filtered';
};

const plainWords = new Set(['--json', '--strict', '--for']);
