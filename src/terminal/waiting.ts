import {cleanLine} from '../hosts/clean.ts';
import {type LineStream, MovingLine} from './moving-line.ts';

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
  stream: LineStream | undefined = process.stderr,
): Promise<T> => {
  if (!stream) return work();
  const start = Date.now();
  const moving = new MovingLine(stream);
  const line = () => cleanLine(`${text} (${Math.round((Date.now() - start) / 1000)} s)...`);
  const timer = setInterval(
    () => {
      if (stream.isTTY) moving.draw(line());
      else stream.write(`${line()}\n`);
    },
    stream.isTTY ? patience : logged,
  );
  timer.unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    moving.clear();
  }
};
