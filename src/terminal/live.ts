import {Listr, ListrLogger, ProcessOutput} from 'listr2';
import type {Task} from './task.ts';

interface Item {
  title: string;
  output: string;
}

/** Shows the tasks as a list that fills in as they run. On stderr: stdout is the result's. */
export const runLive = async (tasks: readonly Task[]): Promise<void> => {
  const logger = new ListrLogger({useIcons: false, processOutput: new ProcessOutput(process.stderr, process.stderr)});
  let running: {readonly item: Item; readonly title: string} | undefined;
  const list = new Listr(
    tasks.map((task) => ({
      title: task.title,
      task: async (_: unknown, item: Item) => {
        running = {item, title: task.title};
        const message = await task.run((text) => {
          item.output = text;
        });
        item.title = message ? `${task.title}: ${message}` : task.title;
      },
    })),
    // The errors are ours to tell, and Ctrl-C is: listr2 would leave at once, with dpkg at work.
    {
      exitOnError: true,
      registerSignalListeners: false,
      rendererOptions: {logger, showErrorMessage: false, collapseErrors: false},
    },
  );
  // What others print is held back until the list is done, so whoever presses Ctrl-C must see in the list that it was heeded.
  const heed = () => {
    if (running) running.item.title = `${running.title} (stopping when this is done)`;
  };
  for (const name of signals) process.on(name, heed);
  try {
    await list.run();
  } finally {
    for (const name of signals) process.off(name, heed);
  }
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
