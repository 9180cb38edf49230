import {at} from '../../hosts/at.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {readEnd} from '../../kernels/end.ts';
import {leaveGuard} from '../../kernels/guard.ts';
import {minutes, type RebootTimes} from '../../kernels/reboot.ts';
import {noteSeen, type Trial} from '../../kernels/trial.ts';

/** The host is back on the old kernel. Nothing is lost; why is told as far as the new one has left word. */
export const fellBack = async (host: Host, trial: Trial, running: string): Promise<Failure> => {
  const {what, why} = await readEnd(host, trial);
  return new Failure({
    what: `${what}: ${running} runs again.`,
    why,
    todo: `Nothing is lost: ${running} stays the default. Remove the new one: ebpf kernel remove ${trial.release}${at(host)}`,
  });
};

/**
 * An earlier run's kernel runs: the timer that would reboot the host is stopped.
 * @throws Failure where it was first.
 */
export const confirmBoot = async (host: Host, trial: Trial): Promise<void> => {
  if (await noteSeen(host, trial)) return;
  throw new Failure({
    what: `${trial.release} was reached too late: the timer that was left on ${host.name} is rebooting it into ${trial.from}.`,
    todo: `When it is back, for a kernel to be tried again: ebpf kernel status${at(host)}`,
  });
};

/**
 * Leaves the reboot to the user: made ready, and not booted yet. `again` is the line that goes on after it; where a time to confirm was given, it has to
 * come so soon.
 * @throws Failure with exit code 5, always.
 */
export const leaveReboot = async (
  trial: Trial,
  {host, again, times: {confirmWithin = 0}}: {host: Host; again: string; times: RebootTimes},
): Promise<never> => {
  if (confirmWithin > 0) await leaveGuard(host, trial, confirmWithin * 60);
  const within = confirmWithin > 0 ? ` within ${minutes(confirmWithin)} of that boot` : '';
  throw new Failure({
    what: `${trial.release} is ready to be booted once; a reboot is needed.`,
    why: [
      ...(host.local
        ? ['Nothing reboots this machine but you. A kernel that does not come up falls back to the old one by itself.']
        : []),
      ...(within ? [`Unless the line below is run${within}, it reboots into ${trial.from}.`] : []),
    ].join('\n'),
    todo: host.local
      ? `Reboot (as root: reboot), then verify and keep it${within}:\n${again}`
      : `Reboot it with --reboot added to the same line, or yourself, and verify and keep it after that${within}:\n${again}`,
    exitCode: exitCodes.rebootNeeded,
  });
};
