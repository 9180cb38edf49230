import {Failure} from '../../hosts/failure.ts';
import {type Btf, readBtf} from '../../programs/btf/btf.ts';
import {checkBtf} from '../../programs/btf/strict.ts';
import {refusal} from '../../programs/refusal.ts';

/** Prints the BTF of all modules: a line `BYTES NAME` for each, an empty line, then one after the other. Nothing where there is none. */
export const sendingModules = `cd /sys/kernel/btf || exit 1
for file in *; do case $file in vmlinux | '*') ;; *) set -- "$@" "$file" ;; esac; done
[ $# -gt 0 ] || exit 0
stat -c '%s %n' -- "$@" && echo && exec cat -- "$@"`;

/** Types of the modules of a kernel. */
export interface ModuleTypes {
  readonly modules: readonly Btf[];
  /** All that were sent could be read. */
  readonly all: boolean;
}

/** More than any kernel loads. */
const mostModules = 4096;

/**
 * Reads what {@link sendingModules} printed, on the types of the kernel. One module whose BTF is damaged is left out: a loader that meets it may say more.
 * @throws Failure for what is cut off
 */
export const readModules = (bytes: Uint8Array, kernel: Btf): ModuleTypes => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blank = file.indexOf('\n\n');
  if (bytes.length === 0) return {modules: [], all: true};
  const sizes =
    blank < 0
      ? []
      : file
          .toString('latin1', 0, blank)
          .split('\n')
          .map((line) => Number(/^\d{1,9}/.exec(line)?.[0]));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length === 0 || sizes.length > mostModules || total !== bytes.length - blank - 2)
    throw refusal('The BTF of the modules is not whole.', 'It has not as many bytes as it says.', 'Try again.');
  const modules: Btf[] = [];
  let at = blank + 2;
  for (const size of sizes) {
    const module = readModule(bytes.subarray(at, at + size), kernel);
    if (module) modules.push(module);
    at += size;
  }
  return {modules, all: modules.length === sizes.length};
};

const readModule = (bytes: Uint8Array, kernel: Btf): Btf | undefined => {
  try {
    const btf = readBtf(bytes, kernel);
    checkBtf(btf);
    return btf;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
};
