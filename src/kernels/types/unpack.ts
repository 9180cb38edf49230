import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {gunzip} from 'node:zlib';
import {shortLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {RunOptions} from '../../hosts/host.ts';
import {localHost} from '../../hosts/local.ts';
import {withTemporaryFolder} from '../../hosts/safe-file.ts';
import type {Packing} from '../../programs/kernel/kernel-file.ts';

/** A vmlinux with all of its symbols has 100 to 400 MB, which is not what is packed. */
const limit = 512 << 20;

const packages: Readonly<Record<Packing, string>> = {
  gzip: 'gzip',
  lz4: 'lz4',
  zstd: 'zstd',
  xz: 'xz-utils',
  lzma: 'xz-utils',
  bzip2: 'bzip2',
};

/** What packed bytes hold, by the program of this machine that unpacks them. @throws Failure */
export const unpack = async (packing: Packing, bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> => {
  if (packing !== 'gzip') return run([packing, '-dc'], packages[packing], {input: bytes}, signal);
  try {
    return await promisify(gunzip)(bytes, {maxOutputLength: limit});
  } catch (cause) {
    throw damaged((cause as Error).message);
  }
};

/** The kernel in a package of Debian's kind. */
export const kernelInPackage = (deb: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> =>
  withTemporaryFolder('ebpf-', async (folder) => {
    const file = path.join(folder, 'package.deb');
    await writeFile(file, deb);
    const kernel = await run(['sh', '-c', script, 'sh', file], 'dpkg and tar', {}, signal);
    if (kernel.length > 0) return kernel;
    throw new Failure({
      what: 'This package holds no kernel.',
      why: 'There is no vmlinuz in it, neither in /boot nor in /usr/lib/modules.',
      todo: 'Since Linux 6.19, Debian has it in the package linux-binary-VERSION, not in linux-image-VERSION.',
      exitCode: exitCodes.usage,
    });
  });

/** tar fails where one of several patterns matches nothing. */
const script = `dpkg-deb --fsys-tarfile "$1" |
  tar -xO --wildcards './boot/vmlinuz-*' './boot/vmlinux-*' './usr/lib/modules/*/vmlinuz' './lib/modules/*/vmlinuz' 2>/dev/null || :`;

const run = async (
  command: readonly string[],
  from: string,
  options: RunOptions,
  signal?: AbortSignal,
): Promise<Buffer> => {
  const environment = {LC_ALL: 'C'};
  const result = await localHost()
    .run(command, {...options, environment, limit, timeout: 120_000, ...(signal && {signal})})
    .catch((cause) => {
      signal?.throwIfAborted();
      throw new Failure({
        what: `This kernel is packed, and ${command[0]} is not here to unpack it.`,
        todo: `Install it (Debian: apt install ${from}), or unpack the kernel elsewhere.`,
        exitCode: exitCodes.unknown,
        cause,
      });
    });
  signal?.throwIfAborted();
  if (result.overflowed) throw damaged(`It has more than ${limit >> 20} MB unpacked.`);
  if (result.exitCode !== 0) throw damaged(shortLine(result.stderr, 300));
  return result.stdout;
};

const damaged = (why: string): Failure =>
  new Failure({what: 'This kernel cannot be unpacked.', why, todo: 'Fetch it again.', exitCode: exitCodes.usage});
