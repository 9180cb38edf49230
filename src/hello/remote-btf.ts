import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {withTemporaryFolder} from '../hosts/safe-file.ts';
import {type DumpOptions, dumpVmlinux, runningKernelBtf} from './vmlinux.ts';

/** The BTF of distribution kernels has 3 to 7 MB. */
const limit = 256 << 20;

/** Gives WORK a folder of this machine that is removed afterwards, with the host's BTF in it as a file. */
export const withBtfOf = <T>(
  host: Host,
  {btf = runningKernelBtf, signal}: DumpOptions,
  work: (folder: string, btf: string) => Promise<T>,
): Promise<T> =>
  withTemporaryFolder('ebpf-', async (folder) => {
    const file = path.join(folder, 'btf');
    await writeFile(file, await readBtf(host, btf, signal));
    return work(folder, file);
  });

const readBtf = async (host: Host, btf: string, signal?: AbortSignal): Promise<Buffer> => {
  try {
    return await host.read(btf, {limit, ...(signal && {signal})});
  } catch (error) {
    if (!(error instanceof Failure) || error.link) throw error;
    throw new Failure({
      what: error.what,
      why: error.why,
      todo: `See what its kernel offers: ebpf doctor btf.vmlinux --remote ${host.name}`,
      cause: error,
    });
  }
};

/**
 * vmlinux.h of any host. A remote one needs no bpftool: its BTF comes here and the bpftool of this machine turns it into C. Where
 * this machine has none that works, the host's own is asked.
 */
export const vmlinuxOf = async (host: Host, options: DumpOptions = {}): Promise<Buffer> => {
  if (host.local) return dumpVmlinux(host, options);
  return withBtfOf(host, options, async (_, btf) => {
    try {
      return await dumpVmlinux(localHost(), {...options, btf});
    } catch (error) {
      return dumpVmlinux(host, options).catch(() => {
        throw error;
      });
    }
  });
};
