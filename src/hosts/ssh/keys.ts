import {stat} from 'node:fs/promises';
import type {BaseAgent, ParsedKey} from 'ssh2';
import {armoured} from '../armour.ts';
import type {Ask} from '../ask.ts';
import {readRegular} from '../read-bounded.ts';
import {type AgentKeys, agentKeys, type Identity, type Ssh2} from './agent.ts';
import type {SshConfig} from './config.ts';

/** What may be offered to a host, in the order of OpenSSH, and why other keys can't be. */
export interface KeyRing {
  readonly identities: readonly Identity[];
  /** Notes for the message when nothing fits. */
  readonly skipped: readonly string[];
  /** Keys that ssh2 can't use but OpenSSH can: certificates, security keys. */
  readonly onlyOpenSsh: boolean;
}

/** The public half of an encrypted OpenSSH key stands readable in front of the private one (PROTOCOL.key in OpenSSH). */
function publicHalf(text: string): Buffer | undefined {
  const [body] = armoured(text, 'OPENSSH PRIVATE KEY');
  if (!body) return undefined;
  const data = Buffer.from(body, 'base64');
  let at = 'openssh-key-v1\0'.length;
  const next = (): Buffer => {
    const length = data.readUInt32BE(at);
    const value = data.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  try {
    next(); // cipher
    next(); // kdf
    next(); // kdf's options
    at += 4; // number of keys
    return next();
  } catch {
    return undefined;
  }
}

/** Far beyond any key or certificate. */
const largestKey = 1 << 20;

async function text(file: string): Promise<string | undefined> {
  try {
    return (await readRegular(file, largestKey)).toString('latin1');
  } catch {
    return undefined;
  }
}

const parsed = (key: ParsedKey | ParsedKey[] | Error): ParsedKey | undefined =>
  key instanceof Error ? undefined : [key].flat()[0];

/** Keys that were unlocked, by file: one passphrase serves every host. */
const unlocked = new WeakMap<Ask, Map<string, Promise<ParsedKey>>>();

/** Asks for the passphrase when the key is first needed: that is, after the host has said that it would take it. */
function encryptedIdentity(ssh2: Ssh2, file: string, content: string, publicKey: ParsedKey, ask: Ask): Identity {
  const keys = unlocked.get(ask) ?? new Map<string, Promise<ParsedKey>>();
  unlocked.set(ask, keys);
  const unlock = async (): Promise<ParsedKey> => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const passphrase = await ask.secret(`${attempt > 0 ? 'That was not it. ' : ''}Passphrase for the key ${file}:`);
      if (!passphrase) break;
      const key = parsed(ssh2.utils.parseKey(content, passphrase));
      if (key) return key;
    }
    throw new Error(`no passphrase for ${file}`);
  };
  return {
    publicKey,
    asks: true,
    sign: async (data, hash) => {
      const key = keys.get(file) ?? unlock();
      keys.set(file, key);
      return signWith(await key, data, hash);
    },
  };
}

function signWith(key: ParsedKey, data: Buffer, hash: string | undefined): Buffer {
  const signature = key.sign(data, hash) as Buffer | Error;
  if (signature instanceof Error) throw signature;
  return signature;
}

interface FileKey {
  readonly identity?: Identity;
  readonly publicKey?: ParsedKey;
  readonly skipped?: string;
  readonly onlyOpenSsh?: boolean;
}

async function fileIdentity(ssh2: Ssh2, file: string, ask: Ask | undefined): Promise<FileKey> {
  const [content, beside] = await Promise.all([text(file), text(`${file}.pub`)]);
  const publicText = beside ?? (content?.match(/^(ssh|ecdsa|sk)-/) ? content : undefined);
  if (/^sk-/.test(publicText ?? '') && content) return {onlyOpenSsh: true};
  const publicKey = publicText ? parsed(ssh2.utils.parseKey(publicText)) : undefined;
  if (content === undefined) return publicKey ? {publicKey} : {};
  const {mode, uid} = await stat(file);
  if (mode & 0o077 && uid === process.getuid?.() && publicText !== content) {
    return {skipped: `${file}: others may read it, so it is not used (chmod 600)`};
  }
  const key = ssh2.utils.parseKey(content);
  const plain = parsed(key);
  if (plain?.isPrivateKey())
    return {publicKey: plain, identity: {publicKey: plain, sign: async (data, hash) => signWith(plain, data, hash)}};
  if (plain) return {publicKey: plain}; // a public key: the private one is in the agent
  if (!/encrypted/i.test(String(key)))
    return {skipped: `${file}: ${(key as Error).message}`, onlyOpenSsh: /unsupported/i.test(String(key))};
  const half = publicHalf(content);
  const known = publicKey ?? (half ? parsed(ssh2.utils.parseKey(half)) : undefined);
  if (!known)
    return half?.includes('sk-') ? {onlyOpenSsh: true} : {skipped: `${file}: encrypted, and ${file}.pub is missing`};
  if (!ask)
    return {publicKey: known, skipped: `${file}: encrypted, and there is no terminal to ask for its passphrase`};
  return {publicKey: known, identity: encryptedIdentity(ssh2, file, content, known, ask)};
}

const noAgent: AgentKeys = {identities: []};

/** Gathers keys as OpenSSH orders them: the agent's that the configuration names, the agent's others (unless IdentitiesOnly), the files'. */
export async function keyRing(ssh2: Ssh2, config: SshConfig, ask: Ask | undefined): Promise<KeyRing> {
  if (!config.methods.publickey) return {identities: [], skipped: [], onlyOpenSsh: false};
  const [{identities: agent, trouble}, files, certificates] = await Promise.all([
    config.agent ? agentKeys(ssh2, config.agent) : noAgent,
    Promise.all(config.identityFiles.map((file) => fileIdentity(ssh2, file, ask))),
    Promise.all([...config.certificateFiles, ...config.identityFiles.map((file) => `${file}-cert.pub`)].map(text)),
  ]);
  const same = (a: ParsedKey, b: ParsedKey | undefined) => b !== undefined && a.getPublicSSH().equals(b.getPublicSSH());
  const named = agent.filter(({publicKey}) => files.some((file) => same(publicKey, file.publicKey)));
  const others = config.identitiesOnly ? [] : agent.filter((identity) => !named.includes(identity));
  const rest = files.filter(
    ({publicKey}) => publicKey && !agent.some((identity) => same(identity.publicKey, publicKey)),
  );
  return {
    identities: [...named, ...others, ...rest.flatMap(({identity}) => identity ?? [])],
    skipped: [
      ...(trouble ? [trouble] : []),
      ...rest.concat(files.filter(({publicKey}) => !publicKey)).flatMap(({skipped}) => skipped ?? []),
    ],
    onlyOpenSsh: certificates.some((content) => content !== undefined) || files.some(({onlyOpenSsh}) => onlyOpenSsh),
  };
}

/** How a key that asks for its passphrase is used while a host waits. */
export interface Signing {
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the host still waits for the signature. */
  readonly standing: () => boolean;
}

/** The ring as an agent of ssh2: it offers each public key, and signs only when the host would take it. */
export function ringAgent(ssh2: Ssh2, ring: KeyRing, {during, standing}: Signing): BaseAgent {
  const sign = async (blob: Buffer, data: Buffer, hash: string | undefined): Promise<Buffer> => {
    const identity = ring.identities.find(({publicKey}) => publicKey.getPublicSSH().equals(blob));
    if (!identity) throw new Error('not one of the offered keys');
    return identity.asks ? during(() => identity.sign(data, hash)) : identity.sign(data, hash);
  };
  return new (class extends ssh2.BaseAgent {
    override getIdentities(done: Parameters<BaseAgent['getIdentities']>[0]): void {
      done(
        undefined,
        ring.identities.map(({publicKey}) => publicKey),
      );
    }
    override sign(...[key, data, {hash}, done]: Parameters<BaseAgent['sign']>): void {
      sign(key.getPublicSSH(), data, hash).then(
        (signature) => standing() && done(undefined, signature),
        (error: Error) => standing() && done(error),
      );
    }
  })();
}
