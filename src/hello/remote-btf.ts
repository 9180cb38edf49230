import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {withTemporaryFolder} from '../hosts/safe-file.ts';
import {readBtf} from '../programs/btf/btf.ts';
import {checkBtf} from '../programs/btf/strict.ts';
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
    await writeFile(file, await btfOf(host, btf, signal));
    return work(folder, file);
  });

/** What a host says its types are becomes C that is compiled here: it is checked before a tool sees it. */
const btfOf = async (host: Host, btf: string, signal?: AbortSignal): Promise<Buffer> => {
  const bytes = await fetchBtf(host, btf, signal);
  try {
    checkBtf(readBtf(bytes));
    return bytes;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({
      what: `${btf} of ${host.name} is refused; nothing was written.`,
      why: error.what,
      todo: 'Do not trust that host, or that file: BTF that a kernel made passes.',
      exitCode: error.exitCode,
      cause: error,
    });
  }
};

const fetchBtf = async (host: Host, btf: string, signal?: AbortSignal): Promise<Buffer> => {
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

/** vmlinux.h of any host. A remote one needs no bpftool: its BTF comes here and the bpftool of this machine turns it into C. */
export const vmlinuxOf = (host: Host, options: DumpOptions = {}): Promise<Buffer> =>
  host.local
    ? dumpVmlinux(host, options)
    : withBtfOf(host, options, (_, btf) => dumpVmlinux(localHost(), {...options, btf}));
