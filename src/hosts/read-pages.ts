import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {Failure} from './failure.ts';

/**
 * A file of sysfs, of which the kernel gives a page at a time, from memory (fs/kernfs/file.c, kernfs_file_read_iter). A stream has a task of a thread and a
 * buffer of 64 kB for each: of a BTF of 5 MB that cost ten times the reading itself. `room` is where it comes, for a file that tells its size.
 */
export const readPages = (
  path: string,
  limit: number,
  room: (bytes: number) => Buffer = Buffer.allocUnsafeSlow,
): Buffer => {
  const file = openSync(path, 'r');
  try {
    // Most tell no size of their own; BTF does.
    let buffer = room(Math.min(fstatSync(file).size, limit) + 1);
    for (let filled = 0; ; ) {
      const got = readSync(file, buffer, filled, buffer.length - filled, null);
      filled += got;
      if (filled > limit) throw tooLarge(path, limit);
      if (got === 0) return buffer.subarray(0, filled);
      if (filled === buffer.length) buffer = Buffer.concat([buffer], 2 * filled);
    }
  } finally {
    closeSync(file);
  }
};

export const tooLarge = (path: string, limit: number): Failure =>
  new Failure({what: `${path} is larger than ${limit} bytes.`});
