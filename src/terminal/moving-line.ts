import {isAsking, makeWay} from '../hosts/ask.ts';
import {cleanLine} from '../hosts/clean.ts';
import {cells, cutTo} from './wrap.ts';

/** What a line is drawn on: stderr. */
export interface LineStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Cells that stay for what is being done. */
const least = 20;

/** The line that is on the screen now. */
let current: MovingLine | undefined;

/**
 * The one line of a terminal that moves: what is being done. It is drawn over itself, hides no cursor, and goes away before anything else is
 * written, the terminal becomes narrower, or Ctrl-Z gives the screen to the shell.
 */
export class MovingLine {
  readonly #stream: LineStream;
  /** Cells that are drawn. */
  #drawn = 0;

  constructor(stream: LineStream) {
    this.#stream = stream;
  }

  /** What is being done, and `rest`, a clean line, for which it is cut where both do not fit. */
  draw(text: string, rest = ''): void {
    if (isAsking()) return;
    // Another one makes way.
    if (current !== this) clearCurrent();
    const room = (this.#stream.columns || 80) - 1;
    const end = cutTo(rest, Math.max(room - least, 0));
    const line = `${cutTo(cleanLine(text), room - cells(end))}${end}`;
    // Ctrl-Z may come as soon as there is something to see.
    if (current !== this) process.on('SIGTSTP', stop).on('SIGWINCH', clearCurrent);
    current = this;
    const erasure = this.#erasure();
    this.#drawn = cells(line);
    this.#stream.write(`${erasure}${line}`);
  }

  clear(): void {
    if (current !== this) return;
    this.#stream.write(this.#erasure());
    this.#drawn = 0;
    current = undefined;
    process.off('SIGTSTP', stop).off('SIGWINCH', clearCurrent);
  }

  /** Back to where the line begins, which is rows above the cursor on a terminal that has become narrower and folded it. */
  #erasure(): string {
    if (process.env.TERM === 'dumb') return `\r${' '.repeat(this.#drawn)}\r`;
    const folds = Math.ceil(this.#drawn / (this.#stream.columns || 80)) - 1;
    return folds > 0 ? `\r\u001b[${folds}A\u001b[J` : '\r\u001b[K';
  }
}

/** Writes whole lines where there may be one that moves, which makes way. */
export const writeAbove = (stream: LineStream, text: string): void => {
  clearCurrent();
  stream.write(text);
};

const clearCurrent = (): void => current?.clear();
makeWay.add(clearCurrent);

/** The shell gets a clean screen, and the next step of the work draws the line anew. */
const stop = (): void => {
  clearCurrent();
  process.kill(process.pid, 'SIGSTOP');
};
