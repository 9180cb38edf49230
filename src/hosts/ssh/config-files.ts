import {readdir} from 'node:fs/promises';
import path from 'node:path';
import {exitCodes, Failure} from '../failure.ts';
import {matchesGlob} from '../glob.ts';
import {readRegular} from '../read-bounded.ts';
import {reasonOf} from '../reason.ts';
import {homeHere} from '../user.ts';
import type {RawConfig} from './config.ts';

/** OpenSSH's own word for no configuration at all: `ssh -F none`. */
const noConfiguration = 'none';

/** OpenSSH's own limit for Include within Include (READCONF_MAX_DEPTH). */
const maximumDepth = 16;

/** Bytes: a fleet with a section for each of 50,000 hosts. */
const largest = 16 << 20;

async function read(file: string): Promise<string> {
  try {
    return (await readRegular(file, largest)).toString();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Failure({what: `Can't read ${file}`, why: reasonOf(cause), exitCode: exitCodes.usage, cause});
  }
}

/** Files that an Include names; `*` and `?` count in the last part of the path. */
async function included(pattern: string, base: string): Promise<string[]> {
  const whole = pattern.startsWith('~/') ? path.join(homeHere(), pattern.slice(2)) : path.resolve(base, pattern);
  const directory = path.dirname(whole);
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => matchesGlob(name, path.basename(whole)) && !name.startsWith('.'))
    .sort()
    .map((name) => path.join(directory, name));
}

const tooMuch = (what: string): Failure =>
  new Failure({
    what,
    todo: 'Include less, or do without it: --ssh-config FILE takes another, "none" none.',
    exitCode: exitCodes.usage,
  });

/** What files are with what they include, by their depth: one that is included again and again is read once. */
type Expanded = Map<string, Promise<string>>;

function withIncludes(file: string, base: string, depth = 0, expanded: Expanded = new Map()): Promise<string> {
  const key = `${depth} ${file}`;
  const known = expanded.get(key) ?? expand(file, base, depth, expanded);
  expanded.set(key, known);
  return known;
}

async function expand(file: string, base: string, depth: number, expanded: Expanded): Promise<string> {
  const lines: string[] = [];
  let length = 0;
  const add = (text: string): void => {
    length += text.length;
    if (length > largest) throw tooMuch(`${file}: too much with all that it includes`);
    lines.push(text);
  };
  for (const line of (await read(file)).split('\n')) {
    const [, patterns] = /^include[\s=](.*\S)$/i.exec(line.trim()) ?? [];
    if (patterns === undefined) {
      add(line);
      continue;
    }
    if (depth >= maximumDepth) throw tooMuch(`${file}: too many Include lines within each other`);
    for (const pattern of patterns.replace('=', ' ').trim().split(/\s+/)) {
      for (const name of await included(pattern.replace(/^"|"$/g, ''), base))
        add(await withIncludes(name, base, depth + 1, expanded));
    }
  }
  return lines.join('\n');
}

/** The configuration with what it includes in place: `file` alone, or the user's and then the system's. */
export async function configText(file?: string): Promise<string> {
  if (file === noConfiguration) return '';
  const user = path.join(homeHere(), '.ssh');
  if (file) return withIncludes(file, user);
  const [own, system] = await Promise.all([
    withIncludes(path.join(user, 'config'), user),
    withIncludes('/etc/ssh/ssh_config', '/etc/ssh'),
  ]);
  return `${own}\nMatch all\n${system}`;
}

/**
 * What a configuration says where OpenSSH, which alone knows how to read it, does nothing: nothing. The system's own counts for nothing then.
 * @throws Failure where the user's own, or `file` in its place, has settings, since a host may be reached through them alone.
 */
export async function withoutOpenSsh(why: string, file?: string): Promise<RawConfig> {
  const own = file ?? path.join(homeHere(), '.ssh/config');
  const settings = own === noConfiguration ? '' : await read(own);
  if (!settings.split('\n').some((line) => /^\s*[^#\s]/.test(line))) return new Map();
  throw new Failure({
    what: `Can't use ${own}: only OpenSSH can read it`,
    why,
    todo: `Install openssh-client, or do without: --ssh-config ${noConfiguration} --remote USER@HOST:PORT`,
    exitCode: exitCodes.usage,
  });
}
