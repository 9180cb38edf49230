import {createHash, createHmac, randomBytes} from 'node:crypto';
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {Ask} from '../ask.ts';
import {shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import {quote} from '../quote.ts';
import {readRegular} from '../read-bounded.ts';
import {reasonOf} from '../reason.ts';
import {appendFile} from '../safe-file.ts';
import {askedAlike} from './algorithms.ts';
import type {SshConfig} from './config.ts';
import type {HostKeys} from './host-keys.ts';
import {type KnownHost, largestKnownHosts} from './known-hosts.ts';
import type {SeenKeys} from './seen-keys.ts';

/** What a user compares: `SHA256:` and the base64 of the hash without padding, as ssh-keygen -l prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace('=', '')}`;
}

const typeOf = (key: Buffer): string => key.toString('latin1', 4, 4 + key.readUInt32BE(0));

/** The host has another key than the one that it showed, which it would show if it were asked for that first: `keys` say so. */
export class OtherKeyFirst extends Error {
  readonly keys: HostKeys;
  constructor(keys: HostKeys) {
    super(`${keys.name} is known by a key of another type`);
    this.keys = keys;
  }
}

function hashedName(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

/** Adds a key to a known_hosts file. @throws Failure when it can't be kept: the next run would have to trust another. */
async function addHostKey(file: string, name: string, key: Buffer, hashed: boolean): Promise<void> {
  try {
    await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
    const before = await readRegular(file, largestKnownHosts).catch(() => Buffer.alloc(0));
    const start = before.length > 0 && before.at(-1) !== 0x0a ? '\n' : '';
    const line = `${start}${hashed ? hashedName(name) : name} ${typeOf(key)} ${key.toString('base64')}\n`;
    await appendFile(file, line, 0o600);
  } catch (cause) {
    throw new Failure({
      what: `The key of ${name} can't be remembered in ${file}`,
      why: reasonOf(cause),
      todo: 'Make that file writable, or name another with UserKnownHostsFile in your ssh_config.',
      link: 'refused',
      cause,
    });
  }
}

export interface HostKeyPolicy {
  readonly ask?: Ask | undefined;
  /** Add the key of a host that was never seen, without asking. */
  readonly acceptNew?: boolean | undefined;
}

const wayTo = ({proxyJump, proxyCommand}: SshConfig, {name}: HostKeys): string =>
  JSON.stringify([name, proxyJump, proxyCommand]);

function refused(verdict: 'changed' | 'revoked', entry: KnownHost, name: string, key: Buffer): Failure {
  const where = `${entry.file}:${entry.line}`;
  return new Failure(
    verdict === 'revoked'
      ? {
          what: `The key of ${name} is revoked`,
          why: `It showed the ${typeOf(key)} key ${fingerprint(key)}, which ${where} marks @revoked.`,
          todo: 'Do not connect. Ask who runs the host.',
          link: 'refused',
        }
      : {
          what: `The key of ${name} has changed: refused`,
          why: `It showed the ${typeOf(key)} key ${fingerprint(key)}; ${where} holds another. Either it was set up anew, or something stands between you and it.`,
          todo: `If you know that it was set up anew, remove the old key: ssh-keygen -f ${quote(entry.file)} -R ${quote(name)}`,
          link: 'refused',
        },
  );
}

function unknownKey(config: SshConfig, name: string, key: Buffer): Failure {
  return new Failure({
    what: `The key of ${name} is not known: refused`,
    why: `It showed the ${typeOf(key)} key ${fingerprint(key)}.`,
    todo: `Compare the fingerprint with the host's own (ssh-keygen -lf on it), then connect once with ssh, or pass --accept-new-host-key.${
      config.strictHostKeyChecking === 'yes' ? ' Your ssh_config sets StrictHostKeyChecking yes.' : ''
    }`,
    link: 'refused',
  });
}

/** A blob that is no key to the last byte, which OpenSSH refuses too. What is not refused could be remembered, and the true key be a changed one then. */
async function requireKey(key: Buffer, name: string): Promise<void> {
  const {default: ssh2} = await import('ssh2');
  const [parsed] = [ssh2.utils.parseKey(key)].flat();
  if (parsed && !(parsed instanceof Error) && parsed.getPublicSSH().equals(key)) return;
  throw new Failure({
    what: `${name} showed something that is not a host key: refused`,
    why: `It calls itself ${shortLine(typeOf(key), 40)}.`,
    todo: 'Do not trust what answers there before you know what it is.',
    link: 'refused',
  });
}

/**
 * Lets a host's key pass, or rejects with the reason. A changed or revoked key never passes, whatever the configuration says:
 * `StrictHostKeyChecking no` counts as accept-new. Rejects with {@link OtherKeyFirst} where the host was asked for the wrong one of its keys.
 */
export async function checkHostKey(
  key: Buffer,
  config: SshConfig,
  keys: HostKeys,
  {ask, acceptNew}: HostKeyPolicy,
  seen: SeenKeys,
): Promise<void> {
  await requireKey(key, keys.name);
  const way = wayTo(config, keys);
  const shown = {type: typeOf(key), fingerprint: fingerprint(key)};
  const judged = keys.judge(key);
  if (judged.verdict !== 'known') {
    const compared = keys.compared();
    if (!askedAlike(config, keys.types, compared.types)) throw new OtherKeyFirst(compared);
  }
  seen.compare(way, keys.name, shown);
  if (judged.verdict === 'changed' || judged.verdict === 'revoked')
    throw refused(judged.verdict, judged.entry, keys.name, key);
  if (judged.verdict === 'unknown' && !seen.has(way)) await acceptUnknown(key, config, keys, {ask, acceptNew});
  // Another connection may have come by meanwhile, with a question of its own.
  seen.remember(way, keys.name, shown);
}

/** Asks about a key that was never seen, or goes by what was decided before, and remembers it. */
async function acceptUnknown(
  key: Buffer,
  config: SshConfig,
  keys: HostKeys,
  {ask, acceptNew}: HostKeyPolicy,
): Promise<void> {
  const strict = config.strictHostKeyChecking;
  const accepted =
    acceptNew ||
    strict === 'accept-new' ||
    strict === 'no' ||
    (strict === 'ask' && (await ask?.trust({name: keys.name, type: typeOf(key), fingerprint: fingerprint(key)})));
  if (!accepted) throw unknownKey(config, keys.name, key);
  const [file] = config.knownHosts;
  if (file) await addHostKey(file, keys.name, key, config.hashKnownHosts);
}
