import type {StageName, Work} from '../hello/stage.ts';
import {cleanLine} from '../hosts/clean.ts';
import {MovingLine} from './moving-line.ts';

/** Follows long work on stderr: on a terminal one line that changes, elsewhere a line for each stage. `done` clears the line. */
export const followProgress = (stream: NodeJS.WriteStream): {onProgress: Work['onProgress']; done: () => void} => {
  const moving = new MovingLine(stream);
  let last: StageName | undefined;
  return {
    onProgress: (stage, text) => {
      const line = `${stage}: ${text}`;
      if (stream.isTTY) moving.draw(line);
      else if (stage !== last) stream.write(`${cleanLine(line)}\n`);
      last = stage;
    },
    done: () => moving.clear(),
  };
};
