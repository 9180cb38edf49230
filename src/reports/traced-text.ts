import type {HelloResult} from '../hello/hello.ts';
import {cleanLine} from '../hosts/clean.ts';
import {cutTo} from '../terminal/wrap.ts';

/** What a program printed of the event that was caused for it, below its heading: rows that no terminal of `width` folds. */
export const tracedRows = ({lines, proof}: Pick<HelloResult, 'lines' | 'proof'>, width: number): readonly string[] => {
  const heading = lines.find((line) => /^(?:TIME|PID)\s/.test(line));
  const rows = proof === undefined ? lines.slice(0, 8) : [...(heading === undefined ? [] : [heading]), proof];
  return rows.map((row) => `    ${cutTo(cleanLine(row), width - 4)}`);
};

/** What several programs traced, in a few words: `an execve`, `packets, connect()`. */
export const tracedText = (hellos: readonly Pick<HelloResult, 'traces'>[]): string =>
  [...new Set(hellos.map(({traces = 'an execve'}) => traces))].join(', ');
