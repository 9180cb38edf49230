import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

/** What the program itself has open, and what comes and goes beside the hosts: files that are read, `ssh -G`. */
const reserve = 64;
/** A host has a socket; where it is reached by OpenSSH or a ProxyCommand, it has the pipes of up to two processes. */
const perHost = 6;

/** Files that this process may have open; Node has raised the soft limit to the hard one. */
function limitOfFiles(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'latin1')) ?? [];
    return soft === undefined ? 1024 : Number(soft) || Number.POSITIVE_INFINITY; // unlimited is not a number
  } catch {
    return 1024; // what is usual where there is no /proc
  }
}

/** How many of the hosts that were asked for at once the limit on open files allows. */
export const hostsAtOnce = (jobs: number): number =>
  Math.max(1, Math.min(jobs, Math.floor((limitOfFiles() - reserve) / perHost)));

/** Files that are read side by side: more would not be faster. */
export const filesAtOnce = 16;

const full = (error: unknown): boolean => {
  const {code, cause} = error as {code?: unknown; cause?: unknown};
  return code === 'EMFILE' || code === 'ENFILE' || (cause !== undefined && full(cause));
};

/** Milliseconds that a full table of open files is waited out. */
const patience = 60_000;

/** Opens something, and again while the limit on open files is reached: what is at work gives some back. */
export async function whenThereIsRoom<T>(open: () => Promise<T>): Promise<T> {
  const begun = Date.now();
  for (let pause = 20; ; pause = Math.min(pause * 2, 1000)) {
    try {
      return await open();
    } catch (error) {
      if (!full(error) || Date.now() - begun > patience) throw error;
      await sleep(pause);
    }
  }
}
