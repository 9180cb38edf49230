import {isRelease} from '../facts/release.ts';
import {clean, cleanLine, shortLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {packageFile} from '../hosts/package-files.ts';

/** What must be known of a host before its kernel is changed, as scripts/kernel-state.sh gathers it. */
export interface KernelState {
  /** `uname -r`. */
  readonly release: string;
  readonly bootId: string;
  /** dpkg's name of the architecture; empty without dpkg. */
  readonly arch: string;
  /** Whether dpkg reads packages compressed with zstd, as mainline's are since 5.14.11. */
  readonly zstd: boolean;
  /** Whether run-parts takes two directories, as mainline's scripts since 6.19.11 want. */
  readonly runPartsMany: boolean;
  readonly debianutils: string;
  /** What `dpkg --audit` complains of; empty when all is well. */
  readonly audit: string;
  readonly held: readonly string[];
  /** Modules that DKMS builds, as `nvidia/535.1`. */
  readonly dkms: readonly string[];
  /** Which of them it has installed for which kernel. */
  readonly dkmsInstalled: readonly {readonly module: string; readonly release: string}[];
  /** Names of imported ZFS pools. */
  readonly zfsPools: readonly string[];
  /** Seconds since the host was booted. */
  readonly uptime: number;
  /** Who is logged in, with the terminal: `root pts/0`. */
  readonly users: readonly string[];
  /** Whether the root file system lies on an encrypted volume, and what unlocks that at boot with nobody there. */
  readonly rootEncrypted: boolean;
  readonly unlockedBy: readonly string[];
  /** Whether somebody can unlock it over SSH while it boots. */
  readonly sshInInitrd: boolean;
  /** KiB. */
  readonly rootSpace: Space;
  readonly bootSpace: Space;
  readonly cacheSpace: Space;
  readonly rootFs: string;
  readonly efi: boolean;
  /** Whether kernels that are not signed are refused at boot: Secure Boot is on, and shim was not told to let everything pass. */
  readonly secureBoot: boolean;
  /** What an EFI boot loader says of itself: `systemd-boot 252.39`, `GRUB 2.12`; empty for most. */
  readonly bootedBy: string;
  readonly grub?: Grub;
  /** Set when it has booted this host. */
  readonly systemdBoot?: SystemdBoot;
  /** Paths of configurations of other boot loaders. */
  readonly otherLoaders: readonly string[];
  /** update-initramfs, dracut. */
  readonly tools: readonly string[];
  readonly kernels: readonly InstalledKernel[];
  /** Those whose images bear no signature at all. */
  readonly unsigned: readonly string[];
  /** Those whose headers are installed, or linked in. */
  readonly headers: readonly string[];
}

export interface Space {
  readonly free: number;
  readonly mount: string;
}

export interface Grub {
  readonly config: string;
  /** Its programs that are missing. */
  readonly lacks: readonly string[];
  /** Whether /etc/default/grub.d is read. */
  readonly dropIns: boolean;
  /** `lvm`, `diskfilter`; empty for a plain partition. */
  readonly abstraction: string;
  /** `ext2` for all of ext; `btrfs`, `zfs`, ... */
  readonly fs: string;
}

export interface SystemdBoot {
  /** Its programs that are missing. */
  readonly lacks: readonly string[];
  /** Whether EFI variables can be written, which say what boots. */
  readonly variables: boolean;
  /** The partition with its entries and with copies of the kernels; not set when bootctl can't tell. */
  readonly space?: Space;
  /** Kernels with an entry of their own. */
  readonly entries: readonly string[];
}

/** A kernel with an image in /boot. */
export interface InstalledKernel {
  readonly release: string;
  /** Bytes; 0 when the file is not there, or empty. */
  readonly image: number;
  readonly initrd: number;
  readonly modulesDep: number;
  /** By its configuration file. */
  readonly btf: boolean | undefined;
  /** The package that owns the image; empty for an image that was copied there. */
  readonly package: string;
}

/** Looks at a host, as root. */
export const readKernelState = async (host: Host): Promise<KernelState> => {
  const {stdout, stderr, exitCode} = await host.run(['sh', '-s'], {
    input: packageFile('scripts/kernel-state.sh'),
    asRoot: true,
    timeout: 60_000,
  });
  const text = stdout.toString('utf8');
  const state = parseKernelState(text);
  if (exitCode === 0 && state) return state;
  const ended = exitCode === 0 ? notUnderstood(text) : `The script ended with code ${exitCode ?? 'none'}.`;
  throw new Failure({
    what: `The kernels of ${host.name} could not be looked at.`,
    said: stderr,
    why: cleanLine(stderr).slice(0, 500) || ended,
    todo: 'Look at what "uname -r" and "cat /proc/sys/kernel/random/boot_id" print there, as root.',
    exitCode: exitCodes.unknown,
  });
};

const notUnderstood = (text: string): string =>
  `It calls its kernel "${shortLine(/^release (.*)$/m.exec(text)?.[1] ?? '', 80)}", or does not say since which boot it runs.`;

/** Reads the script's output; undefined when it is not whole enough to act on. */
export const parseKernelState = (output: string): KernelState | undefined => {
  const lines = clean(output).split('\n');
  const all = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());
  const one = (name: string) => all(name)[0] ?? '';
  const space = (name: string): Space => {
    const [free = '0', ...mount] = one(name).split(' ');
    return {free: Number(free) || 0, mount: mount.join(' ')};
  };
  if (!isRelease(one('release')) || !one('boot-id')) return undefined;
  return {
    release: one('release'),
    bootId: one('boot-id'),
    arch: /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/.test(one('arch')) ? one('arch') : '',
    zstd: one('zstd') === 'yes',
    runPartsMany: one('run-parts-many') === 'yes',
    debianutils: one('debianutils'),
    audit: one('audit'),
    held: all('held'),
    ...dkmsOf(all('dkms')),
    zfsPools: all('zfs-pool'),
    uptime: Number(one('uptime')) || 0,
    users: all('user'),
    rootEncrypted: one('root-encrypted') === 'yes',
    unlockedBy: all('unlocked-by'),
    sshInInitrd: all('ssh-in-initrd').length > 0,
    rootSpace: space('root-space'),
    bootSpace: space('boot-space'),
    cacheSpace: space('cache-space'),
    rootFs: one('root-fs'),
    efi: one('efi') === 'yes',
    secureBoot: one('secure-boot') === 'yes',
    ...(one('grub') && {
      grub: {
        config: one('grub'),
        lacks: all('grub-lacks'),
        dropIns: one('grub-drop-ins') === 'yes',
        abstraction: one('grub-abstraction'),
        fs: one('grub-fs'),
      },
    }),
    bootedBy: one('booted-by'),
    ...(one('booted-by').startsWith('systemd-boot') && {
      systemdBoot: {
        lacks: all('sd-boot-lacks'),
        variables: one('sd-boot-variables') === 'yes',
        ...(one('sd-boot-space') && {space: space('sd-boot-space')}),
        entries: all('sd-boot-entry'),
      },
    }),
    otherLoaders: all('other-loader'),
    tools: all('tool'),
    kernels: all('kernel').flatMap(parseKernel),
    unsigned: all('unsigned'),
    headers: all('headers'),
  };
};

/** `nvidia/535.1, 6.1.0-37-amd64, x86_64: installed`; before DKMS 3 `nvidia, 535.1, ...`, and a module that is only added has no kernel. */
const dkmsLine = /^([\w.+~-]+)(?:\/|, )([\w.+~-]+)(?:, (\S+), \S+?)?: (\w+)/;

const dkmsOf = (lines: readonly string[]): Pick<KernelState, 'dkms' | 'dkmsInstalled'> => {
  const known = lines.flatMap((line) => {
    const [, name, version, release, state] = dkmsLine.exec(line) ?? [];
    return name ? [{module: `${name}/${version}`, release, state}] : [];
  });
  return {
    dkms: [...new Set(known.map(({module}) => module))],
    dkmsInstalled: known.flatMap(({module, release, state}) =>
      release && state === 'installed' ? [{module, release}] : [],
    ),
  };
};

const parseKernel = (line: string): InstalledKernel[] => {
  const [release, image = '', initrd = '', modulesDep = '', btf, name = ''] = line.split(/\s+/);
  if (!release || !isRelease(release)) return [];
  return [
    {
      release,
      image: Number(image) || 0,
      initrd: Number(initrd) || 0,
      modulesDep: Number(modulesDep) || 0,
      btf: btf === 'yes' ? true : btf === 'no' ? false : undefined,
      package: name,
    },
  ];
};
