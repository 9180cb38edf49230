/**
 * A signal that Ctrl-C or SIGTERM aborts. The work that is going on ends itself in its own way: a download stops,
 * dpkg is left to finish. A second Ctrl-C changes nothing about that, so it is only answered.
 */
export const interruptible = (say: (text: string) => void): AbortSignal => {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) say('Still waiting for the step in hand; a package manager must not be cut off.');
    else say('Stopping after the step in hand...');
    controller.abort(new Interrupted(name));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
};

/** Why the work ended: somebody wanted it to. */
export class Interrupted extends Error {
  /** 128 and the signal's number, as shells have it. */
  readonly exitCode: number;

  constructor(name: NodeJS.Signals) {
    super('Stopped. Run it again to go on from here.');
    this.name = 'AbortError';
    this.exitCode = name === 'SIGINT' ? 130 : 143;
  }
}
