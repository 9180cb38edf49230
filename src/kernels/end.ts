import {cleanLines} from '../hosts/clean.ts';
import type {Host} from '../hosts/host.ts';
import {textOf} from './files.ts';
import {wentHome} from './guard.ts';
import type {Trial} from './trial.ts';

/** How the trial of a kernel ended without it. */
export interface TrialEnd {
  /** Without a full stop. */
  readonly what: string;
  /** As far as the new kernel has left word. */
  readonly why: string;
}

/** Looks, as root, at what a kernel has left behind that another one has run after. */
export const readEnd = async (host: Host, {release, seen}: Trial): Promise<TrialEnd> => {
  if (seen)
    return {
      what: `${release} came up and has not passed verification`,
      why: 'The host was rebooted before the new kernel was made the default.',
    };
  const unreached = await guardWords(host, release);
  return {
    what: `${release} ${unreached ? 'came up and was not reached in time' : 'did not come up'}`,
    why: unreached || (await lastWords(host, release)) || noWord,
  };
};

/** What the timer on the host has left before it went home; empty where it was not that. */
const guardWords = async (host: Host, release: string): Promise<string> => {
  const lines = cleanLines(await textOf(host, wentHome));
  return lines[0]?.startsWith(`${release} ran `) ? lines.slice(0, 4).join('\n') : '';
};

const noWord =
  'It left no word behind (no pstore record, nothing in the journal); its console would have told. Or the host was rebooted once more since.';

/** Lines of the crash: what firmware or systemd kept of it, and the journal where it got as far as that. */
const lastWords = async (host: Host, release: string): Promise<string> => {
  const {stdout} = await host.run(['sh', '-c', crashScript, 'sh', release], {asRoot: true, timeout: 30_000});
  return cleanLines(stdout.toString('utf8')).slice(0, 6).join('\n');
};

const crashScript = `for file in /sys/fs/pstore/dmesg-* /var/lib/systemd/pstore/*/dmesg.txt; do
  [ -r "$file" ] && grep -aE 'panic|BUG|Oops|Unable to mount' "$file" | tail -n 3
done
command -v journalctl >/dev/null && journalctl -q -k -b -1 -o cat --no-pager 2>/dev/null | grep -q -F "Linux version $1 " &&
  journalctl -q -b -1 -p err -o cat --no-pager 2>/dev/null | tail -n 4
exit 0`;
