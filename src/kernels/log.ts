import type {Host} from '../hosts/host.ts';
import {asRoot} from './files.ts';

/** What this program has changed of a host's kernels, for whoever looks at the host without it. */
const logFile = '/var/log/ebpf.log';

const append = `[ ! -L "$1" ] || { echo 'It is a symbolic link.' >&2; exit 1; }
umask 022; printf '%s %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$2" >>"$1"`;

/** Writes a line: what is done, and how it is undone by hand. Before it is done, so that a run that is cut short has left word. */
export const logChange = (host: Host, what: string, undo: string): Promise<void> =>
  asRoot(host, ['sh', '-c', append, 'sh', logFile, `${what}. To undo it: ${undo}`], `${logFile} could not be written.`);
