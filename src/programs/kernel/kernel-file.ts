import {readSections} from '../elf/elf.ts';
import {bounded, refusal} from '../refusal.ts';

/** Programs that unpack, by what they are called; gzip is unpacked here. */
export type Packing = 'gzip' | 'lz4' | 'zstd' | 'xz' | 'lzma' | 'bzip2';

/** What is found in a file: types, or what must be unpacked first to find them. */
export type Found =
  /** `release` is the kernel that a module is for, `base` what it knows of the types of that kernel itself (Linux 6.11). */
  | {
      readonly kind: 'btf';
      readonly bytes: Uint8Array;
      readonly base?: Uint8Array | undefined;
      readonly release?: string | undefined;
    }
  | {readonly kind: 'packed'; readonly packing: Packing; readonly bytes: Uint8Array}
  | {readonly kind: 'deb'};

const packings: readonly (readonly [Packing, ...number[]])[] = [
  ['gzip', 0x1f, 0x8b],
  ['lz4', 0x02, 0x21, 0x4c, 0x18],
  ['lz4', 0x04, 0x22, 0x4d, 0x18],
  ['zstd', 0x28, 0xb5, 0x2f, 0xfd],
  ['xz', 0xfd, 0x37, 0x7a, 0x58, 0x5a],
  ['lzma', 0x5d, 0x00, 0x00],
  ['bzip2', 0x42, 0x5a, 0x68],
];

/** Looks for the types in a file that holds a kernel or a module in any form; what it is, its first bytes tell. @throws Failure */
export const lookInto = (bytes: Uint8Array): Found =>
  bounded('This is not a whole kernel.', () => {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const begins = (text: string | readonly number[], at = 0): boolean =>
      typeof text === 'string'
        ? file.toString('latin1', at, at + text.length) === text
        : text.every((byte, index) => file[at + index] === byte);
    if (begins([0x9f, 0xeb]) || begins([0xeb, 0x9f])) return {kind: 'btf', bytes};
    if (begins('\x7fELF')) return inElf(bytes);
    if (begins('!<arch>\ndebian-binary')) return {kind: 'deb'};
    if (begins('HdrS', 0x202)) return lookInto(payload(file));
    // CONFIG_EFI_ZBOOT: drivers/firmware/efi/libstub/zboot-header.S
    if (begins('MZ') && begins('zimg', 4))
      return lookInto(file.subarray(file.readUInt32LE(8)).subarray(0, file.readUInt32LE(12)));
    const packing = packings.find(([, ...magic]) => begins(magic));
    if (packing) return {kind: 'packed', packing: packing[0], bytes};
    return {kind: 'btf', bytes: inImage(file)};
  });

const inElf = (bytes: Uint8Array): Found => {
  const sections = readSections(bytes);
  const types = sections.find(({name}) => name === '.BTF');
  if (!types) throw none('This file has no section .BTF');
  const info = sections.find(({name}) => name === '.modinfo')?.bytes.raw;
  const release = info && /(?:^|\0)vermagic=([^\s\0]{1,100})/.exec(Buffer.from(info).toString('latin1'))?.[1];
  const base = sections.find(({name}) => name === '.BTF.base')?.bytes.raw;
  return {kind: 'btf', bytes: types.bytes.raw, base, release};
};

const none = (what: string) =>
  refusal(
    `${what}: it holds no types.`,
    'It was built without CONFIG_DEBUG_INFO_BTF, is stripped, or is not a kernel.',
    'Give raw BTF, a vmlinux, a vmlinuz, a module or a kernel package whose kernel has BTF.',
  );

/** Of a bzImage: Documentation/arch/x86/boot.rst, payload_offset since protocol 2.08. */
const payload = (file: Buffer): Buffer => {
  const start = (file.readUInt8(0x1f1) + 1) * 512 + file.readUInt32LE(0x248);
  const packed = file.subarray(start, start + file.readUInt32LE(0x24c));
  // All but gzip have their unpacked size after their end.
  return packed[0] === 0x1f ? packed : packed.subarray(0, -4);
};

/** In an image without sections, such as arm64's, types are known by their header: its types come first and its strings at once after. */
const inImage = (file: Buffer): Buffer => {
  const header = Buffer.from([0x9f, 0xeb, 1, 0]);
  for (let at = file.indexOf(header); at >= 0; at = file.indexOf(header, at + 1)) {
    if (at + 24 > file.length) break;
    const [length, typeStart, types, stringStart, strings] = [4, 8, 12, 16, 20].map((offset) =>
      file.readUInt32LE(at + offset),
    );
    if (length === undefined || types === undefined || stringStart !== types || strings === undefined) continue;
    const end = at + length + stringStart + strings;
    // A module's would be a tenth of that.
    if (length >= 24 && length < 256 && typeStart === 0 && types > 100_000 && end <= file.length)
      return file.subarray(at, end);
  }
  throw none('This is not a kernel in a form that is known here, or one without BTF');
};
