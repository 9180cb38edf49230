import {createHash} from 'node:crypto';
import {armoured} from '../../hosts/armour.ts';

/** A public key as it lies in a keyring, with its user ids, signatures and subkeys. */
export interface PublicKey {
  /** 40 hexadecimal digits, upper case. */
  readonly fingerprint: string;
  /** Its packets, for a keyring that holds nothing else. */
  readonly data: Buffer;
}

/** The keys of a keyring, binary or in ASCII armour (RFC 9580). Keys of version 4 only, which is what gpgv knows; empty when there is none. */
export const readKeys = (file: Buffer): readonly PublicKey[] => {
  const data = dearmor(file);
  const keys = [...packetsOf(data)].filter(({tag}) => tag === publicKey);
  return keys.flatMap(({body, start}, index) =>
    body[0] === 4 ? [{fingerprint: fingerprintOf(body), data: data.subarray(start, keys[index + 1]?.start)}] : [],
  );
};

const publicKey = 6;

/** SHA-1 over 0x99, two bytes of length, and the packet's body. */
const fingerprintOf = (body: Buffer): string =>
  createHash('sha1')
    .update(Buffer.from([0x99, body.length >> 8, body.length & 0xff]))
    .update(body)
    .digest('hex')
    .toUpperCase();

const dearmor = (file: Buffer): Buffer => {
  const text = file.toString('latin1');
  if (!text.includes('-----BEGIN PGP')) return file;
  return Buffer.concat(
    armoured(text, 'PGP PUBLIC KEY BLOCK').map((block) => {
      // Headers end at an empty line; the line that starts with = is a checksum of the armour.
      const body = block.replace(/^\r?\n(?:[A-Za-z]+: [^\n]*\n)*\r?\n/, '').replace(/^=[A-Za-z0-9+/]{4}\r?$/m, '');
      return Buffer.from(body, 'base64');
    }),
  );
};

interface Packet {
  readonly tag: number;
  readonly start: number;
  readonly body: Buffer;
}

function* packetsOf(data: Buffer): Generator<Packet> {
  for (let at = 0; at < data.length; ) {
    const header = readHeader(data, at);
    if (!header || header.body + header.length > data.length) return;
    yield {tag: header.tag, start: at, body: data.subarray(header.body, header.body + header.length)};
    at = header.body + header.length;
  }
}

/** Undefined for what is no packet, and for lengths that a key does not use (partial, indeterminate). */
const readHeader = (data: Buffer, at: number): {tag: number; body: number; length: number} | undefined => {
  const first = data[at] ?? 0;
  if ((first & 0x80) === 0) return undefined;
  const left = data.length - at;
  if ((first & 0x40) === 0) {
    const size = [1, 2, 4][first & 3];
    if (size === undefined || left < 1 + size) return undefined;
    return {tag: (first >> 2) & 15, body: at + 1 + size, length: data.readUIntBE(at + 1, size)};
  }
  const tag = first & 0x3f;
  const one = data[at + 1] ?? 0;
  if (left < 2) return undefined;
  if (one < 192) return {tag, body: at + 2, length: one};
  if (one < 224)
    return left < 3 ? undefined : {tag, body: at + 3, length: ((one - 192) << 8) + (data[at + 2] ?? 0) + 192};
  if (one === 255 && left >= 6) return {tag, body: at + 6, length: data.readUInt32BE(at + 2)};
  return undefined;
};
