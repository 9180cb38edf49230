import path from 'node:path';
import {keep, kept} from '../../hosts/cache.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {readRegular} from '../../hosts/read-bounded.ts';
import {reasonOf} from '../../hosts/reason.ts';
import {mainlineFingerprint} from './archive.ts';
import {type PublicKey, readKeys} from './openpgp.ts';
import {getText} from './text.ts';
import type {WebOptions} from './web.ts';

export interface KeyOptions extends WebOptions {
  readonly cache: string;
  /** Fingerprint that the key must have. Default: that of the mainline archive. */
  readonly fingerprint?: string | undefined;
  /** A file with the key, binary or armoured; else the copy in the cache; else a keyserver is asked. */
  readonly keyring?: string | undefined;
  /** Base address of the keyserver. */
  readonly keyserver?: URL;
}

/** https://keyserver.ubuntu.com, which has the key by https://wiki.ubuntu.com/Kernel/MainlineBuilds. */
const defaultKeyserver = new URL('https://keyserver.ubuntu.com/');

/** 40 hexadecimal digits, however they are grouped. @throws Failure for a short id: those have been forged. */
const parseFingerprint = (text: string): string => {
  const digits = text.replace(/^0x/i, '').replace(/[\s:]/g, '').toUpperCase();
  if (/^[0-9A-F]{40}$/.test(digits)) return digits;
  throw new Failure({
    what: `Not the fingerprint of a key: ${text}`,
    why: 'It has 40 hexadecimal digits. Short ids can be forged, so they are not taken.',
    todo: 'See them all: gpg --show-keys --fingerprint FILE',
    exitCode: exitCodes.usage,
  });
};

/** Looks at what the user has said of the key. @throws Failure for what is no fingerprint, and a keyring that does not hold the key. */
export const checkKeyOptions = async ({
  fingerprint = mainlineFingerprint,
  keyring,
}: Pick<KeyOptions, 'fingerprint' | 'keyring'>): Promise<void> => {
  const wanted = parseFingerprint(fingerprint);
  if (keyring !== undefined) pick(await readKeyring(keyring), wanted, keyring);
};

/** The key that must have signed CHECKSUMS. @throws Failure when it can't be had, or what was had has another fingerprint. */
export const findKey = async (options: KeyOptions): Promise<PublicKey> => {
  const {cache, keyring, keyserver = defaultKeyserver} = options;
  const fingerprint = parseFingerprint(options.fingerprint ?? mainlineFingerprint);
  if (keyring !== undefined) return pick(await readKeyring(keyring), fingerprint, keyring);
  const file = path.join(cache, 'keys', `${fingerprint}.asc`);
  const copy = await kept(file);
  const known = copy && readKeys(copy).find((key) => key.fingerprint === fingerprint);
  if (known) return known;
  const url = new URL(`pks/lookup?op=get&options=mr&search=0x${fingerprint}`, keyserver);
  const {status, body} = await getText(url, options).catch((error: unknown) => {
    throw error instanceof Failure ? noKey(fingerprint, error.why ?? error.what) : error;
  });
  if (status !== 200) throw noKey(fingerprint, `${keyserver.host} has no such key (it answered ${status}).`);
  const key = pick(body, fingerprint, keyserver.host);
  await keep(file, body);
  return key;
};

/** Bytes: Debian's whole keyring of developers has 30 MB. */
const largestKeyring = 64 << 20;

const readKeyring = async (file: string): Promise<Buffer> => {
  try {
    return await readRegular(file, largestKeyring);
  } catch (error) {
    throw new Failure({
      what: `Can't read the keyring ${file}`,
      why: reasonOf(error),
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
};

const pick = (data: Buffer, fingerprint: string, from: string): PublicKey => {
  const keys = readKeys(data);
  const key = keys.find((each) => each.fingerprint === fingerprint);
  if (key) return key;
  throw new Failure({
    what: `The key from ${from} is not the one that must have signed the archive.`,
    why: `Wanted: ${fingerprint}\nFound: ${keys.map((each) => each.fingerprint).join(', ') || 'no OpenPGP key'}`,
    todo: 'Nothing was installed. For a mirror that you sign yourself, name its key: --fingerprint.',
  });
};

const noKey = (fingerprint: string, why: string): Failure =>
  new Failure({
    what: `The key ${fingerprint} can't be had, so no signature can be checked.`,
    why,
    todo: 'Nothing was installed. Get the key some other way and give it with --keyring FILE.',
  });
