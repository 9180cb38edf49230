import {addressing} from '../../hosts/at.ts';
import type {Failure} from '../../hosts/failure.ts';
import type {Host} from '../../hosts/host.ts';
import {persist} from '../../hosts/persist.ts';
import type {Task} from '../../terminal/task.ts';

/**
 * Tasks as they are run on a host: none is begun after Ctrl-C, which counts most before a reboot. Every task can be done twice, so on a
 * host elsewhere one that loses its host is begun again when that is back. What to do after a failure names the host.
 */
export const hostTasks = (
  host: Pick<Host, 'name' | 'local'>,
  tasks: readonly Task[],
  signal: AbortSignal,
): readonly Task[] =>
  tasks.map(({title, run}) => ({
    title,
    run: async (say) => {
      signal.throwIfAborted();
      if (host.local) return run(say);
      const onLost = ({what}: Failure): void => say(`${what}; trying to reach it again`);
      return addressing(
        host,
        persist(() => run(say), {signal, onLost}),
      );
    },
  }));
