import {randomBytes} from 'node:crypto';
import {cleanLine, shortLine} from './clean.ts';
import {Failure} from './failure.ts';
import {type FileOptions, type Host, type RunResult, usualLimits} from './host.ts';
import {sha256} from './sha256.ts';

function said({stderr, exitCode}: RunResult): string {
  return shortLine(stderr, 300) || `It ended with code ${exitCode}.`;
}

/** Reads a file by a command of the host: for a host whose files are not here. */
export async function readThrough(
  host: Host,
  path: string,
  {asRoot = false, limit = usualLimits.file, signal}: FileOptions,
): Promise<Buffer> {
  const result = await host.run(['cat', '--', path], {asRoot, limit, ...(signal ? {signal} : {})});
  if (result.overflowed) throw new Failure({what: `${cleanLine(path)} on ${host.name} is larger than ${limit} bytes`});
  if (result.exitCode !== 0)
    throw new Failure({what: `Can't read ${cleanLine(path)} on ${host.name}`, why: said(result)});
  return result.stdout;
}

/**
 * Takes standard input to `$1.$2` and moves it to `$1` when its checksum is `$3` (or, on a host without sha256sum, its size is `$4`), with
 * mode `$5`. `mv` onto a directory would put the file into it.
 */
const place = `umask 077; set -C; new=$1.$2
[ ! -d "$1" ] || { echo "it is a directory" >&2; exit 1; }
trap 'rm -f -- "$new"' EXIT; trap 'exit 1' HUP INT TERM
cat >"$new" || exit 1
if command -v sha256sum >/dev/null 2>&1; then sum=$(sha256sum <"$new"); [ "\${sum%% *}" = "$3" ]
else [ "$(($(wc -c <"$new")))" = "$4" ]; fi || { echo "what arrived is not what was sent" >&2; exit 1; }
chmod "$5" "$new" && mv -f -- "$new" "$1"`;

/** Writes a file by a command of the host. A file that was there is replaced as a whole or not at all. */
export async function writeThrough(
  host: Host,
  path: string,
  data: string | Uint8Array,
  mode: number,
  {asRoot = false, signal}: FileOptions,
): Promise<void> {
  const input = Buffer.from(data);
  const sum = sha256(input);
  const target = path.startsWith('-') ? `./${path}` : path;
  const words = [target, `ebpf-${randomBytes(6).toString('hex')}`, sum, String(input.length), mode.toString(8)];
  const result = await host.run(['sh', '-c', place, 'sh', ...words], {input, asRoot, ...(signal ? {signal} : {})});
  if (result.exitCode !== 0)
    throw new Failure({what: `Can't write ${cleanLine(path)} on ${host.name}`, why: said(result)});
}
