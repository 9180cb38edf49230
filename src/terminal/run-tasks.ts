import {cleanLine} from '../hosts/clean.ts';
import {seconds} from './step-rows.ts';
import type {Say, Task, TaskResult} from './task.ts';
import {widest, wrap} from './wrap.ts';

/**
 * How tasks are shown while they run, or who is told of each as it begins; they run one after the other, and stop at the first that fails.
 */
export type Display = 'live' | 'lines' | 'silent' | ((title: string) => void);

/**
 * How tasks are shown on a stream. The list that fills in is drawn with marks beyond ASCII and moves the cursor; on a terminal that does not
 * know its width, such as a serial console, it would be wrapped at each letter.
 */
export const displayOn = (
  {isTTY, columns}: {readonly isTTY?: boolean; readonly columns?: number},
  {unicode}: {readonly unicode: boolean},
  {TERM}: NodeJS.ProcessEnv = process.env,
): Display => (isTTY && columns && unicode && TERM !== 'dumb' ? 'live' : 'lines');

/** Runs the tasks in order. Rejects with the error of the one that failed, after `results` holds it. */
export const runTasks = async (tasks: readonly Task[], display: Display, results: TaskResult[]): Promise<void> => {
  const timed = tasks.map((task) => timing(task, results));
  if (display === 'live') {
    const {runLive} = await import('./live.ts');
    await runLive(timed);
    return;
  }
  for (const task of timed) {
    const print = (mark: 'ok  ' | 'FAIL') => {
      const result = results.at(-1);
      // What went wrong is told in full where the run ends.
      const message = result?.ok && result.message ? `: ${result.message}` : '';
      if (display === 'lines') write(mark, `${task.title}${message} (${seconds(result?.milliseconds ?? 0, 1)})`);
    };
    let last = '';
    let going = '';
    const start = performance.now();
    if (typeof display === 'function') display(task.title);
    const say: Say = (text, weight) => {
      going = text;
      if (weight !== 'lasting' || text === last) return;
      last = text;
      if (display === 'lines') write('... ', `${task.title}: ${text}`);
    };
    // In a log a long step is a line every ten seconds, or it would look as if it hung.
    const heartbeat = setInterval(() => {
      const told = [task.title, going].filter(Boolean).join(': ');
      if (display === 'lines') write('... ', `${told} (${seconds(performance.now() - start, 1)})`);
    }, every);
    heartbeat.unref();
    await task
      .run(say)
      .finally(() => clearInterval(heartbeat))
      .then(
        () => print('ok  '),
        (error: unknown) => {
          print('FAIL');
          throw error;
        },
      );
  }
};

/** A line on stderr; on a terminal it is broken at its width. */
const write = (mark: string, text: string): void => {
  const {isTTY, columns} = process.stderr;
  const line = cleanLine(text);
  const rows = isTTY ? wrap(line, Math.min(columns || 80, widest) - mark.length - 1) : [line];
  const indent = ' '.repeat(mark.length + 1);
  process.stderr.write(rows.map((row, index) => `${index === 0 ? `${mark} ` : indent}${row}\n`).join(''));
};

/** Milliseconds between lines on a long step. */
const every = 10_000;

const timing = ({title, run}: Task, results: TaskResult[]): Task => ({
  title,
  run: async (say) => {
    const start = performance.now();
    const end = (ok: boolean, message?: string) =>
      results.push({
        title,
        ok,
        milliseconds: Math.round(performance.now() - start),
        ...(message !== undefined && {message}),
      });
    try {
      const message = await run(say);
      end(true, message);
      return message;
    } catch (error) {
      end(false, error instanceof Error ? error.message.split('\n')[0] : String(error));
      throw error;
    }
  },
});
