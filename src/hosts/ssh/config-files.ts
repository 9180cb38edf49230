import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {exitCodes, Failure} from '../failure.ts';
import {matchesGlob} from '../glob.ts';
import {homeHere} from '../user.ts';
import type {RawConfig} from './config.ts';
import type {Destination} from './destination.ts';

/** OpenSSH's own limit for Include within Include (READCONF_MAX_DEPTH). */
const maximumDepth = 16;

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new Failure({what: `Can't read ${file}`, why: String(cause), exitCode: exitCodes.usage, cause});
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

async function withIncludes(file: string, base: string, depth = 0): Promise<string> {
  const lines: string[] = [];
  for (const line of (await read(file)).split('\n')) {
    const [, patterns] = /^include[\s=](.*\S)$/i.exec(line.trim()) ?? [];
    if (patterns === undefined) {
      lines.push(line);
      continue;
    }
    if (depth >= maximumDepth)
      throw new Failure({what: `${file}: too many Include lines within each other`, exitCode: exitCodes.usage});
    for (const pattern of patterns.replace('=', ' ').trim().split(/\s+/)) {
      for (const name of await included(pattern.replace(/^"|"$/g, ''), base))
        lines.push(await withIncludes(name, base, depth + 1));
    }
  }
  return lines.join('\n');
}

/** The configuration with what it includes in place: FILE alone, or the user's and then the system's. */
export async function configText(file?: string): Promise<string> {
  const user = path.join(homeHere(), '.ssh');
  if (file) return withIncludes(file, user);
  const [own, system] = await Promise.all([
    withIncludes(path.join(user, 'config'), user),
    withIncludes('/etc/ssh/ssh_config', '/etc/ssh'),
  ]);
  return `${own}\nMatch all\n${system}`;
}

/** Reads ssh_config without OpenSSH. `Match exec` sections are skipped: what they run is not ours to judge. */
export async function readConfigFiles(destination: Destination, file?: string): Promise<RawConfig> {
  const {default: SshConfigFile} = await import('ssh-config');
  const text = await configText(file);
  const computed = SshConfigFile.parse(text).compute(
    {Host: destination.host, ...(destination.user ? {User: destination.user} : {})},
    {ignoreCase: true, matchExec: false},
  );
  const raw = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(computed)) {
    if (name === 'host') continue;
    const values = [value].flat().map(String);
    raw.set(name, name === 'identityfile' || name === 'certificatefile' ? values : [values.join(' ')]);
  }
  const host = raw.get('hostname')?.[0];
  if (host) raw.set('hostname', [host.replaceAll('%h', destination.host).replaceAll('%%', '%')]);
  return raw;
}
