import type {Command} from './remedy.ts';

interface ManagerRow {
  /** Its program. */
  readonly program: string;
  /** How it installs without a question. */
  readonly install: Command;
  /** It changes the image of the next boot, not what runs. */
  readonly needsReboot?: boolean;
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
  pacman: {program: 'pacman', install: ['pacman', '-S', '--needed', '--noconfirm']},
  apk: {program: 'apk', install: ['apk', 'add']},
  xbps: {program: 'xbps-install', install: ['xbps-install', '-Sy']},
  emerge: {program: 'emerge', install: ['emerge', '--ask=n', '--noreplace']},
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

/** The command that installs packages, from `repositories` that are not enabled by default too. */
export const installCommand = (
  manager: Manager,
  packages: readonly string[],
  repositories: readonly string[] = [],
): Command => [
  ...managers[manager].install,
  ...(takesRepositories.has(manager) ? repositories.map((name) => `--enablerepo=${name}`) : []),
  ...packages,
];

const takesRepositories = new Set<Manager>(['dnf', 'microdnf', 'tdnf', 'yum']);
