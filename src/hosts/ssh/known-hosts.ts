import {createHmac} from 'node:crypto';
import {statSync} from 'node:fs';
import {Failure} from '../failure.ts';
import {matchesGlob} from '../glob.ts';
import {readRegular} from '../read-bounded.ts';
import {reasonOf} from '../reason.ts';
import {HashedName, hashInput} from './hashed-names.ts';

/** One usable line of a known_hosts file; sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT". */
export interface KnownHost {
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** Comma-separated patterns, or one hashed name. */
  readonly names: string;
  readonly type: string;
  /** The key's blob. */
  readonly key: Buffer;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The name that a key is filed under: port 22 is left out, as put_host_port() in OpenSSH's misc.c does. */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** A blob begins with its own type; a line whose word says otherwise is no key to OpenSSH either. */
function blobType(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  return length <= key.length - 4 ? key.toString('latin1', 4, 4 + length) : undefined;
}

const markers = {'@revoked': 'revoked', '@cert-authority': 'cert-authority'} as const;

/** Reads the lines of one file. As in OpenSSH, a line that can't be understood is passed over. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  const entries: KnownHost[] = [];
  text.split('\n').forEach((whole, index) => {
    let words = whole
      .replace(/\r$/, '')
      .trimStart()
      .split(/[ \t]+/);
    if (words[0] === '' || words[0]?.startsWith('#')) return;
    let marker: KnownHost['marker'] = 'none';
    if (words[0]?.startsWith('@')) {
      const known = markers[words[0] as keyof typeof markers];
      if (!known) return;
      marker = known;
      words = words.slice(1);
    }
    const [names, type, base64] = words;
    if (!names || !type || !base64) return;
    const key = Buffer.from(base64, 'base64');
    if (blobType(key) === type) entries.push({marker, names, type, key, file, line: index + 1});
  });
  return entries;
}

/** Whether a line's names hold `name`: a hashed name (HMAC-SHA1 under its salt), or patterns of which no negated one may match. */
export function matchesName(names: string, name: string): boolean {
  if (names.startsWith('|')) {
    const [, version, salt, hash] = names.split('|');
    if (version !== '1' || !salt || !hash) return false;
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  let found = false;
  for (const pattern of names.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!matchesGlob(name, negated ? pattern.slice(1) : pattern)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

interface HashedLine {
  readonly entry: KnownHost;
  readonly name: HashedName;
}

const push = <K, V>(lists: Map<K, V[]>, key: K, value: V): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

const keyText = (key: Buffer): string => key.toString('latin1');

/**
 * The lines of one file, found at once by their names, as far as they can be read, and by their keys: thousands of hosts ask thousands of lines,
 * and each name would have to be hashed for each hashed line.
 */
export class KnownHostLines {
  readonly #plain = new Map<string, KnownHost[]>();
  readonly #patterns: KnownHost[] = [];
  readonly #authorities: KnownHost[] = [];
  readonly #hashed: HashedLine[] = [];
  /** Hashed lines by their key. */
  readonly #revoked = new Map<string, HashedLine[]>();
  readonly #trusted = new Map<string, HashedLine[]>();
  /** Types of keys in hashed lines: whose they are is not looked at. */
  readonly hashedTypes = new Set<string>();

  constructor(entries: readonly KnownHost[]) {
    for (const entry of entries) {
      if (entry.marker === 'cert-authority') this.#authorities.push(entry);
      if (entry.names.startsWith('|')) this.#addHashed(entry);
      else if (/[*?!|]/.test(entry.names)) this.#patterns.push(entry);
      else for (const name of new Set(entry.names.toLowerCase().split(','))) push(this.#plain, name, entry);
    }
  }

  #addHashed(entry: KnownHost): void {
    const line = {entry, name: new HashedName(entry.names)};
    this.#hashed.push(line);
    if (entry.marker === 'revoked') push(this.#revoked, keyText(entry.key), line);
    if (entry.marker !== 'none') return;
    push(this.#trusted, keyText(entry.key), line);
    this.hashedTypes.add(entry.type);
  }

  /** The lines that hold `name` for all to read. */
  readable(name: string): KnownHost[] {
    const patterns = this.#patterns.filter(({names}) => matchesName(names, name));
    return [...(this.#plain.get(name) ?? []), ...patterns];
  }

  /** The hashed line that lets `key` pass for `name`, or revokes it, whatever others say. */
  deciding(key: Buffer, name: string): KnownHost | undefined {
    const input = hashInput(name);
    const text = keyText(key);
    for (const lines of [this.#revoked, this.#trusted]) {
      const line = lines.get(text)?.find((one) => one.name.is(input));
      if (line) return line.entry;
    }
    return undefined;
  }

  /** The lines that hold `name`, in their order: it is hashed for each hashed line. */
  named(name: string): KnownHost[] {
    const input = hashInput(name);
    const hashed = this.#hashed.filter((line) => line.name.is(input)).map(({entry}) => entry);
    return [...this.readable(name), ...hashed].sort((a, b) => a.line - b.line);
  }

  /** Of those, the certificate authorities: mostly there are none in the file to be looked at. */
  authoritiesFor(name: string): KnownHost[] {
    return this.#authorities.filter(({names}) => matchesName(names, name));
  }
}

/** Files that were read, by path, and by what it is seen whether they have changed since. Hosts that come at once share one reading. */
export type KnownHostsFiles = Map<
  string,
  {readonly changed: number; readonly size: number; readonly lines: Promise<KnownHostLines>}
>;

/** Far beyond any real file: 100,000 hosts have 20 MB. */
export const largestKnownHosts = 256 << 20;

/** A look at what is in memory anyway: what a promise costs would be more. */
async function readOne(file: string, known: KnownHostsFiles): Promise<KnownHostLines | undefined> {
  const there = statSync(file, {throwIfNoEntry: false});
  if (!there) return undefined;
  const {mtimeMs: changed, size} = there;
  const before = known.get(file);
  if (before && before.changed === changed && before.size === size) return before.lines;
  const lines = readRegular(file, largestKnownHosts).then(
    (content) => new KnownHostLines(parseKnownHosts(content.toString(), file)),
  );
  known.set(file, {changed, size, lines});
  return lines;
}

/**
 * Reads all files, or takes what `known` remembers of them. One that is not there is left out; one that can't be read fails, since a revoked
 * key could stand in it.
 */
export async function readKnownHosts(
  files: readonly string[],
  known: KnownHostsFiles = new Map(),
): Promise<KnownHostLines[]> {
  const read: KnownHostLines[] = [];
  for (const file of files) {
    try {
      const lines = await readOne(file, known);
      if (lines) read.push(lines);
    } catch (cause) {
      const {code} = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      throw new Failure({
        what: `Can't read the known host keys in ${file}`,
        why: reasonOf(cause),
        todo: 'Without them no host can be told from an impostor: make the file readable.',
        link: 'refused',
        cause,
      });
    }
  }
  return read;
}

/** What known_hosts says of a key. */
export type KeyVerdict =
  | {readonly verdict: 'known'; readonly entry: KnownHost}
  | {readonly verdict: 'unknown'}
  | {readonly verdict: 'changed' | 'revoked'; readonly entry: KnownHost};

/**
 * Judges a host's key by the lines that hold its name, `mine`, as check_hostkeys_by_key_or_type() in OpenSSH's hostfile.c: a revoked key is
 * refused whatever else matches; any other key under the name makes it a changed one, of whatever type.
 */
export function judgeKey(key: Buffer, mine: readonly KnownHost[]): KeyVerdict {
  const revoked = mine.find((entry) => entry.marker === 'revoked' && entry.key.equals(key));
  if (revoked) return {verdict: 'revoked', entry: revoked};
  const plain = mine.filter((entry) => entry.marker === 'none');
  const same = plain.find((entry) => entry.key.equals(key));
  if (same) return {verdict: 'known', entry: same};
  const [other] = plain;
  return other ? {verdict: 'changed', entry: other} : {verdict: 'unknown'};
}
