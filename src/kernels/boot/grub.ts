import {clean} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {asRoot, removeFile, said, writeFileAs} from '../files.ts';
import {
  defaultEntry,
  entryOf,
  type GrubConfig,
  type GrubEntry,
  namedEntry,
  parseGrubConfig,
  parseGrubEnvironment,
} from './grub-config.ts';
import {type BootLoader, panicAfter} from './loader.ts';

/** Read last of all in /etc/default/grub.d, so that it has the last word. */
const dropIn = '/etc/default/grub.d/zz-ebpf-kernel.cfg';

export const grub: BootLoader = {
  name: 'GRUB',
  undoPin: `rm ${dropIn} && update-grub`,
  undoOnce: 'grub-editenv - unset next_entry',

  /** GRUB_DEFAULT=0 means "the newest", which a kernel becomes as soon as it is unpacked, also when the power goes before it has an initrd. */
  async pin(host, release) {
    const before = await ownPath(host, release);
    await writePin(host, release, before);
    // A grub.cfg that was made elsewhere, as those of cloud images are, has other ids until now, and an id that leads nowhere means the first entry.
    const after = await ownPath(host, release);
    if (after !== before) await writePin(host, release, after);
    await expectDefault(host, release);
  },

  /** GRUB clears the entry before it starts it. */
  async bootOnce(host, release) {
    const entry = need(entryOf(await readConfig(host), release), release);
    await asRoot(host, ['grub-reboot', entry.path], 'The one-shot boot entry could not be set.');
    const set = (await readEnvironment(host)).get('next_entry');
    if (set !== entry.path)
      throw new Failure({
        what: 'The one-shot boot entry was not kept by GRUB.',
        why: `next_entry is ${set ?? 'not set'}.`,
      });
  },

  async onceByHand(host, release) {
    const entry = entryOf(await readConfig(host), release);
    return entry && `grub-reboot '${entry.path}'`;
  },

  async makeDefault(host, release) {
    // A one-shot entry is left where the kernel was never booted; with its kernel removed, GRUB would take whatever comes first.
    await asRoot(host, ['grub-editenv', '-', 'unset', 'next_entry'], 'The one-shot boot entry could not be cleared.');
    await removeFile(host, dropIn);
    await updateGrub(host);
    const config = await readConfig(host);
    if (defaultEntry(config, await readEnvironment(host))?.release === release) return;
    const entry = need(entryOf(config, release), release);
    if (config.default === '${saved_entry}') {
      await asRoot(host, ['grub-set-default', entry.path], 'The default boot entry could not be set.');
    } else {
      await writeFileAs(host, dropIn, newestBut(config, entry));
      await updateGrub(host);
    }
    await expectDefault(host, release);
  },

  async letGo(host) {
    const {exitCode} = await host.run(['test', '-e', dropIn], {asRoot: true});
    const boots = exitCode === 0 ? await grub.defaultRelease(host) : undefined;
    if (boots !== undefined) await grub.makeDefault(host, boots);
  },

  async isPinned(host, release) {
    const config = await readConfig(host);
    return (
      config.default === '${saved_entry}' && defaultEntry(config, await readEnvironment(host))?.release === release
    );
  },

  async defaultRelease(host) {
    return defaultEntry(await readConfig(host), await readEnvironment(host))?.release;
  },

  async onceRelease(host) {
    const once = (await readEnvironment(host)).get('next_entry');
    return once ? namedEntry(await readConfig(host), once)?.release : undefined;
  },

  async entries(host, releases) {
    const config = await readConfig(host);
    return new Map(
      releases.flatMap((release) => {
        const entry = entryOf(config, release);
        return entry ? [[release, entry]] : [];
      }),
    );
  },

  async entry(host, release) {
    return entryOf(await readConfig(host), release);
  },

  makeEntry: (host) => updateGrub(host),
  dropEntry: (host) => updateGrub(host),
};

/**
 * A default that follows updates: the newest kernel but for those that are newer by their number and that ENTRY's was chosen before. update-grub
 * runs the file, so that a security update boots as it does where nobody has chosen. Kernels that sort before the chosen one are left out by name.
 */
export const newestBut = ({entries}: GrubConfig, {path, release}: GrubEntry): string => {
  const releases = [...new Set(entries.map((each) => each.release))];
  const passed = releases.slice(0, releases.indexOf(release)).filter((each) => /^[\w.+~-]+$/.test(each));
  const [before, after] = path.split(release);
  const names = ['*.old', '*.dpkg-*', ...passed].join(' | ');
  return `# Written by "ebpf": ${release} has passed verification. The newest kernel boots by default, but for those named here, which it was chosen before.
# Remove this file to go back to your own default, and run update-grub.
GRUB_DEFAULT="${before}$(for image in /boot/vmlinuz-*; do case \${image#/boot/vmlinuz-} in ${names}) ;; *) echo "\${image#/boot/vmlinuz-}" ;; esac; done | sort -V | tail -n 1)${after}"
`;
};

const ownPath = async (host: Host, release: string): Promise<string> =>
  need(entryOf(await readConfig(host), release), release).path;

const writePin = async (host: Host, release: string, path: string): Promise<void> => {
  await writeFileAs(
    host,
    dropIn,
    `# Written by "ebpf": ${release} stays the default until a new kernel has passed verification.
# "ebpf setup" takes this file away after that; so may you, followed by update-grub.
GRUB_DEFAULT='${path}'
GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX panic=${panicAfter}"
`,
  );
  await updateGrub(host);
};

const updateGrub = (host: Host): Promise<void> =>
  asRoot(host, ['update-grub'], 'update-grub failed, so the boot menu is as it was.');

const expectDefault = async (host: Host, release: string): Promise<void> => {
  const boots = await grub.defaultRelease(host);
  if (boots === release) return;
  throw new Failure({
    what: `${release} is not the default kernel, though it should be by now.`,
    why: `grub.cfg boots ${boots ?? 'nothing that could be told'}.`,
    todo: `Look at /etc/default/grub, /etc/default/grub.d and ${dropIn}; nothing was booted.`,
  });
};

/** The path goes into a file that a shell reads: it has to be as grub-mkconfig makes them. */
const need = (entry: GrubEntry | undefined, release: string): GrubEntry => {
  if (entry && /^[\w.+:~>-]+$/.test(entry.path)) return entry;
  throw new Failure({
    what: `The boot menu has no entry of its own for ${release}.`,
    why: entry ? `Its id is ${entry.path}.` : 'grub.cfg names no such kernel.',
    todo: 'Run update-grub, then this again.',
  });
};

const readConfig = async (host: Host): Promise<GrubConfig> => {
  const {stdout, stderr, exitCode} = await host.run(['cat', '/boot/grub/grub.cfg'], {asRoot: true});
  if (exitCode !== 0) throw new Failure({what: '/boot/grub/grub.cfg could not be read.', why: said(stderr)});
  return parseGrubConfig(clean(stdout.toString('utf8')));
};

const readEnvironment = async (host: Host): Promise<ReadonlyMap<string, string>> => {
  const {stdout} = await host.run(['grub-editenv', 'list'], {asRoot: true});
  return parseGrubEnvironment(clean(stdout.toString('utf8')));
};
