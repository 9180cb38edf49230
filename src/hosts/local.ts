import {existsSync, statSync} from 'node:fs';
import type {Readable} from 'node:stream';
import {isRoot} from './caller.ts';
import {runChild} from './child.ts';
import {environmentOfRoot} from './child-environment.ts';
import {elevate, elevatedBy, throughRoot} from './elevate.ts';
import {exitCodes, Failure} from './failure.ts';
import {type FileOptions, type Host, type RunOptions, type RunResult, usualLimits} from './host.ts';
import {Lines} from './lines.ts';
import {readRegular, TooLarge} from './read-bounded.ts';
import {readPages, tooLarge} from './read-pages.ts';
import {reasonOf} from './reason.ts';
import {replaceFile} from './safe-file.ts';
import {readThrough, writeThrough} from './transfer.ts';
import {workingDirectory} from './working-directory.ts';

/** This machine. */
export const localHost = (): Host => {
  const host: Host = {
    name: 'localhost',
    local: true,
    reached: true,
    run,
    elevate,
    get elevatedBy() {
      return elevatedBy();
    },
    read: (path, options = {}) =>
      options.asRoot && !isRoot ? readThrough(host, path, options) : readHere(path, options),
    write: (path, data, mode, options = {}) =>
      options.asRoot && !isRoot ? writeThrough(host, path, data, mode, options) : writeHere(path, data, mode),
    close: async () => {},
  };
  return host;
};

// A command gets no process group of its own: beside ours it would be in the background of the terminal, where sudo is stopped when it
// asks there (SIGTTIN, SIGTTOU), and setsid would take the terminal away that sudo's remembered password belongs to (timestamp_type=tty,
// sudoers(5)). So the limit ends the command itself; what that started ends by limits of its own, as the probe's tools do.
const run = async (command: readonly string[], given: RunOptions = {}): Promise<RunResult> => {
  const here = given.directory ?? workingDirectory();
  // For the probe: what `.` is there is not where the user is.
  const options = here === undefined ? {...given, environment: {...given.environment, EBPF_AWAY: '1'}} : given;
  const [file = '', ...args] = options.asRoot && !isRoot ? throughRoot(withEnvironment(command, options)) : command;
  const {limit = usualLimits.output, onLine, onData, directory, input, inputAfter, timeout, signal, whole} = options;
  let followed: readonly Promise<void>[] = [];
  const result = await runChild(file, args, {
    ...{input, inputAfter, limit, timeout, signal, whole},
    cwd: here ?? '/',
    env: environmentFor(options),
    onStart: ({stdout, stderr}) => {
      if (onLine && stdout && stderr)
        followed = [follow(stdout, (line) => onLine(line, 'stdout')), follow(stderr, (line) => onLine(line, 'stderr'))];
      if (onData) stdout?.on('data', onData);
    },
  }).catch((error: NodeJS.ErrnoException) => {
    throw startFailure(file, directory, error);
  });
  await Promise.all(followed);
  return {...result, stderr: result.stderr.toString('utf8')};
};

/** Hands on each line as it comes. */
const follow = (stream: Readable, each: (line: string) => void): Promise<void> =>
  new Promise((resolve) => {
    const lines = new Lines((line) => each(line.endsWith('\r') ? line.slice(0, -1) : line));
    stream
      .on('data', (chunk: Buffer) => lines.push(chunk))
      .once('close', () => {
        lines.end();
        resolve();
      });
  });

/** What a command of root is given is chosen; another's is his own. */
const environmentFor = ({asRoot, environment = {}}: RunOptions): NodeJS.ProcessEnv => ({
  ...(isRoot || asRoot ? environmentOfRoot() : process.env),
  ...environment,
});

/** sudo and doas reset the environment, so what a command needs goes through env(1). */
const withEnvironment = (command: readonly string[], {environment = {}}: RunOptions): readonly string[] => {
  const assignments = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return assignments.length > 0 ? ['env', ...assignments, ...command] : command;
};

const startFailure = (file: string, directory: string | undefined, cause: NodeJS.ErrnoException): Failure => {
  const missing = `There is no such program${directory ? ' or directory' : ''}.`;
  return new Failure({
    what: `${file} could not be started${directory ? ` in ${directory}` : ''}.`,
    // Node opens /dev/null for what a command is not given.
    why: cause.code !== 'ENOENT' ? reasonOf(cause) : existsSync('/dev/null') ? missing : 'There is no /dev/null here.',
    // Nothing was judged.
    exitCode: exitCodes.unknown,
    cause,
  });
};

/** Files of /sys and /proc tell no size, so what is read counts. */
const readHere = async (path: string, {limit = usualLimits.file, signal}: FileOptions): Promise<Buffer> => {
  try {
    if (path.startsWith('/sys/') || isLarge(path)) return readPages(path, limit);
    return await readRegular(path, limit, signal);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    if (cause instanceof TooLarge) throw tooLarge(path, limit);
    throw new Failure({what: `${path} can't be read.`, why: reasonOf(cause), cause});
  }
};

/** A file that lies on a disk, of a size that counts: it is read at once. */
const isLarge = (path: string): boolean => {
  const found = statSync(path, {throwIfNoEntry: false});
  return found?.isFile() === true && found.size > 1 << 16;
};

const writeHere = async (path: string, data: string | Uint8Array, mode: number): Promise<void> => {
  try {
    await replaceFile(path, data, {mode});
  } catch (cause) {
    throw new Failure({
      what: `${path} can't be written.`,
      why: reasonOf(cause),
      cause,
    });
  }
};
