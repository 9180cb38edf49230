import {cleanLine} from '../hosts/clean.ts';
import {type LineStream, MovingLine, writeAbove} from './moving-line.ts';
import {seconds, stepRows} from './step-rows.ts';
import {detectStyle, type Style} from './style.ts';
import type {Task} from './task.ts';

/** Milliseconds between two drawings. */
const every = 200;

/** Shows the step that runs as one line that moves, and each that has ended once. On stderr: stdout is the result's. */
export const runLive = async (
  tasks: readonly Task[],
  stream: LineStream = process.stderr,
  style: Style = detectStyle(stream, process.env),
): Promise<void> => {
  for (const task of tasks) {
    const line = new MovingLine(stream);
    const start = performance.now();
    let told = '';
    const draw = () =>
      line.draw(`... ${task.title}`, `${told && `: ${cleanLine(told)}`} (${seconds(performance.now() - start, 0)})`);
    const timer = setInterval(draw, every);
    timer.unref();
    draw();
    const end = (ok: boolean, message = '') => {
      const text = [task.title, message].filter(Boolean).join(': ');
      const rows = stepRows({text, ok, milliseconds: performance.now() - start}, style, stream.columns || 80);
      writeAbove(stream, rows.map((row) => `${row}\n`).join(''));
    };
    try {
      end(
        true,
        await task
          .run((text) => {
            told = text;
          })
          .finally(() => clearInterval(timer)),
      );
    } catch (error) {
      // What went wrong is told in full where the run ends.
      end(false);
      throw error;
    }
  }
};
