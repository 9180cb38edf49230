import type {Host} from '../hosts/host.ts';
import {readTypes, type TypesOptions} from '../kernels/types/read.ts';
import {writeHeader} from '../programs/header/header.ts';

/** vmlinux.h of any host, or of a kernel in a file. No bpftool is needed, neither there nor here. @throws Failure */
export const vmlinuxOf = async (host: Host, options: TypesOptions = {}): Promise<Buffer> =>
  writeHeader(await readTypes(host, options));
