import {spawnSync} from 'node:child_process';
import {readSections} from '../../src/programs/elf/elf.ts';

/** Programs that unpack a kernel, by how its payload begins. The legacy LZ4 frame is followed by its length. */
const unpackers: readonly (readonly [magic: string, command: string, trailer: number])[] = [
  ['02214c18', 'lz4', 4],
  ['28b52ffd', 'zstd', 0],
];

/** The BTF in a kernel's image for x86: https://docs.kernel.org/arch/x86/boot.html. */
export const kernelBtf = (vmlinuz: Buffer): Uint8Array => {
  const start = ((vmlinuz[0x1f1] ?? 0) + 1) * 512 + vmlinuz.readUInt32LE(0x248);
  const payload = vmlinuz.subarray(start, start + vmlinuz.readUInt32LE(0x24c));
  const magic = payload.toString('hex', 0, 4);
  const [, command = '', trailer = 0] = unpackers.find(([begins]) => begins === magic) ?? [];
  if (!command) throw new Error(`a kernel whose payload begins with ${magic}`);
  const {stdout, error} = spawnSync(command, ['-d', '-c'], {
    input: payload.subarray(0, payload.length - trailer),
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  const section = readSections(stdout).find(({name}) => name === '.BTF');
  if (!section) throw new Error('a kernel without BTF');
  return section.bytes.raw;
};
