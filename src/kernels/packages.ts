import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {sha256 as sha256Of} from '../hosts/sha256.ts';
import {aptEnvironment, aptInstall} from '../remedies/apt.ts';
import {parseSimulation} from './distro.ts';
import {said, sumOn, writeFileAs} from './files.ts';
import {archiveCache} from './mainline/cache.ts';
import {download} from './mainline/download.ts';
import type {SignedBuild} from './mainline/folder.ts';
import type {WebOptions} from './mainline/web.ts';
import {manyDirectories} from './maintainer-scripts.ts';
import type {Requirement} from './requirement.ts';
import {spaceObstacles} from './space.ts';
import type {KernelState} from './state.ts';

/** Where packages lie on a host until they are installed: root's, so that nobody changes them after they were checked. */
const stage = '/var/cache/ebpf/kernels';

export interface DeliverOptions extends WebOptions {
  readonly host: Host;
  readonly archive: URL;
  readonly cache: string;
  readonly onProgress?: ((file: string, received: number, total: number | undefined) => void) | undefined;
}

/**
 * Gets one file of a build here, checks it, brings it to the host and checks it there: what dpkg sees is what was signed.
 * @returns its path on the host.
 */
export const deliver = async (build: SignedBuild, file: string, options: DeliverOptions): Promise<string> => {
  const {host, archive, cache, onProgress, ...web} = options;
  const sha256 = build.sums.get(file);
  if (sha256 === undefined) throw unlisted(file);
  const target = `${stage}/${file}`;
  if ((await sumOn(host, target)) === sha256) return target;
  const folder = path.join(archiveCache(cache, archive), build.version.name);
  const local = path.join(folder, file);
  await download(new URL(file, build.url), local, {
    ...web,
    sha256,
    onProgress: (received, total) => onProgress?.(file, received, total),
  });
  const data = await readFile(local);
  if (sha256Of(data) !== sha256) throw changed(file, 'here');
  await writeFileAs(host, target, data);
  if ((await sumOn(host, target)) !== sha256) throw changed(file, `on ${host.name}`);
  return target;
};

/** The staged file of a package, left by an install that was cut short; it was checked before it got there. */
export const stagedFile = async (host: Host, name: string): Promise<string | undefined> => {
  const {stdout} = await host.run(['find', stage, '-maxdepth', '1', '-name', `${name}_*.deb`], {asRoot: true});
  return stdout.toString('utf8').split('\n').find(Boolean);
};

/** Takes the staged packages away again. */
export const clearStage = async (host: Host): Promise<void> => {
  await host.run(['rm', '-rf', '--', stage], {asRoot: true});
};

/**
 * What dpkg and the package's own scripts would do on this host, and whether its kernel would help, looked at before they do it.
 * @throws Failure for a package that would be left half-installed, and for one whose configuration has no BTF where that is required.
 */
export const inspectPackage = async (
  host: Host,
  file: string,
  state: KernelState,
  requirement: Requirement,
): Promise<void> => {
  const {stdout, stderr, exitCode} = await host.run(['sh', '-c', readScripts, 'sh', file], {asRoot: true});
  if (exitCode !== 0) throw unreadable(host, file, said(stderr), state);
  const calls = manyDirectories(stdout.toString('utf8'));
  if (calls.length > 0 && !state.runPartsMany) throw brokenScripts(host, path.basename(file), calls[0] ?? '', state);
  if (!requirement.btf) return;
  const config = await host.run(['sh', '-c', readBtf, 'sh', file], {asRoot: true});
  if (config.stdout.toString('utf8').trim() === 'no') throw withoutBtf(path.basename(file));
};

/** Of the two packages one has the configuration; tar stops at it, long before the modules. */
const readBtf = `config=$(dpkg-deb --fsys-tarfile "$1" 2>/dev/null | tar -xOf - --occurrence=1 --wildcards './boot/config-*' 2>/dev/null) || exit 0
if printf '%s\\n' "$config" | grep -qx CONFIG_DEBUG_INFO_BTF=y; then echo yes; else echo no; fi`;

const readScripts = `set -e; control=$(mktemp); trap 'rm -f "$control"' EXIT
dpkg-deb --ctrl-tarfile "$1" >"$control"
for name in preinst postinst prerm postrm; do tar -xOf "$control" "./$name" 2>/dev/null || :; echo; done`;

/**
 * Asks apt what it would do with the packages, and the packages what room they take.
 * @throws Failure for dependencies that can't be met, for removals, and for too small disks.
 */
export const rehearse = async (host: Host, files: readonly string[], state: KernelState): Promise<void> => {
  const [program = '', ...rest] = localInstall(files);
  const simulated = await host.run([program, '--simulate', ...rest], {asRoot: true, environment: aptEnvironment});
  if (simulated.exitCode !== 0) throw unmet(host, said(`${simulated.stdout.toString('utf8')}\n${simulated.stderr}`));
  const {removes} = parseSimulation(simulated.stdout.toString('utf8'));
  if (removes.length > 0)
    throw new Failure({what: 'apt would remove packages for this kernel.', why: removes.join(', '), todo: otherKernel});
  const [obstacle] = spaceObstacles(state, {root: await installedSize(host, files), cache: 0});
  if (obstacle) throw new Failure({what: 'There is too little room for this kernel.', ...obstacle});
};

/** `--reinstall` mends a package that was being unpacked when the power went. */
export const localInstall = (files: readonly string[]): readonly string[] => aptInstall(['--reinstall', ...files]);

/** Bytes that the packages take unpacked, by their own word (in KiB). */
const installedSize = async (host: Host, files: readonly string[]): Promise<number> => {
  let bytes = 0;
  for (const file of files) {
    const {stdout} = await host.run(['dpkg-deb', '--field', file, 'Installed-Size'], {asRoot: true});
    bytes += (Number(stdout.toString('utf8').trim()) || 0) * 1024;
  }
  return bytes;
};

const otherKernel = `Nothing was changed. Take the distribution's kernel ("ebpf setup --kernel distro") or another version (ebpf kernel list).`;

const unlisted = (file: string): Failure =>
  new Failure({what: `${file} is not in the signed CHECKSUMS.`, why: 'Then nobody vouches for it.', todo: otherKernel});

const changed = (file: string, where: string): Failure =>
  new Failure({
    what: `${file} ${where} is not the file that was checked.`,
    why: 'It was changed after its download, or the disk is failing.',
    todo: 'Nothing was installed. Run this again; if it stays so, look at the disk.',
  });

const unreadable = ({name}: Host, file: string, why: string, {zstd}: KernelState): Failure =>
  new Failure({
    what: `dpkg on ${name} can't read ${path.basename(file)}.`,
    why: zstd ? why : `${why}\nIts dpkg knows no zstd, with which mainline's packages are compressed since 5.14.11.`,
    todo: otherKernel,
  });

const brokenScripts = ({name}: Host, file: string, call: string, {debianutils}: KernelState): Failure =>
  new Failure({
    what: `${file} can't be installed on ${name}: its own scripts would fail half-way.`,
    why: `They call run-parts with two directories, which debianutils knows from 5.21 on; there is ${debianutils || 'an older one'}.\nThe line: ${call}`,
    todo: `Nothing was changed. Take 6.19.10 or older (ebpf kernel list --range '<=6.19.10'), or the distribution's kernel ("ebpf setup --kernel distro").`,
  });

const withoutBtf = (file: string): Failure =>
  new Failure({
    what: `${file} is of a kernel without BTF, so it would not help.`,
    why: 'Its configuration has no CONFIG_DEBUG_INFO_BTF=y.',
    todo: otherKernel,
  });

const unmet = ({name}: Host, why: string): Failure =>
  new Failure({what: `The packages need what ${name} does not have.`, why, todo: otherKernel});
