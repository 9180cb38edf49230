import {cleanLine} from '../hosts/clean.ts';
import type {ProgressStream} from './fleet-progress.ts';

/** Milliseconds. */
const patience = 1000;
const logged = 10_000;

/**
 * Says that something goes on while it takes longer than a second: on a terminal a line that counts and goes away, in a log one every ten
 * seconds. What may ask on the terminal must not be waited for like this.
 */
export const whileWaiting = async <T>(
  text: string,
  work: () => Promise<T>,
  stream: ProgressStream | undefined = process.stderr,
): Promise<T> => {
  if (!stream) return work();
  const start = Date.now();
  let drawn = false;
  const line = () => cleanLine(`${text} (${Math.round((Date.now() - start) / 1000)} s)...`);
  const timer = setInterval(
    () => {
      if (stream.isTTY) stream.write(`\r\u001b[K${line().slice(0, (stream.columns || 80) - 1)}`);
      else stream.write(`${line()}\n`);
      drawn = true;
    },
    stream.isTTY ? patience : logged,
  );
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (drawn && stream.isTTY) stream.write('\r\u001b[K');
  }
};
