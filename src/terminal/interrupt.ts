import {constants} from 'node:os';

/**
 * A signal that Ctrl-C, SIGTERM or a terminal that goes away aborts. The work that is going on ends itself in its own way: a download stops,
 * dpkg is left to finish. A second Ctrl-C changes nothing about that, so it is only answered.
 */
export const interruptible = (say: (text: string) => void): AbortSignal => {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) say('Still waiting for the step in hand; a package manager must not be cut off.');
    else say('Stopping after the step in hand...');
    controller.abort(new Interrupted(name));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
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
