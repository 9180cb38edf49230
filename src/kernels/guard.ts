import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {packageFile} from '../hosts/package-files.ts';
import {said, textOf, writeFileAs} from './files.ts';

/** The way home of a kernel on trial, should nobody reach the host: scripts/kernel-guard.sh, on the host's own root file system. */
const script = '/etc/ebpf-kernel/guard.sh';

/** Where it says why it has rebooted the host. */
export const wentHome = '/var/lib/ebpf-kernel/went-home';

const name = 'ebpf-kernel-guard';

/** The new kernel, and the boot in which it was made ready. */
interface TrialToGuard {
  readonly release: string;
  readonly bootId: string;
}

/** Minutes from its boot on that a new kernel has to be confirmed in. */
export const usualConfirmWithin = 10;

/**
 * Started as early as a unit can be, and stopped by nothing on the way down: a shutdown that hangs is what it is for too.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#DefaultDependencies=
 */
const unit = `# Written by "ebpf": a kernel is on trial. It removes itself; by hand: sh ${script} end
[Unit]
Description=Reboot into the old kernel unless the new one is confirmed
DefaultDependencies=no
[Service]
Type=simple
ExecStart=/bin/sh ${script} watch
OOMScoreAdjust=-1000
[Install]
WantedBy=sysinit.target
`;

/** The same for sysvinit: https://wiki.debian.org/LSBInitScripts */
const initScript = `#!/bin/sh
### BEGIN INIT INFO
# Provides: ${name}
# Required-Start:
# Required-Stop:
# Default-Start: S
# Default-Stop:
# Short-Description: Reboot into the old kernel unless the new one is confirmed
### END INIT INFO
# Written by "ebpf": a kernel is on trial. It removes itself; by hand: sh ${script} end
case $1 in start) setsid sh -c 'echo $$ >/run/${name}.pid; exec sh ${script} watch' </dev/null >/dev/null 2>&1 & ;; esac
exit 0
`;

/** Enables it for the boots to come. Where neither systemd nor update-rc.d is, it can't be left. */
const enable = `set -e
rm -f ${wentHome}
if [ -d /run/systemd/system ]; then
  cat >/etc/systemd/system/${name}.service
  systemctl daemon-reload
  systemctl enable --quiet ${name}.service
  sync /etc/systemd/system/${name}.service /etc/systemd/system/sysinit.target.wants
elif command -v update-rc.d >/dev/null; then
  cat >/dev/null
  printf '%s' "$1" >/etc/init.d/${name}
  chmod 755 /etc/init.d/${name}
  update-rc.d ${name} defaults
  sync
else
  echo 'This host has neither systemd nor update-rc.d, which would start the timer.' >&2
  exit 1
fi`;

/**
 * Leaves a timer on the host that reboots it unless {@link endGuard} comes within `seconds` of the new kernel's boot. Done again, it replaces what was
 * left. It is enabled for the boots to come, and does nothing in this one.
 * @throws Failure when it can't be left.
 */
export const leaveGuard = async (host: Host, {release, bootId}: TrialToGuard, seconds: number): Promise<void> => {
  const panic = /^-?\d+$/.exec((await textOf(host, '/proc/sys/kernel/panic')).trim())?.[0] ?? '0';
  await writeFileAs(host, script, packageFile('scripts/kernel-guard.sh'));
  await writeFileAs(host, '/etc/ebpf-kernel/trial', `${[release, bootId, Math.round(seconds), panic].join('\n')}\n`);
  const {exitCode, stderr} = await host.run(['sh', '-c', enable, 'sh', initScript], {asRoot: true, input: unit});
  if (exitCode === 0) return;
  throw new Failure({
    what: `No timer could be left on ${host.name} that reboots it into the old kernel should nobody reach it.`,
    why: said(stderr),
    said: stderr,
    todo: 'It was not rebooted. With a console at hand go without the timer: --confirm-within 0.',
  });
};

/** The script's exit code where its reboot has begun. */
const tooLate = 4;

/**
 * Takes it away, where there is one: the kernel was reached, or is no longer to be booted. False: it was first, and the host is on its way into the
 * old kernel.
 * @throws Failure when it can't be stopped.
 */
export const endGuard = async (host: Host): Promise<boolean> => {
  const {exitCode, stderr} = await host.run(['sh', '-c', `[ ! -e ${script} ] || sh ${script} end`], {asRoot: true});
  if (exitCode === 0) return true;
  if (exitCode === tooLate) return false;
  throw new Failure({
    what: `The timer that reboots ${host.name} could not be stopped (sh ${script} end).`,
    why: said(stderr) || `Exit code ${exitCode ?? 'none'}.`,
    said: stderr,
  });
};
