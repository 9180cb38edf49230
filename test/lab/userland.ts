import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {readFileSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import {madeOnce} from './made-once.ts';
import {lacking, notRoot} from './needs.ts';

/** Debian releases whose userlands the lab can make. */
export type Suite = 'bullseye' | 'bookworm' | 'trixie' | 'sid';

const root = path.resolve(import.meta.dirname, '../..');
const script = path.join(import.meta.dirname, 'userland.sh');
const folder = path.join(root, '.lab/userland');

/** Why there can be no userland here, or undefined. */
export function missing(): string | undefined {
  return notRoot ?? lacking('mmdebstrap', 'unshare', 'apt-get');
}

/** How a command inside is run. Unset: as root, in root's home, with the environment of a login and nothing else. */
export interface RunOptions {
  readonly user?: 'root' | 'dev' | 'pwsudo' | 'nosudo';
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** False: a network namespace with nothing in it, not even a loopback that is up. */
  readonly network?: boolean;
  /** Shell commands that run first as root, in a mount namespace of the command's own: mounts made there touch nothing else. */
  readonly mounts?: string;
  /** On a terminal of its own: what it prints comes back in `stdout` alone, as the terminal got it. */
  readonly terminal?: boolean;
}

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running inside. */
export interface Running {
  readonly result: Promise<Result>;
  /** What it has printed so far on both streams. */
  readonly output: () => string;
  /** Resolves when the output matches; rejects when the command ends without that. */
  readonly sees: (pattern: RegExp) => Promise<void>;
  /** Typed at its terminal. Without a terminal stdin is empty. */
  readonly type: (text: string) => void;
}

export interface Userland {
  readonly run: (command: readonly string[], options?: RunOptions) => Promise<Result>;
  /** A script for sh, run with `-e`. Rejects when it fails: for what a test prepares. */
  readonly sh: (text: string, options?: RunOptions) => Promise<string>;
  readonly start: (command: readonly string[], options?: RunOptions) => Running;
  /**
   * Every file with its owner, mode, size and time, every folder with owner and mode, and the mounts: equal when nothing was changed.
   * Not apt's cache of its own lists, which apt-cache writes when it is asked anything by root.
   */
  readonly state: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The package as npm packs it: what a user gets, and nothing of the clone. */
const packedPackage = (): Promise<string> => {
  const built = statSync(path.join(root, 'dist/oclif.manifest.json')).mtimeMs;
  return madeOnce(path.join(root, '.lab'), 'package', Math.trunc(built), async (target) => {
    const [{filename}] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', target], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'ignore'],
      }).toString(),
    ) as [{filename: string}];
    execFileSync('tar', ['-xf', filename, '--strip-components=1', '--no-same-owner'], {cwd: target});
    rmSync(path.join(target, filename));
  });
};

export interface Options {
  /** A folder for what is written inside, to be a layer of others; default: memory, gone at the end. */
  readonly keep?: string;
  /** Such a folder to start from. */
  readonly from?: string;
}

/** A clean minimal Debian with node and the packed package as `ebpf`, and nothing of the toolchain. Made at the first call. */
export async function openUserland(suite: Suite, {keep, from}: Options = {}): Promise<Userland> {
  execFileSync('sh', [script, 'base', suite, folder], {stdio: ['ignore', 'inherit', 'inherit']});
  const lower = [...(from ? [path.join(from, 'up')] : []), path.join(folder, suite)].join(':');
  const arguments_ = ['enter', lower, process.execPath, await packedPackage(), ...(keep ? [keep] : [])];
  const keeper = spawn(
    'unshare',
    ['--mount', '--pid', '--uts', '--fork', '--kill-child', 'sh', script, ...arguments_],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  await follow(keeper).sees(/^ready$/m);
  const [first] = readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8').split(' ');
  const start = (command: readonly string[], options: RunOptions = {}) => {
    const [file = '', ...rest] = enter(String(first), command, options);
    return follow(spawn(file, rest, {stdio: [options.terminal ? 'pipe' : 'ignore', 'pipe', 'pipe']}));
  };
  const run = (command: readonly string[], options?: RunOptions) => start(command, options).result;
  const sh = async (text: string, options?: RunOptions) => {
    const {code, stdout, stderr} = await run(['sh', '-ec', text], options);
    if (code !== 0) throw new Error(`exit code ${code} of: ${text}\n${stdout}${stderr}`);
    return stdout;
  };
  return {
    run,
    sh,
    start,
    state: () =>
      sh(`find / -xdev -type d -printf '%p %u %m\\n' -o ! -path '/var/cache/apt/*.bin' -printf '%p %u %m %s %T@ %l\\n' | sort
        cat /proc/mounts`),
    close: async () => {
      keeper.stdin?.end();
      await ended;
    },
  };
}

/** Milliseconds for which the package lists of a layer count as fresh. */
const fresh = 12 * 3600 * 1000;

/**
 * A layer with the toolchain in place and the package lists fetched, for {@link openUserland} to start from: made at the first call by
 * setup itself.
 */
export const readyLayer = (suite: Suite): Promise<string> =>
  madeOnce(folder, `${suite}-ready`, Math.trunc(Date.now() / fresh), async (layer) => {
    const land = await openUserland(suite, {keep: layer});
    // What apt made of the lists stays, so that no userland on this layer makes it again.
    await land.sh('ebpf setup --yes; rm -r hello-ebpf /var/cache/apt/archives/*.deb').finally(land.close);
  });

/** The command line that runs a command inside: into the namespaces, then what the options ask for, then the command. */
function enter(
  first: string,
  command: readonly string[],
  {user = 'root', directory, environment, network = true, mounts, terminal = false}: RunOptions,
): string[] {
  const home = user === 'root' ? '/root' : `/home/${user}`;
  const variables = {
    PATH: `${user === 'root' ? '/usr/local/sbin:/usr/sbin:/sbin:' : ''}/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    USER: user,
    LANG: 'C.UTF-8',
    // What Node keeps compiled for a user (src/hosts/compiled.ts) is nothing that a command changes.
    NODE_DISABLE_COMPILE_CACHE: '1',
    ...(terminal && {TERM: 'xterm-256color'}),
    ...environment,
  };
  return [
    ...['nsenter', '--target', first, '--mount', '--pid', '--uts', '--', 'env', '-i'],
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    ...(network ? [] : ['unshare', '--net', '--']),
    ...(mounts ? ['unshare', '--mount', 'sh', '-ec', `${mounts}\nexec "$@"`, 'sh'] : []),
    ...['env', `--chdir=${directory ?? home}`],
    ...(user === 'root' ? [] : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups']),
    ...(terminal
      ? ['script', '-qefc', `stty cols 120 rows 40; exec ${command.map(quote).join(' ')}`, '/dev/null']
      : command),
  ];
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

function follow(child: ChildProcess): Running {
  const text = {stdout: '', stderr: '', both: ''};
  const watchers = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (piece: string) => {
      text[stream] += piece;
      text.both += piece;
      for (const watch of watchers) watch();
    });
  }
  const result = new Promise<Result>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({code, signal, stdout: text.stdout, stderr: text.stderr}));
  });
  const sees = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const watch = () => {
        if (!pattern.test(text.both)) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
      result.then(() => reject(new Error(`it ended without printing ${pattern}:\n${text.both}`)), reject);
    });
  return {result, output: () => text.both, sees, type: (keys) => child.stdin?.write(keys)};
}
