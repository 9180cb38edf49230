import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {lacking, notRoot} from './needs.ts';

/** Everything the lab makes lies here; git ignores it. */
const base = path.resolve(import.meta.dirname, '../../.lab/ssh');

/** Where a server's folder appears in its own mount namespace: users can't look through the folders above a clone. */
const inside = '/mnt';

/** Why no OpenSSH server can be started here, or undefined. */
export function missing(): string | undefined {
  return notRoot ?? lacking('sshd', 'ssh-keygen', 'unshare', 'sudo', 'fish', 'tcsh');
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address() as {port: number};
      server.close(() => resolve(port));
    });
  });
}

/** A folder of a test's own. */
export function workspace(name: string): string {
  mkdirSync(base, {recursive: true});
  return mkdtempSync(path.join(base, `${name}-`));
}

export function generateKey(file: string, {type = 'ed25519', passphrase = ''} = {}): string {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'lab', '-f', file]);
  return file;
}

/** Users that exist only for the servers of the lab, by login shell and by what sudo lets them do. Their password is `lab's "word"`. */
const users = {
  labuser: {shell: '/bin/sh', sudo: 'NOPASSWD: ALL'},
  labpw: {shell: '/bin/bash', sudo: 'ALL'},
  labnosudo: {shell: '/bin/sh', sudo: undefined},
  labtty: {shell: '/bin/sh', sudo: 'NOPASSWD: ALL', requiretty: true},
  labfish: {shell: '/usr/bin/fish', sudo: 'NOPASSWD: ALL'},
  labtcsh: {shell: '/usr/bin/tcsh', sudo: 'NOPASSWD: ALL'},
  labnoisy: {shell: '/bin/bash', sudo: 'NOPASSWD: ALL'},
  labnologin: {shell: '/usr/sbin/nologin', sudo: undefined},
  labflood: {shell: '/bin/bash', sudo: undefined},
} as const;

export type LabUser = keyof typeof users;
export const labUsers = Object.keys(users) as LabUser[];
export const password = `lab's "word"`;

const rcFiles: Partial<Record<LabUser, Record<string, string>>> = {
  labnoisy: {'.bashrc': 'umask 000; echo "Welcome to the machine"; echo oops >&2; printf "no line end"; set -x\n'},
  labtcsh: {
    '.tcshrc': 'umask 777; echo "tcsh says hello"; set verbose; set prompt="> "; alias sh echo; alias cat echo\n',
  },
  labflood: {'.bashrc': 'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done\n'},
};

/** Copies of the account files with the lab's users added, for a mount namespace: the machine's own stay as they are. */
function accounts(directory: string): string {
  const etc = path.join(directory, 'etc');
  mkdirSync(etc, {recursive: true});
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], {input: password}).toString().trim();
  const rows = {
    passwd: readFileSync('/etc/passwd', 'utf8').replace(/^(root:.*:)[^:]*(:[^:]*)$/m, `$1${inside}/home/root$2`),
    shadow: readFileSync('/etc/shadow', 'utf8'),
    group: readFileSync('/etc/group', 'utf8'),
  };
  let sudoers = 'Defaults env_reset, use_pty\nroot ALL=(ALL:ALL) ALL\n';
  mkdirSync(path.join(directory, 'home/root'), {recursive: true});
  labUsers.forEach((name, index) => {
    const id = 61200 + index;
    const user = users[name];
    const home = path.join(directory, 'home', name);
    mkdirSync(home, {recursive: true});
    for (const [file, text] of Object.entries(rcFiles[name] ?? {})) writeFileSync(path.join(home, file), text);
    mkdirSync(path.join(home, '.config/fish'), {recursive: true});
    if (name === 'labfish')
      writeFileSync(path.join(home, '.config/fish/config.fish'), 'echo "fish says hello"\nfunction sh; echo no; end\n');
    rows.passwd += `${name}:x:${id}:${id}::${inside}/home/${name}:${user.shell}\n`;
    rows.shadow += `${name}:${hash}:19000:0:99999:7:::\n`;
    rows.group += `${name}:x:${id}:\n`;
    if (user.sudo) sudoers += `${name} ALL=(ALL:ALL) ${user.sudo}\n`;
    if ('requiretty' in user) sudoers += `Defaults:${name} requiretty\n`;
    execFileSync('chown', ['-R', `${id}:${id}`, home]);
  });
  for (const [name, text] of Object.entries(rows)) writeFileSync(path.join(etc, name), text);
  writeFileSync(path.join(etc, 'sudoers'), sudoers);
  chmodSync(path.join(etc, 'shadow'), 0o600);
  chmodSync(path.join(etc, 'sudoers'), 0o440);
  return etc;
}

export interface Sshd {
  readonly directory: string;
  readonly address: string;
  readonly port: number;
  /** The private host key; `.pub` beside it. */
  readonly hostKey: string;
  /** The user's private key, accepted for every user. */
  readonly userKey: string;
  /** Lines of `known_hosts` for this server. */
  knownHosts(): string;
  log(): string;
  /** Kills the server's processes for the connections that are open, as a cable that is pulled. */
  cut(): void;
  stop(): void;
}

export interface SshdOptions {
  /** Lines for sshd_config. */
  readonly config?: readonly string[];
  readonly address?: string;
  readonly port?: number;
  readonly hostKeyType?: string;
  /** A host key that is there already. */
  readonly hostKey?: string;
  /** A file system of its own above this machine's: what is installed there is gone with the server. */
  readonly ownRoot?: boolean;
  /** A network namespace to run in. */
  readonly namespace?: string;
  /** Another server's user key. */
  readonly userKey?: string;
  /** A file that stands in the place of the kernel's BTF there. */
  readonly types?: string;
}

/** Starts an OpenSSH server in the foreground, in mount and process namespaces of its own. */
export async function startSshd({
  config = [],
  address = '127.0.0.1',
  hostKeyType = 'ed25519',
  namespace,
  ...given
}: SshdOptions = {}): Promise<Sshd> {
  const directory = workspace('sshd');
  chmodSync(directory, 0o755);
  const port = given.port ?? (await freePort());
  const hostKey = given.hostKey ?? generateKey(path.join(directory, 'host_key'), {type: hostKeyType});
  const userKey = given.userKey ?? generateKey(path.join(directory, 'user_key'));
  cpSync(`${userKey}.pub`, path.join(directory, 'authorized_keys'));
  const etc = accounts(directory);
  const logFile = path.join(directory, 'log');
  const lines = [
    ...config,
    `ListenAddress ${address}`,
    `Port ${port}`,
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${inside}/authorized_keys`,
    `PidFile ${directory}/pid`,
    'PermitRootLogin yes',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'StrictModes no',
    'UseDNS no',
    // Of this one sshd takes the last line, not the first.
    ...(config.some((line) => line.startsWith('MaxStartups')) ? [] : ['MaxStartups 200']),
    'LogLevel VERBOSE',
  ];
  writeFileSync(path.join(directory, 'sshd_config'), `${lines.join('\n')}\n`);
  const start = `/usr/sbin/sshd -D -e -f ${directory}/sshd_config`;
  const files = ['passwd', 'shadow', 'group', 'sudoers'];
  const shared = [
    ...files.map((name) => `mount --bind ${etc}/${name} /etc/${name}`),
    `mount --bind ${directory} ${inside}`,
    ...(given.types ? [`mount --bind ${given.types} /sys/kernel/btf/vmlinux`] : []),
    'umask 022',
    `exec ${start} 2>${logFile}`,
  ];
  const fs = `${directory}/fs`;
  const own = [
    `mkdir ${fs}; mount -t tmpfs -o size=3g lab ${fs}; mkdir ${fs}/up ${fs}/work ${fs}/root`,
    `mount -t overlay lab -o lowerdir=/,upperdir=${fs}/up,workdir=${fs}/work ${fs}/root`,
    ...files.map((name) => `cp -p ${etc}/${name} ${fs}/root/etc/${name}`),
    ...['proc', 'sys', 'dev'].map((name) => `mount --rbind /${name} ${fs}/root/${name}`),
    ...['run', 'tmp'].map((name) => `mount -t tmpfs -o mode=1777 lab ${fs}/root/${name}`),
    `mkdir -p ${fs}/root/run/sshd; mount --bind ${directory} ${fs}/root${inside}`,
    // The clone may lie below /tmp, which was hidden just now.
    `mkdir -p ${fs}/root${directory}; mount --bind ${directory} ${fs}/root${directory}`,
    'umask 022',
    `exec chroot ${fs}/root ${start} 2>${logFile}`,
  ];
  const script = ['set -e', 'mkdir -p /run/sshd', 'mount --make-rprivate /', ...(given.ownRoot ? own : shared)].join(
    '\n',
  );
  const command = ['unshare', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child=KILL', 'sh', '-c', script];
  const [program = '', ...words] = namespace ? ['ip', 'netns', 'exec', namespace, ...command] : command;
  const child: ChildProcess = spawn(program, words, {stdio: 'ignore', detached: true});
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  for (let tries = 0; !/Server listening/.test(log()); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`sshd did not start: ${log()}`);
    await sleep(50);
  }
  const descendants = (pid: number): number[] => {
    const children = execFileSync('ps', ['-eo', 'pid=,ppid='])
      .toString()
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/).map(Number));
    const below = (id: number): number[] =>
      children.filter(([, parent]) => parent === id).flatMap(([own = 0]) => [own, ...below(own)]);
    return below(pid);
  };
  return {
    directory,
    address,
    port,
    hostKey,
    userKey,
    knownHosts: () => {
      const [type, key] = readFileSync(`${hostKey}.pub`, 'utf8').split(' ');
      return `${port === 22 ? address : `[${address}]:${port}`} ${type} ${key}\n`;
    },
    log,
    cut: () => {
      for (const pid of descendants(child.pid ?? 0)) {
        // It may end between being listed and being looked at.
        try {
          const title = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
          // The session processes of sshd, not the listener and not what users run.
          if (/^sshd: [^/]*(\[|@)/.test(title) && !title.includes('[listener]')) process.kill(pid, 'SIGKILL');
        } catch (error) {
          if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
        }
      }
    },
    stop: () => {
      if (child.pid) {
        try {
          process.kill(child.pid, 'SIGKILL');
        } catch {
          // gone already
        }
      }
      rmSync(directory, {recursive: true, force: true});
    },
  };
}
