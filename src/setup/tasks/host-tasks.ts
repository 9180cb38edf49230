import type {Host} from '../../hosts/host.ts';
import {persist} from '../../hosts/persist.ts';
import type {Task} from '../../terminal/task.ts';

/**
 * Tasks as they are run on a host: none is begun after Ctrl-C, which counts most before a reboot. Every task can be done twice, so on a
 * host elsewhere one that loses its host is begun again when that is back.
 */
export const hostTasks = ({local}: Pick<Host, 'local'>, tasks: readonly Task[], signal: AbortSignal): readonly Task[] =>
  tasks.map(({title, run}) => ({
    title,
    run: async (say) => {
      signal.throwIfAborted();
      if (local) return run(say);
      return persist(() => run(say), {signal, onLost: ({what}) => say(`${what}; trying to reach it again`)});
    },
  }));
