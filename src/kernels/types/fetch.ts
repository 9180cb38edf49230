import {promisify} from 'node:util';
import {gunzip} from 'node:zlib';
import {type Fact, known, unreadable} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';
import {cleanLine, shortLine} from '../../hosts/clean.ts';
import {crowdFactor} from '../../hosts/crowd.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {sha256 as sha256Of} from '../../hosts/sha256.ts';
import {type Btf, readBtf} from '../../programs/btf/btf.ts';
import {checkBtf} from '../../programs/btf/strict.ts';
import {KernelTypes} from '../../programs/core/kernel-types.ts';
import {type ModuleTypes, readModules, sendingModules} from './modules.ts';
import {runningKernelBtf} from './running.ts';
import {type KeptTypes, largestBtf, type TypesStore} from './store.ts';

/** Milliseconds: it is one file of some megabytes. */
const patience = 60_000;

/** A kernel's types, and the hash of its BTF. */
export interface NamedTypes {
  readonly sha256: string;
  readonly types: KernelTypes;
}

/** Types that were read in this run, by their hash: hosts that run one kernel share them. */
export type SharedTypes = Map<string, Promise<NamedTypes>>;

/** Of more kernels than this the first are let go: each takes some megabytes. */
const mostShared = 12;

/** Where types are kept, and which are at hand. */
export interface FetchOptions {
  readonly store: TypesStore;
  readonly shared: SharedTypes;
  /** Those of this machine, where they are being read already. */
  readonly here?: Promise<NamedTypes> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The types of the kernel that a host runs, for facts that were read there just now: a fact that names them, and the types where it does. Over
 * SSH the BTF comes compressed, and only where it is not kept here already. It is a stranger's, and held to what a kernel's can be before it is
 * kept or used.
 */
export const fetchTypes = async (
  host: Host,
  {btf: {vmlinux}}: Facts,
  options: FetchOptions,
): Promise<{readonly content: Fact<string>; readonly types?: KernelTypes}> => {
  if (vmlinux.state !== 'known') return {content: vmlinux};
  const {size} = vmlinux.value;
  if (size > largestBtf) return {content: unreadable(`it has ${size} bytes; ${largestBtf} is the most that is read`)};
  try {
    const {sha256, types} = await (host.local ? (options.here ?? readHere(host, options)) : fetchThere(host, options));
    return {content: known(sha256), types};
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return {content: unreadable(shortLine([error.what, error.why].filter(Boolean).join(' '), 300))};
  }
};

/** The types that facts name, where they are kept. @throws Failure where they are damaged */
export const findTypes = async (sha256: string, {store, shared}: FetchOptions): Promise<KernelTypes | undefined> => {
  const found = await shared.get(sha256)?.catch(() => undefined);
  if (found) return found.types;
  const kept = await store.find(sha256);
  return kept && (await share(shared, sha256, async () => ({sha256, types: readKept(kept)}))).types;
};

/** Reads types once for all who want them; what another host could not give is read anew. */
const share = async (shared: SharedTypes, sha256: string, read: () => Promise<NamedTypes>): Promise<NamedTypes> => {
  const found = await shared.get(sha256)?.catch(() => undefined);
  if (found) return found;
  const reading = read();
  shared.set(sha256, reading);
  const [oldest = ''] = shared.keys();
  if (shared.size > mostShared) shared.delete(oldest);
  return reading;
};

const readKept = ({bytes, checked}: KeptTypes): KernelTypes => {
  const btf = readBtf(bytes);
  if (!checked) checkBtf(btf);
  return new KernelTypes(btf);
};

/** The types of this machine's kernel. @throws Failure where they cannot be read */
export const readHere = async (
  host: Host,
  {store, signal}: Pick<FetchOptions, 'store' | 'signal'>,
): Promise<NamedTypes> => {
  const bytes = await host.read(runningKernelBtf, {limit: largestBtf, ...(signal && {signal})});
  const sha256 = sha256Of(bytes);
  if (store.whole) await store.keep(sha256, bytes);
  return {sha256, types: new KernelTypes(readBtf(bytes))};
};

/** Prints the hash, where the host has a program that makes one. */
const hashing = `sum=$(sha256sum <"$1" 2>/dev/null) && printf %s "\${sum%% *}"`;
/** A third is left by the fastest compression; a host without gzip sends it as it is. */
const sending = 'command -v gzip >/dev/null 2>&1 && exec gzip -1c <"$1"; exec cat <"$1"';

/** The same of what a script prints: the hash of it, and it compressed. */
const hashOf = (script: string): string =>
  `sum=$({ ${script}\n} 2>/dev/null | sha256sum 2>/dev/null) && printf %s "\${sum%% *}"`;
const packed = (script: string): string =>
  `if command -v gzip >/dev/null 2>&1; then { ${script}\n} | gzip -1c; exit; fi\n${script}`;

const ask = (host: Host, script: string, signal?: AbortSignal) =>
  host.run(['sh', '-c', script, 'sh', runningKernelBtf], {
    limit: largestBtf,
    timeout: patience * crowdFactor(),
    ...(signal && {signal}),
  });

/**
 * The types of the modules that a host has loaded, on those of its kernel; a fact that names what they were read from. Fetched and kept as the kernel's
 * are, all in one.
 */
export const fetchModules = async (
  host: Host,
  kernel: Btf,
  {store, signal}: Omit<FetchOptions, 'shared'>,
): Promise<{readonly content: Fact<string>; readonly types?: ModuleTypes}> => {
  try {
    const said = host.local ? '' : (await ask(host, hashOf(sendingModules), signal)).stdout.toString('latin1');
    const kept = await store.find(said);
    const bytes =
      kept?.bytes ??
      (await received(
        await ask(host, host.local ? sendingModules : packed(sendingModules), signal),
        host,
        'The BTF of the modules',
      ));
    const types = readModules(bytes, kernel);
    const sha256 = kept ? said : sha256Of(bytes);
    if (!kept || store.whole) await store.keep(sha256, bytes);
    return {content: known(sha256), types};
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return {content: unreadable(shortLine([error.what, error.why].filter(Boolean).join(' '), 300))};
  }
};

/** The types of modules that facts name, where they are kept. @throws Failure where they are damaged */
export const findModules = async (sha256: string, kernel: Btf, store: TypesStore): Promise<ModuleTypes | undefined> => {
  const kept = await store.find(sha256);
  return kept && readModules(kept.bytes, kernel);
};

const fetchThere = async (host: Host, {store, shared, signal}: FetchOptions): Promise<NamedTypes> => {
  const fetch = async (): Promise<NamedTypes> => {
    const bytes = await received(await ask(host, sending, signal), host);
    const types = readKept({bytes, checked: false});
    const sha256 = sha256Of(bytes);
    await store.keep(sha256, bytes);
    return {sha256, types};
  };
  const said = (await ask(host, hashing, signal)).stdout.toString('latin1');
  if (!/^[0-9a-f]{64}$/.test(said)) return fetch();
  return share(shared, said, async () => {
    const kept = await store.find(said);
    if (!kept) {
      const fetched = await fetch();
      // Other hosts that name this hash are judged by what comes of it.
      if (fetched.sha256 === said) return fetched;
      throw new Failure({what: `${runningKernelBtf} of ${host.name} has another hash than it says.`});
    }
    if (store.whole) await store.keep(said, kept.bytes);
    return {sha256: said, types: readKept(kept)};
  });
};

/** What came of it, unpacked. */
const received = async (
  {stdout, exitCode, stderr, timedOut, overflowed}: Awaited<ReturnType<Host['run']>>,
  {name}: Host,
  file = runningKernelBtf,
): Promise<Buffer> => {
  const fail = (what: string, why?: string) => new Failure({what: `${file} of ${name} ${what}.`, why});
  if (timedOut) throw fail('did not come in time');
  if (overflowed) throw fail('has no end');
  if (exitCode !== 0) throw fail('cannot be read', cleanLine(stderr));
  if (stdout[0] !== 0x1f || stdout[1] !== 0x8b) return stdout;
  try {
    return await promisify(gunzip)(stdout, {maxOutputLength: largestBtf});
  } catch (error) {
    throw fail('did not arrive whole', (error as Error).message);
  }
};
