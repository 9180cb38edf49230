import {at} from '../../hosts/at.ts';
import {cleanLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {leaveGuard, wentHome} from '../../kernels/guard.ts';
import type {RebootTimes} from '../../kernels/reboot.ts';
import type {Trial} from '../../kernels/trial.ts';

/** The host is back on the old kernel. Nothing is lost; why is told as far as the new one has left word. */
export const fellBack = async (host: Host, {release, seen}: Trial, running: string): Promise<Failure> => {
  const todo = `Nothing is lost: ${running} stays the default. Remove the new one: ebpf kernel remove ${release}${at(host)}`;
  if (seen)
    return new Failure({
      what: `${release} came up and has not passed verification: ${running} runs again.`,
      why: 'The host was rebooted before the new kernel was made the default.',
      todo,
    });
  const unreached = await guardWords(host, release);
  return new Failure({
    what: `${release} ${unreached ? 'came up and could not be reached' : 'did not come up'}: ${running} runs again.`,
    why: unreached || (await lastWords(host, release)) || noWord,
    todo,
  });
};

/** What the timer on the host has left before it went home; empty where it was not that. */
const guardWords = async (host: Host, release: string): Promise<string> => {
  const {stdout, exitCode} = await host.run(['cat', wentHome]);
  const lines = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => cleanLine(line))
    .filter(Boolean);
  return exitCode === 0 && lines[0]?.startsWith(`${release} ran `) ? lines.slice(0, 4).join('\n') : '';
};

const noWord =
  'It left no word behind (no pstore record, nothing in the journal); its console would have told. Or the host was rebooted once more since.';

/** Lines of the crash: what firmware or systemd kept of it, and the journal where it got as far as that. */
const lastWords = async (host: Host, release: string): Promise<string> => {
  const {stdout} = await host.run(['sh', '-c', crashScript, 'sh', release], {asRoot: true, timeout: 30_000});
  return stdout
    .toString('utf8')
    .split('\n')
    .map((line) => cleanLine(line))
    .filter(Boolean)
    .slice(0, 6)
    .join('\n');
};

const crashScript = `for file in /sys/fs/pstore/dmesg-* /var/lib/systemd/pstore/*/dmesg.txt; do
  [ -r "$file" ] && grep -aE 'panic|BUG|Oops|Unable to mount' "$file" | tail -n 3
done
command -v journalctl >/dev/null && journalctl -q -k -b -1 -o cat --no-pager 2>/dev/null | grep -q -F "Linux version $1 " &&
  journalctl -q -b -1 -p err -o cat --no-pager 2>/dev/null | tail -n 4
exit 0`;

/**
 * Leaves the reboot to the user: made ready, and not booted yet. AGAIN is the line that goes on after it; where CONFIRM WITHIN was given, it has to
 * come so soon.
 * @throws Failure with exit code 5, always.
 */
export const leaveReboot = async (
  trial: Trial,
  {host, again, times: {confirmWithin = 0}}: {host: Host; again: string; times: RebootTimes},
): Promise<never> => {
  if (confirmWithin > 0) await leaveGuard(host, trial, confirmWithin * 60);
  const within = confirmWithin > 0 ? ` within ${confirmWithin} minutes of that boot` : '';
  throw new Failure({
    what: `${trial.release} is ready to be booted once; a reboot is needed.`,
    why: [
      ...(host.local
        ? ['Nothing reboots this machine but you. A kernel that does not come up falls back to the old one by itself.']
        : []),
      ...(within ? [`Unless the line below is run${within}, it reboots into ${trial.from}.`] : []),
    ].join('\n'),
    todo: host.local
      ? `Reboot (as root: systemctl reboot), then verify and keep it${within}:\n${again}`
      : `Reboot it with --reboot added to the same line, or yourself, and verify and keep it after that${within}:\n${again}`,
    exitCode: exitCodes.rebootNeeded,
  });
};
