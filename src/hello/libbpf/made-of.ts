import {sha256} from '../../hosts/sha256.ts';
import {version} from '../../version.ts';

/** The first line of a project's vmlinux.h: which BTF it was made of, by which version, and what stands below. */
export const madeOf = (types: Uint8Array, header: Uint8Array): string =>
  `/* Written by ebpf ${version} from the BTF with the SHA-256 ${sha256(types)}; below: ${sha256(header)} */\n`;

/** Whether a file is what would be made of these types anew, told by that line: making it takes most of a second run's time. */
export const isMadeOf = (file: Buffer, types: Uint8Array): boolean => {
  const below = file.indexOf('\n') + 1;
  return below > 0 && file.toString('latin1', 0, below) === madeOf(types, file.subarray(below));
};
