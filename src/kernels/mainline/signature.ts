import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {cleanLines} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import {localHost} from '../../hosts/local.ts';
import {withTemporaryFolder} from '../../hosts/safe-file.ts';
import type {PublicKey} from './openpgp.ts';

export interface Signed {
  /** What was signed. */
  readonly data: Buffer;
  /** The detached signature. */
  readonly signature: Buffer;
  readonly key: PublicKey;
}

/**
 * Checks a detached signature with gpgv, or sqv where there is no gpgv, against a keyring that holds the one key and nothing else.
 * @throws Failure unless the signature is good, by that very key.
 */
export const checkSignature = (signed: Signed): Promise<void> =>
  withTemporaryFolder('ebpf-signature-', async (directory) => {
    const place = async (name: string, content: Buffer): Promise<string> => {
      const file = path.join(directory, name);
      await writeFile(file, content);
      return file;
    };
    const keyring = await place('key.gpg', signed.key.data);
    const data = await place('CHECKSUMS', signed.data);
    const signature = await place('CHECKSUMS.gpg', signed.signature);
    const verdict = (await gpgv(signed.key, keyring, signature, data)) ?? (await sqv(keyring, signature, data));
    if (verdict === undefined) throw noVerifier();
    if (verdict !== 'good') throw bad(signed.key, verdict);
  });

/** `good`, or what is wrong with it; undefined when the program is not there. */
type Verdict = string | undefined;

/** gpgv's status lines: doc/DETAILS in GnuPG's source. The last field of VALIDSIG is the fingerprint of the primary key. */
const gpgv = async ({fingerprint}: PublicKey, keyring: string, signature: string, data: string): Promise<Verdict> => {
  const result = await runTool(['gpgv', '--status-fd', '1', '--keyring', keyring, '--', signature, data]);
  if (!result) return undefined;
  const status = result.stdout.toString('utf8').split('\n');
  const has = (word: string) => status.some((line) => line.startsWith(`[GNUPG:] ${word}`));
  const valid = status.some((line) => line.startsWith('[GNUPG:] VALIDSIG ') && line.trim().endsWith(` ${fingerprint}`));
  const broken = ['BADSIG', 'ERRSIG', 'EXPSIG', 'EXPKEYSIG', 'REVKEYSIG'].some(has);
  if (result.exitCode === 0 && valid && has('GOODSIG') && !broken) return 'good';
  return said(result.stderr) || `gpgv ended with code ${result.exitCode}.`;
};

const sqv = async (keyring: string, signature: string, data: string): Promise<Verdict> => {
  const result = await runTool(['sqv', '--keyring', keyring, signature, data]);
  if (!result) return undefined;
  return result.exitCode === 0 ? 'good' : said(result.stderr) || `sqv ended with code ${result.exitCode}.`;
};

const runTool = async (command: readonly string[]) => {
  try {
    return await localHost().run(command, {timeout: 60_000, environment: {LC_ALL: 'C'}});
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
};

const said = (stderr: string): string => cleanLines(stderr).join('\n');

const bad = ({fingerprint}: PublicKey, why: string): Failure =>
  // Sequoia takes no key whose own signature is made with SHA-1, as those of 2008 are, and sqv 1.1 can't be told otherwise.
  why.includes('is not bound') ? tooOld(fingerprint, why) : forged(fingerprint, why);

const tooOld = (fingerprint: string, why: string): Failure =>
  new Failure({
    what: `sqv does not work with the key ${fingerprint}, so the signature could not be checked.`,
    why,
    todo: 'Nothing was installed. gpgv takes the key, which is known by its fingerprint anyway: apt-get install gpgv, then this again.',
  });

const forged = (fingerprint: string, why: string): Failure =>
  new Failure({
    what: `CHECKSUMS is not signed by the key ${fingerprint}.`,
    why,
    todo: 'Nothing was installed. The archive, or the way to it, is not to be trusted now: try another network, and tell whoever runs the mirror.',
  });

const noVerifier = (): Failure =>
  new Failure({
    what: 'No program to check a signature with.',
    why: 'Neither gpgv nor sqv is installed here.',
    todo: 'Install one: apt-get install gpgv (macOS: brew install gnupg). Without it no kernel is installed.',
  });
