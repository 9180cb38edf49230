import {Listr, ListrLogger, ProcessOutput} from 'listr2';
import type {Task} from './task.ts';

/** Shows the tasks as a list that fills in as they run. On stderr: stdout is the result's. */
export const runLive = async (tasks: readonly Task[]): Promise<void> => {
  const logger = new ListrLogger({useIcons: false, processOutput: new ProcessOutput(process.stderr, process.stderr)});
  const list = new Listr(
    tasks.map((task) => ({
      title: task.title,
      task: async (_: unknown, item: {title: string; output: string}) => {
        const message = await task.run((text) => {
          item.output = text;
        });
        if (message) item.title = `${task.title}: ${message}`;
      },
    })),
    // The errors are ours to tell, and Ctrl-C is: listr2 would leave at once, with dpkg at work.
    {
      exitOnError: true,
      registerSignalListeners: false,
      rendererOptions: {logger, showErrorMessage: false, collapseErrors: false},
    },
  );
  await list.run();
};
