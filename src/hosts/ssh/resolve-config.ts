import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {shortLine} from '../clean.ts';
import {exitCodes, Failure} from '../failure.ts';
import {fromRaw, parseResolved, type RawConfig, type SshConfig} from './config.ts';
import {configText, readConfigFiles} from './config-files.ts';
import type {Destination} from './destination.ts';

/**
 * Settings for destinations: OpenSSH's own answer where it is installed, else that of a parser. Where nothing in the configuration
 * depends on the host, OpenSSH is asked once for all of them: a process for each of 300 hosts would cost more than the connections.
 */
export class Configurations {
  /** Read in place of the user's configuration. */
  readonly file: string | undefined;
  #common: Promise<RawConfig | undefined> | undefined;

  constructor(file?: string) {
    this.file = file;
  }

  async resolve(destination: Destination): Promise<SshConfig> {
    this.#common ??= this.#readCommon(destination);
    const common = await this.#common;
    const raw = common
      ? new Map([...common, ['hostname', [destination.host.toLowerCase()]] as const])
      : await resolved(destination, this.file, true);
    return fromRaw(raw, destination, this.file);
  }

  async #readCommon({host}: Destination): Promise<RawConfig | undefined> {
    const text = await configText(this.file).catch(() => undefined);
    return text !== undefined && sameForAll(text) ? resolved({host}, this.file, false) : undefined;
  }
}

/** Whether no section, token, canonical or other name makes a difference between hosts. What stands in a comment is not in force. */
export function sameForAll(text: string): boolean {
  return text.split('\n').every((line) => {
    const [keyword = '', ...values] = line.toLowerCase().replace('=', ' ').trim().split(/\s+/);
    const value = values.join(' ');
    if (keyword.startsWith('#')) return true;
    if (line.includes('%') || keyword.startsWith('canonical') || keyword === 'hostname') return false;
    return keyword === 'host' ? value === '*' || value === '"*"' : keyword !== 'match' || value === 'all';
  });
}

async function resolved(destination: Destination, file: string | undefined, asUser: boolean): Promise<RawConfig> {
  const {host, user, port} = destination;
  const options = [
    ...(file ? ['-F', file] : []),
    ...(asUser && user ? ['-l', user] : []),
    ...(asUser && port ? ['-p', String(port)] : []),
  ];
  try {
    const limits = {maxBuffer: 1 << 20, timeout: 20_000};
    return parseResolved((await promisify(execFile)('ssh', [...options, '-G', '--', host], limits)).stdout);
  } catch (error) {
    // OpenSSH does nothing at all for a user without a passwd entry.
    const unknown = (error as {stderr?: string}).stderr?.startsWith('No user exists for uid');
    if (unknown || (error as NodeJS.ErrnoException).code === 'ENOENT') return readConfigFiles(destination, file);
    throw new Failure({
      what: `OpenSSH does not accept the configuration for ${host}`,
      why: shortLine((error as {stderr?: string}).stderr || String(error), 600),
      todo: `Run: ssh -G ${host}`,
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
}
