import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import type {Host, RunOptions} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith, notRoot} from '../lab/needs.ts';

/** Tests that mount, load BPF programs or change who they are. CI runs as root; elsewhere they are skipped, for this reason. */
export const asRoot = describeWith(notRoot);

const needed = ['clang', 'bpftool', 'libbpf-dev', 'make', 'busybox'];
const signs = ['/usr/bin/clang', '/usr/sbin/bpftool', '/usr/include/bpf/libbpf.h', '/usr/bin/make', '/bin/busybox'];

/** Installs what a real build needs where it is missing, so that a fresh clone can run these tests. */
export const installToolchain = async (): Promise<void> => {
  if (signs.every((sign) => existsSync(sign))) return;
  const apt = ['-o', 'DPkg::Lock::Timeout=300'];
  const env = {DEBIAN_FRONTEND: 'noninteractive'};
  await execa('apt-get', [...apt, 'update'], {env});
  await execa('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...needed], {env});
};

/** This machine, with each command started through another one that ends in `exec "$@"`. */
export const through = (
  prefix: readonly string[],
  change: (options: RunOptions) => RunOptions = (options) => options,
): Host => {
  const host = localHost();
  return {...host, run: (command, options = {}) => host.run([...prefix, ...command], change(options))};
};

/** In a mount namespace of its own, prepared by shell text. */
export const inMounts = (prepare: string, ...flags: string[]): Host =>
  through(['unshare', '--mount', '--propagation', 'private', ...flags, 'sh', '-c', `${prepare}\nexec "$@"`, 'sh']);

const noTracing =
  'for dir in /sys/kernel/debug/tracing /sys/kernel/debug /sys/kernel/tracing; do umount -l $dir 2>/dev/null; done';

/** With tracefs mounted, whatever this machine has. */
export const withTracefs = (): Host => inMounts(`${noTracing}; mount -t tracefs nodev /sys/kernel/tracing || exit`);

export const withoutTracefs = (): Host => inMounts(noTracing);

/** In a PID namespace too. */
export const inPidNamespace = (): Host =>
  inMounts(`mount -t tracefs nodev /sys/kernel/tracing`, '--pid', '--fork', '--kill-child', '--mount-proc');

/** As a user who may do nothing; `asRoot` gives him no more. */
export const asNobody = (): Host =>
  through(['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--inh-caps=-all', '--']);

/** With a program that is there but can't be executed: the file is hidden. */
export const hiding = (...files: string[]): Host =>
  inMounts(
    `mount -t tracefs nodev /sys/kernel/tracing
    for file in ${files.join(' ')}; do
      [ -d "$file" ] && mount -t tmpfs nodev "$file"
      [ -f "$file" ] && mount --bind /dev/null "$file"
    done`,
  );

/** With tracefs, and directories of the test's own in place of others. */
export const withDirectories = (directories: Readonly<Record<string, string>>): Host =>
  inMounts(
    [
      `${noTracing}; mount -t tracefs nodev /sys/kernel/tracing || exit`,
      ...Object.entries(directories).map(([place, own]) => `mount --bind '${own}' '${place}' || exit`),
    ].join('\n'),
  );

/** With other values in the environment. */
export const withEnvironment = (environment: Readonly<Record<string, string>>): Host =>
  through([], (options) => ({...options, environment: {...options.environment, ...environment}}));

const made: string[] = [];

/** A directory of the test's own. */
export const temporary = async (name = 'ebpf hello-'): Promise<string> => {
  const directory = await mkdtemp(path.join(tmpdir(), name));
  made.push(directory);
  return directory;
};

const mounted: string[] = [];

/** A directory on a disk of so many KiB. */
export const smallDisk = async (kibibytes: number, ...options: string[]): Promise<string> => {
  const directory = await temporary();
  await execa('mount', ['-t', 'tmpfs', '-o', [`size=${kibibytes}k`, ...options].join(), 'nodev', directory]);
  mounted.push(directory);
  return directory;
};

/** For afterEach: unmounts and removes what the functions above made. */
export const cleanUp = async (): Promise<void> => {
  for (const directory of mounted.splice(0)) await execa('umount', ['-l', directory]);
  for (const directory of made.splice(0)) await rm(directory, {recursive: true, force: true});
};
