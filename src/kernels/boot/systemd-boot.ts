import path from 'node:path';
import {clean} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {asRoot, contentOf, said, writeFileAs} from '../files.ts';
import {type BootEntry, type BootLoader, panicAfter} from './loader.ts';
import {
  efiText,
  type ListedEntry,
  parseBootctlList,
  parseEntryFile,
  withOption,
  withoutOption,
} from './systemd-boot-list.ts';

/** Of the vendor that https://systemd.io/BOOT_LOADER_INTERFACE/ gives to all of systemd-boot's variables. */
const oneShot = '/sys/firmware/efi/efivars/LoaderEntryOneShot-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';

const chosen = oneShot.replace('LoaderEntryOneShot', 'LoaderEntryDefault');

const panic = `panic=${panicAfter}`;

/**
 * Its word on the default is an EFI variable (LoaderEntryDefault), which goes before loader.conf: an entry that the owner had chosen with
 * "bootctl set-default" is replaced for good, loader.conf is never touched.
 */
export const systemdBoot: BootLoader = {
  name: 'systemd-boot',
  undoPin: "bootctl set-default ''",
  undoOnce: "bootctl set-oneshot ''",

  async pin(host, release) {
    const {id} = await need(host, release);
    // One that an earlier run has left would be taken for the default.
    await bootctl(host, 'set-oneshot', '');
    await bootctl(host, 'set-default', id);
    await expectDefault(host, release);
  },

  async bootOnce(host, release) {
    const {id, file} = await need(host, release);
    // kernel-install writes the file anew with each initrd, and so without this: hence so late.
    await edit(host, file, (text) => withOption(text, panic));
    await bootctl(host, 'set-oneshot', id);
    const set = await variable(host, oneShot);
    if (set !== id)
      throw new Failure({
        what: 'The one-shot boot entry was not kept by the firmware.',
        why: `LoaderEntryOneShot is ${set || 'not set'}.`,
      });
  },

  async onceByHand(host, release) {
    const entry = await find(host, release);
    return entry && `bootctl set-oneshot ${entry.id}`;
  },

  async makeDefault(host, release) {
    const {id, file} = await need(host, release);
    await edit(host, file, (text) => withoutOption(text, panic));
    await bootctl(host, 'set-oneshot', '');
    await bootctl(host, 'set-default', '');
    if ((await systemdBoot.defaultRelease(host)) === release) return;
    await bootctl(host, 'set-default', id);
    await expectDefault(host, release);
  },

  async letGo() {
    // Nothing tells a choice of ours in the firmware from one of the owner's.
  },

  async isPinned(host, release) {
    const id = await variable(host, chosen);
    return id !== '' && id === (await find(host, release))?.id;
  },

  async defaultRelease(host) {
    return (await list(host)).find(({isDefault}) => isDefault)?.version || undefined;
  },

  async onceRelease(host) {
    const id = await variable(host, oneShot);
    return id ? (await list(host)).find((entry) => entry.id === id)?.version || undefined : undefined;
  },

  async entries(host, releases) {
    const found = new Map<string, BootEntry>();
    for (const {version, file} of (await list(host)).filter(isOwn)) {
      if (releases.includes(version) && !found.has(version)) found.set(version, await look(host, version, file));
    }
    return found;
  },

  async entry(host, release) {
    return (await systemdBoot.entries(host, [release])).get(release);
  },

  async makeEntry(host, release) {
    const files = ['vmlinuz', 'initrd.img'].map((name) => `/boot/${name}-${release}`);
    await asRoot(host, ['kernel-install', 'add', release, ...files], `kernel-install failed for ${release}.`);
  },

  async dropEntry(host, release) {
    await asRoot(host, ['kernel-install', 'remove', release], `kernel-install failed for ${release}.`);
  },
};

/** What the firmware reads has to be what lies in /boot: a full partition, or a power cut, leaves less, and FAT has no journal. */
const look = async (host: Host, release: string, file: string): Promise<BootEntry> => {
  const {linux, initrds} = parseEntryFile(await read(host, file));
  const root = file.replace(/\/loader\/entries\/[^/]*$/, '');
  const initrd = initrds.at(-1);
  const pairs = [['vmlinuz', linux], ...(initrd ? [['initrd.img', initrd]] : [])].flatMap(([name, copy = '']) => [
    `/boot/${name}-${release}`,
    path.join(root, copy),
  ]);
  const compare = ['sh', '-c', 'while [ $# -gt 0 ]; do cmp -- "$1" "$2" >&2 || exit; shift 2; done', 'sh', ...pairs];
  const {exitCode, stderr} = await host.run(compare, {asRoot: true, environment: {LC_ALL: 'C.UTF-8'}});
  return {
    initrd: initrd !== undefined,
    damage: exitCode === 0 ? undefined : said(stderr) || `${root} could not be read.`,
  };
};

/** The text of an EFI variable; empty where it is not set. */
const variable = async (host: Host, file: string): Promise<string> =>
  efiText((await contentOf(host, file, {asRoot: true})) ?? Buffer.of());

type OwnEntry = ListedEntry & {readonly file: string};

const isOwn = (entry: ListedEntry): entry is OwnEntry => entry.file !== undefined;

const list = async (host: Host): Promise<readonly ListedEntry[]> => {
  const options = {asRoot: true, environment: {LC_ALL: 'C.UTF-8', SYSTEMD_COLORS: '0', SYSTEMD_URLIFY: '0'}};
  const {stdout, stderr, exitCode} = await host.run(['bootctl', 'list', '--no-pager'], options);
  if (exitCode !== 0) throw new Failure({what: 'The boot menu could not be read (bootctl list).', why: said(stderr)});
  return parseBootctlList(clean(stdout.toString('utf8')));
};

const find = async (host: Host, release: string): Promise<OwnEntry | undefined> =>
  (await list(host)).filter(isOwn).find(({version}) => version === release);

const need = async (host: Host, release: string): Promise<OwnEntry> => {
  const entry = await find(host, release);
  if (entry) return entry;
  throw new Failure({
    what: `The boot menu has no entry of its own for ${release}.`,
    why: 'bootctl list names no such version with a configuration file.',
    todo: `Make it, then run this again: kernel-install add ${release} /boot/vmlinuz-${release}`,
  });
};

const read = async (host: Host, file: string): Promise<string> => {
  const {stdout, stderr, exitCode} = await host.run(['cat', '--', file], {asRoot: true});
  if (exitCode !== 0) throw new Failure({what: `${file} could not be read.`, why: said(stderr)});
  return stdout.toString('utf8');
};

const edit = async (host: Host, file: string, change: (text: string) => string): Promise<void> => {
  const before = await read(host, file);
  const after = change(before);
  if (after !== before) await writeFileAs(host, file, after);
};

const bootctl = (host: Host, command: string, value: string): Promise<void> =>
  asRoot(host, ['bootctl', command, value], `The boot loader could not be told (bootctl ${command}).`);

const expectDefault = async (host: Host, release: string): Promise<void> => {
  const boots = await systemdBoot.defaultRelease(host);
  if (boots === release) return;
  throw new Failure({
    what: `${release} is not the default kernel, though it should be by now.`,
    why: `bootctl list says that ${boots ?? 'nothing that could be told'} is.`,
    todo: 'Look at "bootctl list" and loader.conf; nothing was booted.',
  });
};
