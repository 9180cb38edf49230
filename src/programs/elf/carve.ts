import {refusal} from '../refusal.ts';
import {carrierOf, type LoaderTold} from './carrier.ts';
import {extentOf, headerOf, machineBpf} from './header.ts';

/** A BPF object in a file: the file itself, or a part of a program that carries it. */
export interface Carved {
  /** Where it begins in the file. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Who loads it, where the file that carries it tells. */
  readonly told?: LoaderTold;
}

const magic = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46);
/** `e_type` of what a compiler writes before it is linked, as all BPF objects are. */
const relocatable = 1;
/** Far more than any program carries; a file made of forged headers costs no more than this. */
const mostHeaders = 4096;

/**
 * The BPF objects in a file: the file itself, or all that a binary, a shared library, a Go or a Rust program carries (libbpf skeletons, bpf2go
 * and aya embed objects as they are). Refuses a file with none.
 */
export const carve = (raw: Uint8Array): readonly Carved[] => {
  if (headerOf(raw, 0)?.machine === machineBpf) return [{offset: 0, bytes: raw}];
  const file = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const found: Carved[] = [];
  let headers = 0;
  let broken = 0;
  for (let at = file.indexOf(magic); at >= 0; ) {
    const header = headerOf(raw, at);
    let next = at + magic.length;
    if (header?.machine === machineBpf && header.type === relocatable) {
      if (++headers > mostHeaders)
        throw refusal('This file has too many ELF headers in it.', `More than ${mostHeaders}.`);
      const extent = extentOf(raw, at, header);
      if (extent === undefined) broken++;
      else {
        found.push({offset: at, bytes: raw.subarray(at, at + extent)});
        next = at + extent;
      }
    }
    at = file.indexOf(magic, next);
  }
  if (found.length === 0) throw broken > 0 ? damaged : nothing(raw);
  const told = carrierOf(raw);
  return told ? found.map((each) => ({...each, told})) : found;
};

const damaged = refusal(
  'The BPF object in this file is truncated or damaged.',
  'Its sections end behind the end of the file.',
);

const nothing = (raw: Uint8Array) => {
  const kind = headerOf(raw, 0) ? 'It is an ELF file of another machine, and carries none.' : kindOf(raw);
  return refusal(
    'This file holds no BPF object.',
    kind,
    'Give the .o that clang -target bpf wrote, or a program that carries it (a libbpf skeleton, bpf2go, aya).',
  );
};

const kindOf = (raw: Uint8Array): string => {
  if (raw.length === 0) return 'It is empty.';
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => raw[index] === byte);
  if (begins(0x7f, 0x45, 0x4c, 0x46)) return 'It is an ELF file of 32 bits or a damaged one, and carries none.';
  if (begins(0x42, 0x43, 0xc0, 0xde)) return 'It is LLVM bitcode: compile it to an object.';
  if (begins(0x1f, 0x8b) || begins(0x28, 0xb5, 0x2f, 0xfd) || begins(0xfd, 0x37, 0x7a, 0x58))
    return 'It is compressed: unpack it first.';
  if (begins(0x21, 0x3c, 0x61, 0x72)) return 'It is an archive (.a or .deb): unpack it first.';
  if (begins(0x9f, 0xeb) || begins(0xeb, 0x9f)) return 'It is raw BTF, which describes types and holds no programs.';
  if (isText(raw))
    return 'It is text, as sources and headers of skeletons are: the object is what these are compiled to, or made of.';
  return 'It does not begin as an ELF file does, and no part of it does.';
};

/** Enough to tell text by: no byte of it is a control character, but for those that break lines. */
const sampled = 4096;
const isText = (raw: Uint8Array): boolean =>
  raw.subarray(0, sampled).every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d));
