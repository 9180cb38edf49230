import {cleanLines} from '../hosts/clean.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';

/** Writes $1 from standard input, whole or not at all, and on the disk before it has its name. */
const place = `set -e; umask 022; mkdir -p -- "$(dirname -- "$1")"; new=$1.$$.new; rm -f -- "$new"; trap 'rm -f -- "$new"' EXIT
set -C; cat >"$new"; sync -- "$new"; mv -f -- "$new" "$1"; sync -- "$(dirname -- "$1")"`;

/** Writes a file of root's on a host. @throws Failure when it can't be written. */
export const writeFileAs = (host: Host, path: string, data: string | Uint8Array): Promise<void> =>
  asRoot(host, ['sh', '-c', place, 'sh', path], `${path} could not be written.`, data);

/** The content of a file on a host; undefined where it can't be read. */
export const contentOf = async (host: Host, path: string, {asRoot = false} = {}): Promise<Buffer | undefined> => {
  const {stdout, exitCode} = await host.run(['cat', path], {asRoot});
  return exitCode === 0 ? stdout : undefined;
};

/** The same as text, which is empty then. */
export const textOf = async (host: Host, path: string, options?: {readonly asRoot: boolean}): Promise<string> =>
  (await contentOf(host, path, options))?.toString('utf8') ?? '';

export const removeFile = (host: Host, path: string): Promise<void> =>
  asRoot(host, ['rm', '-f', '--', path], `${path} could not be removed.`);

/** Runs a command as root. @throws Failure with `what` and the command's own words unless it ends well. */
export const asRoot = async (
  host: Host,
  command: readonly string[],
  what: string,
  input?: string | Uint8Array,
): Promise<void> => {
  const {exitCode, stderr} = await host.run(command, {
    asRoot: true,
    environment: {LC_ALL: 'C.UTF-8'},
    ...(input !== undefined && {input}),
  });
  if (exitCode !== 0) throw new Failure({what, why: said(stderr) || `Exit code ${exitCode ?? 'none'}.`, said: stderr});
};

/** The last lines of what a command said. */
export const said = (stderr: string): string => cleanLines(stderr).slice(-6).join('\n');

/** SHA-256 of a file on a host, as root sees it; undefined when it is not there. */
export const sumOn = async (host: Host, path: string): Promise<string | undefined> => {
  const {stdout, exitCode} = await host.run(['sha256sum', '--', path], {asRoot: true});
  return exitCode === 0 ? /^\\?([0-9a-f]{64}) /.exec(stdout.toString('utf8'))?.[1] : undefined;
};
