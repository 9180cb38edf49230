import type {Algorithms} from 'ssh2';
import type {SshConfig} from './config.ts';

/**
 * What ssh2 1.17 offers by default, without SHA-1 (no ssh-rsa, no hmac-sha1), and without groups that a host makes up
 * (diffie-hellman-group-exchange-sha256): Node proves that their number is prime, which takes minutes for a long one, while nothing else goes on.
 * OpenSSH takes them as they are.
 */
const kex = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
];

const cipher = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
  'chacha20-poly1305@openssh.com',
];

const hmac = ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'];

const serverHostKey = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

function allowed(ours: readonly string[], theirs: readonly string[] | undefined): string[] {
  return theirs ? ours.filter((name) => theirs.includes(name)) : [...ours];
}

const keyType = (algorithm: string): string => (algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm);

/**
 * What to offer: ours as far as ssh_config allows it, and host keys of the known types first, as OpenSSH orders them: a host with
 * several keys would else show one that was never seen. Undefined when nothing of a kind is left.
 */
export function offer({algorithms}: SshConfig, knownTypes: readonly string[]): Algorithms | undefined {
  const hostKeys = allowed(serverHostKey, algorithms.serverHostKey);
  const known = hostKeys.filter((name) => knownTypes.includes(keyType(name)));
  const chosen = {
    kex: allowed(kex, algorithms.kex),
    cipher: allowed(cipher, algorithms.cipher),
    hmac: allowed(hmac, algorithms.hmac),
    serverHostKey: [...known, ...hostKeys.filter((name) => !known.includes(name))],
  };
  return Object.values(chosen).every((list) => list.length > 0) ? {...chosen, compress: ['none']} : undefined;
}

/** Whether ssh2 can check a host key of one of these types at all: those of security keys and DSA it can't. */
export function canCheck(knownTypes: readonly string[]): boolean {
  return knownTypes.length === 0 || knownTypes.some((type) => serverHostKey.some((name) => keyType(name) === type));
}

/** Whether a host is asked for its keys alike, whether these types are known or those. */
export function askedAlike(config: SshConfig, these: readonly string[], those: readonly string[]): boolean {
  const order = (types: readonly string[]) => String(canCheck(types) && offer(config, types)?.serverHostKey);
  return order(these) === order(those);
}
