import type {StageName, Work} from '../hello/stage.ts';
import {cleanLine} from '../hosts/clean.ts';

/** Follows long work on stderr: on a terminal one line that changes, elsewhere a line for each stage. `done` clears the line. */
export const followProgress = (stream: NodeJS.WriteStream): {onProgress: Work['onProgress']; done: () => void} => {
  let last: StageName | undefined;
  return {
    onProgress: (stage, text) => {
      const line = cleanLine(`${stage}: ${text}`);
      if (stream.isTTY) stream.write(`\r\x1b[K${line.slice(0, (stream.columns || 80) - 1)}`);
      else if (stage !== last) stream.write(`${line}\n`);
      last = stage;
    },
    done: () => {
      if (stream.isTTY && last !== undefined) stream.write('\r\x1b[K');
    },
  };
};
