import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {once} from 'node:events';
import {lstat, readdir, rm, rmdir} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import {commandLine} from '../quote.ts';
import {makeTemporaryFolder} from '../safe-file.ts';
import {unlessAborted} from '../unless-aborted.ts';
import {byHand} from './by-hand.ts';
import {usualConnectTimeout} from './config.ts';
import type {Destination} from './destination.ts';
import {Unframed} from './frame.ts';
import type {HostKeyPolicy} from './host-key.ts';
import {ClosedEarly} from './logins.ts';
import {lostFailure} from './lost.ts';
import {drawMark, type Mark} from './script.ts';
import {SeenKeys, type ShownKey} from './seen-keys.ts';
import type {Shared} from './shared.ts';
import {listen, telling} from './told.ts';
import type {Channel, Transport} from './transport.ts';

export interface SystemOptions {
  readonly policy: HostKeyPolicy;
  readonly shared: Shared;
}

/** Bytes of a command that any server takes: which one it is, ssh does not tell. */
const longestCommand = 8000;

/** Milliseconds for ssh to be in: the clock can't be stopped while it asks on the terminal. */
const loginPatience = {alone: 75_000, asked: 300_000} as const;

/** Nothing of the user's configuration may change what a command of ours does, or forward anything. */
const quiet = [
  ...[
    'RemoteCommand=none',
    'RequestTTY=no',
    'ForwardX11=no',
    'ForwardAgent=no',
    'ClearAllForwardings=yes',
    'PermitLocalCommand=no',
  ],
  ...['EscapeChar=none', 'ControlPersist=no', 'ServerAliveInterval=15'],
].flatMap((option) => ['-o', option]);

function strictness({ask, acceptNew}: HostKeyPolicy): string[] {
  const checking = acceptNew ? 'accept-new' : ask ? 'ask' : 'yes';
  return ['-o', `StrictHostKeyChecking=${checking}`, ...(ask ? [] : ['-o', 'BatchMode=yes'])];
}

/** Starts `ssh`, which asks on the terminal by itself: its standard input is not the terminal, but /dev/tty is. */
function start(
  options: readonly string[],
  {host, user, port}: Destination,
  line: string,
): ChildProcessWithoutNullStreams {
  const where = [...(user ? ['-l', user] : []), ...(port ? ['-p', String(port)] : []), '--', host];
  return spawn('ssh', ['-T', ...options, ...where, line], {stdio: 'pipe'});
}

/** An exit code of 255 is the command's own or ssh's word for a lost connection, which the first ssh confirms by ending soon after. */
function channelOf(child: ChildProcessWithoutNullStreams, lost: () => Promise<Failure | undefined>): Channel {
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(async ([code]) => {
    const failure = code === 255 ? await lost() : undefined;
    if (failure) throw failure;
    return (code as number | null) ?? undefined;
  });
  ended.catch(() => {});
  const {stdin, stdout, stderr} = child;
  return {stdin, stdout, stderr, took: () => {}, ended, destroy: () => void child.kill()};
}

/**
 * Waits until the first connection says its mark, and gives the key that the host showed; rejects with what ssh said when it ends before,
 * or with what `compare` throws at the key.
 */
async function ready(
  master: ChildProcessWithoutNullStreams,
  target: {readonly where: string; readonly byHand: string},
  mark: Mark,
  compare: (key: ShownKey) => void,
): Promise<ShownKey | undefined> {
  const frame = new Unframed(mark);
  const what = `Can't connect to ${target.where}`;
  let shown: ShownKey | undefined;
  await new Promise<void>((resolve, reject) => {
    const told = listen(master.stderr, (key) => {
      shown = key;
      try {
        compare(key);
      } catch (refused) {
        // At once, before ssh answers anything that the host asks.
        master.kill('SIGKILL');
        reject(refused);
      }
    });
    master.stdout.on('data', (chunk: Buffer) => {
      frame.push(chunk);
      if (frame.open) resolve();
      if (frame.flooded) master.kill();
    });
    master.once('error', (cause: NodeJS.ErrnoException) => {
      const missing = cause.code === 'ENOENT';
      const why = missing ? 'This needs the ssh command of OpenSSH, which is not installed here.' : String(cause);
      reject(new Failure({what, why, link: 'unreachable', cause}));
    });
    master.once('close', () => {
      const said = told();
      const why = shortLine(said.replace(/^(?:@.*|IT IS POSSIBLE.*|Someone could.*)$/gm, ''), 600);
      if (/kex_exchange_identification|ssh_exchange_identification/.test(why))
        return reject(new ClosedEarly(target, why));
      reject(
        new Failure({
          what,
          why: why || (master.killed ? 'It was not in before the time was up.' : 'ssh ended without a word.'),
          todo: target.byHand,
          link: /permission denied|host key|authentication/i.test(said) ? 'refused' : 'unreachable',
        }),
      );
    });
  });
  return shown;
}

/**
 * Commands through the system's own `ssh`, all over one connection by a control socket. For what ssh2 can't do: certificates, security
 * keys, GSSAPI, KnownHostsCommand, @cert-authority.
 */
export async function systemTransport(destination: Destination, {policy, shared}: SystemOptions): Promise<Transport> {
  const {host: original, port} = destination;
  const {logins, signal, configurations, seen} = shared;
  const door = `ssh ${original} ${port}`;
  const {file, connectTimeout = usualConnectTimeout} = configurations;
  if (!tidied.has(shared)) {
    tidied.add(shared);
    await removeLeft();
  }
  return logins.through(door, () => open(destination, {policy, signal, file, connectTimeout, seen}), signal);
}

const prefix = 'ebpf-ssh-';

/** By the runs that have done so: once is enough for a thousand hosts. */
const tidied = new WeakSet<SystemOptions['shared']>();

/** Removes the folders that runs left which were killed: empty, since ssh takes its socket away, and of an age at which none is being filled. */
async function removeLeft(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const folder = path.join(tmpdir(), name);
    const {uid, mtimeMs = Date.now()} = (await lstat(folder).catch(() => undefined)) ?? {};
    if (uid === process.geteuid?.() && Date.now() - mtimeMs > loginPatience.asked) await rmdir(folder).catch(() => {});
  }
}

interface OpenOptions {
  readonly policy: HostKeyPolicy;
  readonly signal: AbortSignal | undefined;
  readonly file: string | undefined;
  readonly connectTimeout: number;
  readonly seen: SeenKeys;
}

async function open(
  destination: Destination,
  {policy, signal, file, connectTimeout, seen}: OpenOptions,
): Promise<Transport> {
  const original = destination.host;
  const directory = await makeTemporaryFolder(prefix);
  const socket = path.join(directory, 's');
  const wait = ['-o', `ConnectTimeout=${Math.ceil(connectTimeout / 1000)}`];
  const common = [...(file ? ['-F', file] : []), ...quiet, ...wait, '-S', socket];
  const mark = drawMark();
  const target = {where: original, byHand: byHand({...destination, file})};
  // The first session holds the connection; when this process dies, its standard input closes and the connection ends with it.
  const master = start(
    [...common, '-M', ...telling, ...strictness(policy)],
    destination,
    commandLine(`printf '%s%s\\n' ${mark.words}; exec cat >/dev/null`),
  );
  let gone: Failure | undefined;
  master.stdin.on('error', () => {});
  master.once('close', () => {
    gone = lostFailure(original, 'ssh ended.', target.byHand);
    void rm(directory, {recursive: true, force: true});
  });
  const late = setTimeout(() => master.kill(), policy.ask ? loginPatience.asked : loginPatience.alone);
  try {
    const way = JSON.stringify(['ssh', original, destination.port]);
    // A second key in one connection is a word of a host on the way, or no key of this one.
    const told = new SeenKeys();
    const compare = (shown: ShownKey) => {
      told.remember(way, original, shown);
      seen.compare(way, original, shown);
    };
    const key = await unlessAborted(ready(master, target, mark, compare), signal);
    if (key) seen.remember(way, original, key);
  } catch (error) {
    master.kill();
    throw error;
  } finally {
    clearTimeout(late);
  }
  const closed = once(master, 'close');
  const lost = async () => {
    await Promise.race([closed, sleep(1000)]);
    return gone;
  };
  return {
    longestCommand,
    alive: () => gone === undefined,
    // Should the socket be gone, ssh must not open a connection of its own: the ProxyCommand sees to that.
    open: async (line) => {
      if (gone) throw gone;
      return channelOf(
        start(
          [...common, '-o', 'LogLevel=ERROR', '-o', 'ControlMaster=no', '-o', 'ProxyCommand=exit 1'],
          destination,
          line,
        ),
        lost,
      );
    },
    close: async () => {
      if (gone) return;
      master.stdin.end();
      const timer = setTimeout(() => master.kill(), 2000);
      await closed;
      clearTimeout(timer);
    },
  };
}
