import {stat} from 'node:fs/promises';
import path from 'node:path';
import {cacheDirectory, keep} from '../../hosts/cache.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {readBounded} from '../../hosts/read-bounded.ts';
import {reasonOf} from '../../hosts/reason.ts';
import {makeFolder, replaceFile} from '../../hosts/safe-file.ts';
import {sha256 as sha256Of} from '../../hosts/sha256.ts';

/** BTF that was kept. */
export interface KeptTypes {
  readonly bytes: Buffer;
  /** Whether it was held to what a kernel can have before it was kept. */
  readonly checked: boolean;
}

/** Types of kernels on this machine, each once, by the SHA-256 of its BTF: facts say which is theirs. */
export interface TypesStore {
  /** Whose hash was compared: undefined where there is none. */
  readonly find: (sha256: string) => Promise<KeptTypes | undefined>;
  readonly keep: (sha256: string, bytes: Uint8Array) => Promise<void>;
  /** Whether the types of this machine are kept as well, which can be read at any time. */
  readonly whole: boolean;
}

/** Bytes. A kernel's has 3 to 6 MB; a debug build's may have a few times that. */
export const largestBtf = 64 << 20;

/** Of the user's cache, and of `folders`, which are read only. */
export const typesStore = (
  folders: readonly string[] = [],
  cache = path.join(cacheDirectory(), 'btf'),
): TypesStore => ({
  find: async (sha256) => {
    // Facts come from anywhere: nothing but a hash becomes a name.
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    for (const folder of [...folders, cache]) {
      const bytes = await read(fileIn(folder, sha256));
      if (bytes && sha256Of(bytes) === sha256) return {bytes, checked: folder === cache};
    }
    return undefined;
  },
  keep: (sha256, bytes) => keep(fileIn(cache, sha256), bytes),
  whole: false,
});

/** Of a folder that the user named: `onTrouble` is told what cannot be kept there, which changes nothing of what is known of a host. */
export const typesFolder = (folder: string, onTrouble: (failure: Failure) => void): TypesStore => {
  const written = new Set<string>();
  return {
    find: typesStore([folder]).find,
    whole: true,
    keep: async (sha256, bytes) => {
      if (written.has(sha256)) return;
      written.add(sha256);
      try {
        await makeFolder(folder);
        await replaceFile(fileIn(folder, sha256), bytes);
      } catch (cause) {
        onTrouble(
          new Failure({
            what: `BTF could not be kept in ${folder}.`,
            why: reasonOf(cause),
            todo: 'Name another folder.',
            exitCode: exitCodes.usage,
            cause,
          }),
        );
      }
    },
  };
};

/** Of a file alone: opening a FIFO waits for somebody to write. */
const read = async (file: string): Promise<Buffer | undefined> => {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? readBounded(file, largestBtf).catch(() => undefined) : undefined;
};

const fileIn = (folder: string, sha256: string): string => path.join(folder, `${sha256}.btf`);
