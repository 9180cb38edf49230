import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {shortLine} from '../clean.ts';
import {exitCodes, Failure} from '../failure.ts';
import {quote} from '../quote.ts';
import {fromRaw, parseResolved, type RawConfig, type SshConfig} from './config.ts';
import {configText, withoutOpenSsh} from './config-files.ts';
import {type Sections, sectionsOf} from './config-sections.ts';
import type {Destination} from './destination.ts';

/**
 * Settings for destinations: OpenSSH's own answer. Where the same sections apply to several
 * hosts, OpenSSH is asked of two of them, and the others get the same: a process for each of 300 hosts would cost more than the connections.
 */
export class Configurations {
  /** Read in place of the user's configuration. */
  readonly file: string | undefined;
  /** Milliseconds, in place of ConnectTimeout. */
  readonly connectTimeout: number | undefined;
  #sections: Promise<Sections | undefined> | undefined;
  readonly #groups = new Map<string, Group>();

  constructor(file?: string, connectTimeout?: number) {
    this.file = file;
    this.connectTimeout = connectTimeout;
  }

  async resolve(destination: Destination): Promise<SshConfig> {
    const raw = (await this.#shared(destination.host)) ?? (await resolved(destination, this.file));
    const config = fromRaw(raw, destination, this.file);
    return this.connectTimeout === undefined ? config : {...config, connectTimeout: this.connectTimeout};
  }

  /** What the configuration says of a host by what it says of others; undefined where that does not tell. */
  async #shared(host: string): Promise<RawConfig | undefined> {
    this.#sections ??= configText(this.file).then(sectionsOf, unlessEndless);
    const sections = await this.#sections;
    if (!sections) return undefined;
    const ask = async (): Promise<Answer> => ({host, raw: await resolved({host}, this.file)});
    const applying = sections.applyingTo(host);
    const group = this.#groups.get(applying) ?? {first: ask()};
    this.#groups.set(applying, group);
    const first = await group.first;
    if (first.host === host) return first.raw;
    if (sections.plain) return named(first.raw, host.toLowerCase());
    group.second ??= ask();
    return fromTwo(first, await group.second, host);
  }
}

/** What the system does not let us read is for OpenSSH to judge; a device it would read until memory ends. */
const unlessEndless = (error: unknown): undefined => {
  if (error instanceof Failure && error.cause instanceof Error && !('code' in error.cause)) throw error;
};

/** What OpenSSH says of two hosts to which the same sections apply. */
interface Group {
  readonly first: Promise<Answer>;
  second?: Promise<Answer>;
}

interface Answer {
  readonly host: string;
  readonly raw: RawConfig;
}

const named = (raw: RawConfig, hostname: string): RawConfig => new Map([...raw, ['hostname', [hostname]]]);

/** The settings of a third host; undefined where those of the two differ in more than a HostName that is made of the host's own name. */
function fromTwo(first: Answer, second: Answer, host: string): RawConfig | undefined {
  if (second.host === host) return second.raw;
  const rest = ({raw}: Answer) => JSON.stringify([...raw].filter(([name]) => name !== 'hostname' && name !== 'host'));
  if (rest(first) !== rest(second)) return undefined;
  const [one = '', other = ''] = [first, second].map(({raw}) => raw.get('hostname')?.[0]);
  if (one === other) return first.raw;
  const around = one.split(first.host.toLowerCase());
  return around.join(second.host.toLowerCase()) === other
    ? named(first.raw, around.join(host.toLowerCase()))
    : undefined;
}

/** Milliseconds for OpenSSH to read a configuration, with the commands of its `Match exec`. */
const patience = 20_000;

async function resolved(destination: Destination, file: string | undefined): Promise<RawConfig> {
  const {host, user, port} = destination;
  const options = [...(file ? ['-F', file] : []), ...(user ? ['-l', user] : []), ...(port ? ['-p', String(port)] : [])];
  try {
    const limits = {maxBuffer: 1 << 20, timeout: patience};
    return parseResolved((await promisify(execFile)('ssh', [...options, '-G', '--', host], limits)).stdout);
  } catch (error) {
    // OpenSSH does nothing at all for a user without a passwd entry.
    const {stderr = '', code, killed} = error as NodeJS.ErrnoException & {stderr?: string; killed?: boolean};
    if (code === 'ENOENT') return withoutOpenSsh('The command ssh is not installed on this machine.', file);
    if (stderr.startsWith('No user exists for uid')) return withoutOpenSsh(shortLine(stderr, 200), file);
    throw new Failure({
      what: `OpenSSH does not accept the configuration for ${host}`,
      why: killed
        ? `ssh -G was not done with it within ${patience / 1000} seconds: what does its Match exec run?`
        : shortLine(stderr || String(error), 600),
      todo: `Run: ssh ${[...options, '-G', '--', host].map(quote).join(' ')}`,
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
}
