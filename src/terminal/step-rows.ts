import {cleanLine} from '../hosts/clean.ts';
import {markOf, paint, type Style} from './style.ts';
import {cells, narrow, widest, wrap} from './wrap.ts';

/** A step that has ended. */
export interface Ended {
  /** What was done, its verb first: `Install clang, bpftool`. */
  readonly text: string;
  readonly ok: boolean;
  readonly milliseconds: number | undefined;
}

/** Cells for the verb. */
const verbs = 7;

/** Milliseconds; what is quicker needs no figure. */
const noticed = 100;

/** A step that has ended, as rows of a terminal: its mark, its verb in a column, the rest, and on the right how long it took. */
export const stepRows = ({text, ok, milliseconds = 0}: Ended, style: Style, columns: number): readonly string[] => {
  const {mark, tone} = markOf({verdict: ok ? 'pass' : 'fail', severity: 'required'}, style);
  const took = milliseconds < noticed ? '' : seconds(milliseconds, 1);
  const plain = cleanLine(text);
  if (columns < narrow) {
    const rows = wrap(took ? `${plain} (${took})` : plain, columns - cells(mark) - 1);
    return rows.map((row, index) => `${index === 0 ? paint(mark, tone, style) : ' '.repeat(cells(mark))} ${row}`);
  }
  const width = Math.min(columns, widest);
  const [verb = ''] = plain.split(' ');
  const inColumn = verb.length <= verbs;
  const rest = inColumn ? plain.slice(verb.length + 1) : plain;
  const indent = 2 + cells(mark) + 1 + (inColumn ? verbs + 2 : 0);
  const [first = '', ...more] = wrap(rest, width - indent - 9);
  const start = `  ${paint(mark, tone, style)} ${inColumn ? verb.padEnd(verbs + 2) : ''}`;
  return [
    `${start}${took ? `${first}${' '.repeat(width - indent - cells(first) - cells(took))}${took}` : first}`.trimEnd(),
    ...more.map((row) => `${' '.repeat(indent)}${row}`),
  ];
};

/** A time in seconds. */
export const seconds = (milliseconds: number, digits: number): string => `${(milliseconds / 1000).toFixed(digits)} s`;
