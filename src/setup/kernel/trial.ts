import {cleanLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import type {Trial} from '../../kernels/trial.ts';
import {showCommand} from '../../remedies/show.ts';

/** The host is back on the old kernel. Nothing is lost; why is told as far as the new one has left word. */
export const fellBack = async (host: Host, {release, seen}: Trial, running: string): Promise<Failure> => {
  const remove = showCommand(['ebpf', 'kernel', 'remove', release, ...(host.local ? [] : ['--remote', host.name])]);
  const todo = `Nothing is lost: ${running} stays the default. Remove the new one: ${remove}`;
  if (seen)
    return new Failure({
      what: `${release} came up and has not passed verification: ${running} runs again.`,
      why: 'The host was rebooted before the new kernel was made the default.',
      todo,
    });
  return new Failure({
    what: `${release} did not come up: ${running} runs again.`,
    why: (await lastWords(host, release)) || noWord,
    todo,
  });
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

/** Made ready, and not booted yet. On this machine that is for its user to do; AGAIN is the line that goes on after it. */
export const rebootPending = ({release}: Trial, host: Host, again: string): Failure =>
  new Failure({
    what: `${release} is ready to be booted once; a reboot is needed.`,
    why: host.local
      ? 'Nothing reboots this machine but you. A kernel that does not come up falls back to the old one by itself.'
      : undefined,
    todo: host.local
      ? `Reboot (as root: systemctl reboot), then verify and keep it:\n${again}`
      : `Reboot it with --reboot added to the same line, or yourself, and verify and keep it after that:\n${again}`,
    exitCode: exitCodes.rebootNeeded,
  });
