import type {Command} from './remedy.ts';

interface ManagerRow {
  /** Its program. */
  readonly program: string;
  /** How it installs without a question. */
  readonly install: Command;
  /** It changes the image of the next boot, not what runs. */
  readonly needsReboot?: boolean;
  /** What a fresh image of it lacks: a list of its packages, whose path tells, and how it installs then. */
  readonly withoutIndex?: {readonly index: string; readonly first?: Command; readonly install?: Command};
}

/** What installs packages. Names of packages are another matter: apt installs those of ALT Linux too. */
export const managers = {
  apt: {program: 'apt-get', install: ['apt-get', 'install', '--yes', '--no-install-recommends']},
  'apt-rpm': {program: 'apt-get', install: ['apt-get', 'install', '-y']},
  dnf: {program: 'dnf', install: ['dnf', 'install', '-y']},
  microdnf: {program: 'microdnf', install: ['microdnf', 'install', '-y']},
  tdnf: {program: 'tdnf', install: ['tdnf', 'install', '-y']},
  yum: {program: 'yum', install: ['yum', 'install', '-y']},
  zypper: {program: 'zypper', install: ['zypper', '--non-interactive', 'install']},
  pacman: {
    program: 'pacman',
    install: ['pacman', '-S', '--needed', '--noconfirm'],
    // https://wiki.archlinux.org/title/System_maintenance#Partial_upgrades_are_unsupported
    withoutIndex: {index: '/pacman/sync/', install: ['pacman', '-Syu', '--needed', '--noconfirm']},
  },
  apk: {
    program: 'apk',
    install: ['apk', 'add'],
    // https://github.com/gliderlabs/docker-alpine/issues/207
    withoutIndex: {index: '/APKINDEX.', install: ['apk', 'add', '--update-cache']},
  },
  xbps: {program: 'xbps-install', install: ['xbps-install', '-Sy']},
  emerge: {
    program: 'emerge',
    install: ['emerge', '--ask=n', '--noreplace'],
    // https://wiki.gentoo.org/wiki/Handbook:AMD64/Installation/Base
    withoutIndex: {index: '/repos/gentoo/', first: ['emerge-webrsync']},
  },
  // Its lists lie in memory and are gone at each boot: https://openwrt.org/docs/guide-user/additional-software/opkg
  opkg: {
    program: 'opkg',
    install: ['opkg', 'install'],
    withoutIndex: {index: '/opkg-lists/', first: ['opkg', 'update']},
  },
  eopkg: {program: 'eopkg', install: ['eopkg', 'install', '-y']},
  urpmi: {program: 'urpmi', install: ['urpmi', '--auto']},
  'rpm-ostree': {program: 'rpm-ostree', install: ['rpm-ostree', 'install', '--idempotent'], needsReboot: true},
  'transactional-update': {
    program: 'transactional-update',
    install: ['transactional-update', '--non-interactive', 'pkg', 'install'],
    needsReboot: true,
  },
} as const satisfies Readonly<Record<string, ManagerRow>>;

export type Manager = keyof typeof managers;

/** The commands that install packages on a host with these lists of packages; where nobody looked for those, they are taken to be there. */
export const installCommands = (
  manager: Manager,
  {packages, repositories}: {readonly packages: readonly string[]; readonly repositories: readonly string[]},
  indexes: readonly string[] | undefined,
): readonly Command[] => {
  const {withoutIndex}: ManagerRow = managers[manager];
  const lacks = withoutIndex && indexes && !indexes.some((path) => path.includes(withoutIndex.index));
  const {first, install} = (lacks && withoutIndex) || {};
  return [...(first ? [first] : []), installCommand(manager, packages, repositories, install)];
};

/** The command that installs packages, from `repositories` that are not enabled by default too. */
export const installCommand = (
  manager: Manager,
  packages: readonly string[],
  repositories: readonly string[] = [],
  install: Command = managers[manager].install,
): Command => [
  ...install,
  ...(takesRepositories.has(manager) ? repositories.map((name) => `--enablerepo=${name}`) : []),
  ...packages,
];

const takesRepositories = new Set<Manager>(['dnf', 'microdnf', 'tdnf', 'yum']);
