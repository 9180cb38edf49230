import type {StageName, Work} from '../hello/stage.ts';
import {cleanLine} from '../hosts/clean.ts';
import {type LineStream, MovingLine} from './moving-line.ts';

/** Milliseconds between two looks at what goes on: on a terminal, and in a log. */
const every = 1000;
const logged = 10_000;

/**
 * Follows long work on stderr: on a terminal one line that counts, elsewhere a line for each stage, and one every ten seconds of it, or a clone
 * would look as if it hung. `done` clears the line.
 */
export const followProgress = (stream: LineStream): {onProgress: NonNullable<Work['onProgress']>; done: () => void} => {
  const moving = new MovingLine(stream);
  let now: {stage: StageName; text: string; since: number} | undefined;
  const took = () => `(${Math.round((Date.now() - (now?.since ?? 0)) / 1000)} s)`;
  const tick = () => {
    if (!now) return;
    if (stream.isTTY) moving.draw(`${now.stage}: ${now.text}`, ` ${took()}`);
    else stream.write(`${cleanLine(`${now.stage}: ${now.text} ${took()}`)}\n`);
  };
  const timer = setInterval(tick, stream.isTTY ? every : logged);
  timer.unref();
  return {
    onProgress: (stage, text) => {
      const before = now?.stage;
      if (stage !== before) timer.refresh();
      now = {stage, text, since: stage === before ? (now?.since ?? Date.now()) : Date.now()};
      if (stream.isTTY) moving.draw(`${stage}: ${text}`);
      else if (stage !== before) stream.write(`${cleanLine(`${stage}: ${text}`)}\n`);
    },
    done: () => {
      clearInterval(timer);
      moving.clear();
    },
  };
};
