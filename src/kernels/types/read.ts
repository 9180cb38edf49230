import {shortLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {type Btf, readBtf} from '../../programs/btf/btf.ts';
import {continuesBase} from '../../programs/btf/sections.ts';
import {checkBtf} from '../../programs/btf/strict.ts';
import {type Found, lookInto} from '../../programs/kernel/kernel-file.ts';
import {runningKernelBtf} from './running.ts';
import {kernelInPackage, unpack} from './unpack.ts';

/** Where types come from. */
export interface TypesOptions {
  /** A file of the host: raw BTF, vmlinux, vmlinuz, a module, a kernel's package. Default: the running kernel. */
  readonly from?: string | undefined;
  /** Of a module: the kernel that it is for, in any of these forms. Default: the running kernel. */
  readonly base?: string | undefined;
  /** False where nothing is made of the types: they are compared alone, within the bounds that are always held. */
  readonly strict?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A vmlinux with debugging information has up to 500 MB. */
const limit = 1 << 30;

/**
 * The types of a kernel or module. Those of a file, and of any other host, are held to what a kernel can have before anything is made of
 * them.
 * @throws Failure for a file that can't be read, holds no types, or holds types that no compiler made.
 */
export const readTypes = async (
  host: Host,
  {from = runningKernelBtf, base, strict = true, signal}: TypesOptions = {},
): Promise<Btf> => {
  const found = await find(host, from, signal);
  const under = continuesBase(found.bytes) ? await baseOf(host, found, base, signal) : undefined;
  return refusing(from, host, () => {
    const btf = readBtf(found.bytes, under);
    if (strict && (!host.local || from !== runningKernelBtf)) checkBtf(btf);
    return btf;
  });
};

type Types = Extract<Found, {kind: 'btf'}>;

const baseOf = async (
  host: Host,
  {base, release}: Types,
  given: string | undefined,
  signal?: AbortSignal,
): Promise<Btf> => {
  if (base && !given) return refusing('.BTF.base', host, () => checked(readBtf(base)));
  if (release && !given) await sameKernel(host, release, signal);
  return readTypes(host, {from: given, signal});
};

const checked = (btf: Btf): Btf => {
  checkBtf(btf);
  return btf;
};

/** On the types of another kernel a module's would be read as nonsense. */
const sameKernel = async (host: Host, release: string, signal?: AbortSignal): Promise<void> => {
  const {stdout} = await host.run(['uname', '-r'], signal ? {signal} : {});
  const running = shortLine(stdout.toString('utf8'), 100);
  if (running === release) return;
  throw new Failure({
    what: `This module is for the kernel ${shortLine(release, 100)}, and ${host.name} runs ${running}.`,
    why: "A module's types continue those of its kernel.",
    todo: 'Name that kernel: --base VMLINUZ',
    exitCode: exitCodes.usage,
  });
};

const find = async (host: Host, from: string, signal?: AbortSignal): Promise<Types> => {
  let bytes: Uint8Array = await fetchFile(host, from, signal);
  // A package holds an image, which holds a payload, which holds an ELF file.
  for (let layer = 0; layer < 5; layer++) {
    const found = refusing(from, host, () => lookInto(bytes));
    if (found.kind === 'btf') return found;
    bytes =
      found.kind === 'deb' ? await kernelInPackage(bytes, signal) : await unpack(found.packing, found.bytes, signal);
  }
  throw new Failure({
    what: `${from} is packed within packed files.`,
    todo: 'Unpack it first.',
    exitCode: exitCodes.usage,
  });
};

const fetchFile = async (host: Host, from: string, signal?: AbortSignal): Promise<Buffer> => {
  try {
    return await host.read(from, {limit, ...(signal && {signal})});
  } catch (error) {
    if (!(error instanceof Failure) || error.link) throw error;
    const {what, cause} = error;
    if (from !== runningKernelBtf)
      throw new Failure({
        what,
        why: error.why,
        todo: 'Name a file that is there.',
        exitCode: exitCodes.usage,
        cause,
      });
    throw new Failure({
      what,
      why: [error.why, 'Without it, this kernel was built without BTF (CONFIG_DEBUG_INFO_BTF), or /sys is hidden.']
        .filter(Boolean)
        .join('\n'),
      todo: host.local
        ? 'Boot a kernel with BTF: "ebpf doctor" tells which ones there are. Distributions have had it since 2020 to 2021.'
        : `See what its kernel offers: ebpf doctor btf.vmlinux --remote ${host.name}`,
      cause,
    });
  }
};

/** Says which file of which host it was. */
const refusing = <T>(from: string, host: Host, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({
      what: `${from}${host.local ? '' : ` of ${host.name}`} is refused.`,
      why: [error.what, error.why].filter(Boolean).join('\n'),
      todo: error.todo,
      exitCode: error.exitCode,
      cause: error,
    });
  }
};
