import {cleanLine} from '../hosts/clean.ts';
import {type LineStream, MovingLine} from './moving-line.ts';

/** Milliseconds. */
const patience = 1000;
const logged = 10_000;

/** What is said while a host is looked at. */
export const lookingAt = ({name, local}: {readonly name: string; readonly local: boolean}): string =>
  `Looking at ${local ? 'this machine' : name}`;

/** Has work done, and says that it goes on. */
export type Wait = <T>(text: string, work: () => Promise<T>) => Promise<T>;

/**
 * Says that something goes on while it takes longer than a second: on a terminal a line that counts and goes away, in a log one every ten
 * seconds. A question of ours, of ssh or of sudo, makes it pause; another must not be waited for like this.
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
