import type {OsRelease} from '../facts/facts.ts';
import type {Manager} from './managers.ts';

/** Systems to which no package is added while they run. */
export interface ImageRow {
  readonly title: string;
  /** `ID` in os-release(5), or one of `ID_LIKE`. */
  readonly ids: readonly string[];
  /** `VARIANT_ID` of a distribution that comes both ways. */
  readonly variants?: RegExp;
  /** What else tells of it counts only where no os-release names a system: a chroot on it is of another. */
  readonly nameless?: true;
  /** A path whose existence tells. */
  readonly sign?: string;
  /** A program in PATH that tells. */
  readonly program?: string;
  /** The folder of its programs. */
  readonly folder?: string;
  /** What tells in `uname -r`, where it is the system itself and no container on it. */
  readonly kernel?: RegExp;
  /** How people write them, where only a report tells of a host. */
  readonly words: RegExp;
  /** What adds packages to the next boot. */
  readonly manager?: Manager;
  /** What works there, with the names of packages. */
  readonly advice: (packages: string) => string;
  readonly source: string;
}

const container =
  'Use it in a container: docker or podman run --privileged --pid=host, with a distribution that has it';

export const images: readonly ImageRow[] = [
  {
    title: 'NixOS',
    ids: ['nixos'],
    words: /nix ?os/i,
    advice: () =>
      'On NixOS packages are named in environment.systemPackages (clang and bpftools are so called there, libbpf, elfutils and zlib are for nix-shell -p, headers are linuxPackages.kernel.dev). clang-unwrapped compiles for BPF where the wrapper adds flags that BPF has not.',
    source: 'https://github.com/NixOS/nixpkgs/pull/325587',
  },
  {
    title: 'Guix System',
    ids: ['guix'],
    words: /\bguix\b/i,
    advice: () =>
      'On Guix packages are named in the configuration of the system, or used with guix shell; guix search finds them.',
    source: 'https://guix.gnu.org/manual/en/html_node/Invoking-guix-shell.html',
  },
  {
    title: 'SteamOS and ChimeraOS',
    ids: ['steamos', 'chimeraos'],
    words: /steam ?os|steam deck|chimeraos/i,
    advice: (packages) =>
      `Its root is read-only and replaced by each update. ${container}; or let pacman install ${packages} after "steamos-readonly disable", which lasts until the next update.`,
    source: 'https://help.steampowered.com/en/faqs/view/671A-4453-E8D2-323C',
  },
  {
    title:
      "Fedora's and Red Hat's image-based systems (CoreOS, Silverblue, Kinoite, IoT, Bazzite, Bluefin, Aurora, RHCOS ...)",
    ids: ['bazzite', 'bluefin', 'aurora', 'rhcos', 'scos', 'fedora-coreos', 'ucore'],
    variants:
      /^(?:coreos|silverblue|kinoite|iot|sericea|onyx|bazzite|bluefin|aurora|ucore|sway-atomic|\S+-atomic|atomic\S*)/,
    sign: '/run/ostree-booted',
    words: /silverblue|kinoite|coreos|bazzite|bluefin|\bfedora iot|atomic/i,
    manager: 'rpm-ostree',
    advice: (packages) =>
      `Its root is an image: "rpm-ostree install ${packages}" adds to the next boot, where rpm-ostree is; an image built with bootc gets it in its Containerfile. To compile, a toolbox container will do, which changes nothing.`,
    source: 'https://coreos.github.io/rpm-ostree/administrator-handbook/',
  },
  {
    title: "SUSE's transactional systems (SLE Micro, MicroOS, Leap Micro, Aeon, Kalpa)",
    ids: [
      'suse-microos',
      'sle-micro',
      'sle-micro-rancher',
      'sl-micro',
      'opensuse-microos',
      'opensuse-leap-micro',
      'aeon',
      'opensuse-aeon',
      'kalpa',
      'opensuse-kalpa',
      'microos',
    ],
    words: /microos|sle? micro|leap micro|\baeon\b|\bkalpa\b/i,
    manager: 'transactional-update',
    advice: (packages) =>
      `Its root is a read-only snapshot: "transactional-update pkg install ${packages}" puts it into the next one, then reboot.`,
    source: 'https://documentation.suse.com/sle-micro/5.5/html/SLE-Micro-all/sec-transactional-udate.html',
  },
  {
    title: 'Vanilla OS and other systems with abroot',
    ids: ['vanilla'],
    program: 'abroot',
    words: /vanilla ?os/i,
    advice: (packages) => `Its root is an image: "abroot pkg add ${packages}", then "abroot pkg apply" and a reboot.`,
    source: 'https://docs.vanillaos.org/docs/en/abroot',
  },
  {
    title: 'Flatcar and Fedora CoreOS before it was of Fedora',
    ids: ['flatcar', 'coreos'],
    words: /flatcar|coreos container linux/i,
    advice: () =>
      `It has no packages. "toolbox" starts a container with a package manager; or build the tool in as a system extension (systemd-sysext). ${container}.`,
    source: 'https://www.flatcar.org/docs/latest/setup/debug/install-debugging-tools/',
  },
  {
    title: "Google's Container-Optimized OS",
    ids: ['cos'],
    words: /container-optimized os/i,
    advice: () => `It has no packages. "toolbox" starts a container with a package manager. ${container}.`,
    source: 'https://cloud.google.com/container-optimized-os/docs/how-to/toolbox',
  },
  {
    title: 'Bottlerocket',
    ids: ['bottlerocket'],
    words: /bottlerocket/i,
    advice: () =>
      'It has no packages: use the admin container (enter-admin-container, then sheltie), or a privileged container.',
    source: 'https://github.com/bottlerocket-os/bottlerocket-admin-container',
  },
  {
    title: 'Talos Linux',
    ids: ['talos'],
    words: /\btalos\b/i,
    advice: () =>
      'It has neither packages nor a shell: run the tools in a privileged pod (kubectl debug node/NAME --profile=sysadmin).',
    source: 'https://www.talos.dev/latest/introduction/what-is-talos/',
  },
  {
    title: 'Termux on Android',
    ids: [],
    folder: '/data/data/com.termux/',
    words: /termux/i,
    advice: () =>
      'In Termux clang, make and git are installed by its own user, never by root: "pkg install clang make git". Programs load only on a device that is rooted, and build better on another machine.',
    source: 'https://github.com/termux/termux-tools/blob/master/scripts/pkg.in',
  },
  {
    title: 'Android',
    ids: [],
    nameless: true,
    sign: '/system/build.prop',
    kernel: /-android\d+-/,
    words: /android/i,
    advice: () =>
      'Android has no package manager. Build on another machine, and load as root on a device that is rooted; an app such as Termux has clang and make. What comes with the system is built in its source tree and loaded at boot by bpfloader.',
    source: 'https://source.android.com/docs/core/architecture/kernel/bpf',
  },
  {
    title: 'TrueNAS',
    ids: [],
    kernel: /[-+]truenas\b/,
    words: /truenas/i,
    advice: (packages) =>
      `Its root is replaced by each update, and its apt is switched off. ${container}; or in a virtual machine or an instance on it. Only a machine for development takes ${packages} after "install-dev-tools".`,
    source: 'https://www.truenas.com/docs/scale/scaletutorials/systemsettings/advanced/developermode/',
  },
  {
    title: 'Unraid',
    ids: [],
    kernel: /-Unraid$/,
    words: /unraid/i,
    advice: () =>
      `Its root is unpacked into memory at each boot: what is installed is gone after the next. ${container}.`,
    source: 'https://wiki.unraid.net/UnRAID_Manual_6',
  },
  {
    title:
      'Other systems that are an image (RancherOS, Buildroot, CirrOS, Tiny Core, Yocto, Ubuntu Core, Clear Linux, Home Assistant OS, balenaOS, LibreELEC, ChromeOS ...)',
    // https://github.com/home-assistant/operating-system/blob/dev/buildroot-external/meta: hassos before it was haos.
    ids: [
      'haos',
      'hassos',
      'balena-os',
      'libreelec',
      'coreelec',
      'chromeos',
      'chromiumos',
      'rancheros',
      'k3os',
      'buildroot',
      'cirros',
      'tinycore',
      'poky',
      'wrlinux',
      'ubuntu-core',
      'ubios',
      'clear-linux-os',
    ],
    words: /rancheros|buildroot|cirros|tiny ?core|yocto|poky|ubuntu core|clear linux|home assistant|balena|libreelec/i,
    advice: () =>
      `This system is built as an image, and what is added while it runs may be gone with the next one. ${container}, or build the tool into the image.`,
    source: 'https://github.com/libbpf/bpftool/releases',
  },
];

/** What tells on a host that it is an image. */
export interface ImageSigns {
  /** Paths that exist. */
  readonly signs: readonly string[];
  /** Names in PATH. */
  readonly programs: readonly string[];
  /** The same with their folders. */
  readonly paths: readonly string[];
  /** Whether the root file system is. */
  readonly readOnly: boolean;
  /** `uname -r`. */
  readonly kernel: string;
}

/** The row of a system that is an image. */
export const imageOf = (
  os: OsRelease | undefined,
  {signs, programs, paths, readOnly, kernel}: ImageSigns,
): ImageRow | undefined => {
  const inContainer = ['/.dockerenv', '/run/.containerenv', '/run/systemd/container'].some((sign) =>
    signs.includes(sign),
  );
  const names = os ? [os.id, ...os.idLike].filter(Boolean).map((name) => name.toLowerCase()) : [];
  const told = images.filter(({nameless}) => !nameless || names.length === 0);
  return (
    images.find(({ids}) => ids.includes(names[0] ?? '')) ??
    images.find(({variants}) => variants?.test(os?.variantId ?? '')) ??
    images.find(({ids}) => names.some((name) => ids.includes(name))) ??
    images.find(({folder}) => folder !== undefined && paths.some((path) => path.startsWith(folder))) ??
    (inContainer ? undefined : told.find((row) => row.kernel?.test(kernel))) ??
    told.find(({sign}) => sign !== undefined && signs.includes(sign)) ??
    images.find(({program}) => program !== undefined && programs.includes(program)) ??
    // Any openSUSE can be installed as a transactional server; bootc with composefs leaves no /run/ostree-booted.
    (readOnly
      ? (images.find(({manager}) => manager === 'transactional-update' && programs.includes(manager)) ??
        (programs.includes('bootc') ? images.find(({manager}) => manager === 'rpm-ostree') : undefined))
      : undefined)
  );
};

/** The system that is an image and that a free text names. */
export const imageNamed = (text: string): ImageRow | undefined => images.find(({words}) => words.test(text));
