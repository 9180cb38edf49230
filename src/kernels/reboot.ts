import {setTimeout as sleep} from 'node:timers/promises';
import {at} from '../hosts/at.ts';
import {clean} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {said} from './files.ts';
import {usualConfirmWithin} from './guard.ts';

/** What was said of the times of a reboot, in minutes. */
export interface RebootTimes {
  /** From the new kernel's boot on, until the host goes back to the old one by itself; 0 for never. */
  readonly confirmWithin?: number | undefined;
  /** Until a host that reboots is no longer waited for. */
  readonly timeout?: number | undefined;
}

export const minutes = (count: number): string => `${count} ${count === 1 ? 'minute' : 'minutes'}`;

/** Minutes that a host may be away for a reboot; a kernel that panics takes one and a half before the old one is back. */
export const usualAway = 10;

/** Minutes until the host goes home when this program reboots it, and until it is given up: not before it can have come home. */
export const timesFor = ({
  confirmWithin = usualConfirmWithin,
  timeout,
}: RebootTimes): {confirmWithin: number; timeout: number} => ({
  confirmWithin,
  timeout: timeout ?? usualAway + confirmWithin,
});

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds. Default: ten minutes. */
  readonly patience?: number;
  /** Minutes from its boot on after which the host goes home by itself; 0 for never. */
  readonly confirmWithin?: number;
  readonly say?: ((text: string) => void) | undefined;
}

/** What runs now. */
export interface Running {
  readonly release: string;
  readonly bootId: string;
}

/** Asks a host to reboot; that the connection breaks is the expected answer. */
export const reboot = async (host: Host): Promise<void> => {
  const command = ['sh', '-c', 'systemctl reboot || shutdown -r now || reboot'];
  const result = await host.run(command, {asRoot: true, timeout: 60_000}).catch((error: unknown) => {
    if (error instanceof Failure) return undefined;
    throw error;
  });
  if (result?.exitCode && !result.timedOut)
    throw new Failure({
      what: `${host.name} did not take the order to reboot.`,
      why: said(result.stderr),
      said: result.stderr,
    });
};

export const running = async (host: Host, timeout = 20_000): Promise<Running | undefined> => {
  const {stdout, exitCode} = await host.run(['sh', '-c', 'cat /proc/sys/kernel/random/boot_id; uname -r'], {timeout});
  const [bootId, release] = clean(stdout.toString('utf8')).trim().split('\n');
  return exitCode === 0 && bootId && release ? {bootId, release} : undefined;
};

/**
 * Waits until the host answers with another boot_id, the proof of a reboot: a host that answers may still be going down. It may not be up
 * altogether yet: {@link settle}.
 * @throws Failure when it doesn't come back in time.
 */
export const waitForBoot = async (host: Host, before: string, options: WaitOptions = {}): Promise<Running> => {
  const {signal, patience = usualAway * 60_000, confirmWithin = 0, say} = options;
  const start = Date.now();
  let last: Failure | undefined;
  for (let pause = 2000; Date.now() - start < patience; pause = Math.min(pause * 1.5, 12_000)) {
    await sleep(pause, undefined, signal ? {signal} : {});
    const now = await running(host).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      last = error;
      return undefined;
    });
    if (now && now.bootId !== before) return now;
    say?.(`${now ? 'going down' : 'away'} for ${Math.round((Date.now() - start) / 1000)} s`);
  }
  throw new Failure({
    what: `${host.name} did not come back within ${minutes(Math.round(patience / 60_000))}.`,
    why: [
      confirmWithin > 0
        ? `A kernel that panics, or cannot be reached within ${minutes(confirmWithin)} of its boot, gives way to the old one by itself. This one hangs before it starts anything, the host takes longer to boot, or the old kernel cannot be reached either.`
        : 'A kernel that panics falls back by itself; one that hangs, or has no network, does not.',
      ...(last ? [`Last: ${[last.what, last.why].filter(Boolean).join(' ')}`] : []),
    ].join('\n'),
    todo: `Reset it from its console or its provider: it then boots the old kernel. After that: ebpf kernel status${at(host)}`,
    exitCode: exitCodes.unknown,
  });
};

/** sshd answers before all else is up: tracefs, say. What systemd calls degraded is up too; a host without systemd is taken as it is. */
export const settle = async (host: Host): Promise<void> => {
  await host.run(['systemctl', 'is-system-running', '--wait'], {timeout: 120_000}).catch(() => undefined);
};
