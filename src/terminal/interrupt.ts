import {setMaxListeners} from 'node:events';
import {constants} from 'node:os';

/**
 * A signal that Ctrl-C, SIGTERM or a terminal that goes away aborts. The work that is going on ends itself in its own way: a download stops,
 * dpkg is left to finish. A second Ctrl-C changes nothing about that, so it is only answered. `elsewhere`, where such work goes on as a job of
 * the host, a third one leaves at once: a host that hangs must not hold the terminal.
 */
export const interruptible = (
  say: (text: string) => void,
  {elsewhere = false}: {readonly elsewhere?: boolean} = {},
): AbortSignal =>
  onSignals((count, name) => {
    if (count === 1) say('Stopping after the step in hand...');
    else if (!elsewhere) say('Still waiting for the step in hand; a package manager must not be cut off.');
    else if (count === 2)
      say('Still waiting for the step in hand. Once more leaves now: what was begun there as a job goes on.');
    else process.exit(new Interrupted(name).exitCode);
  });

/** The same for work that changes nothing: it ends at once with what is known, and a second Ctrl-C leaves without that. */
export const stoppable = (say: (text: string) => void): AbortSignal =>
  onSignals((count, name) => {
    if (count === 1) say('Stopping; what is known so far follows.');
    else process.exit(new Interrupted(name).exitCode);
  });

const onSignals = (each: (count: number, name: NodeJS.Signals) => void): AbortSignal => {
  const controller = new AbortController();
  // Each of a thousand hosts listens to it.
  setMaxListeners(0, controller.signal);
  let count = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      each(++count, name);
      controller.abort(new Interrupted(name));
    });
  }
  return controller.signal;
};

/** Why the work ended: somebody wanted it to. */
export class Interrupted extends Error {
  /** 128 and the signal's number, as shells have it. */
  readonly exitCode: number;

  constructor(name: NodeJS.Signals, message = 'Stopped. Run it again to go on from here.') {
    super(message);
    this.name = 'AbortError';
    this.exitCode = 128 + constants.signals[name];
  }
}

/** The interruption behind an error, or behind the reason of a signal that was given none; Node wraps it into an error of its own. */
export const interruptionIn = (error: unknown): Interrupted | undefined => {
  if (error instanceof Interrupted) return error;
  const {name, cause} = (error ?? {}) as {readonly name?: unknown; readonly cause?: unknown};
  return name === 'AbortError' && cause instanceof Interrupted ? cause : undefined;
};
