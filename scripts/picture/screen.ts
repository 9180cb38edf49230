/** A colour or weight that a program may ask for (SGR), by its number, and the numbers that end it. */
const styles: Readonly<Record<string, string>> = {
  1: 'strong',
  2: 'muted',
  31: 'bad',
  32: 'good',
  33: 'warn',
  36: 'mark',
  90: 'muted',
};
const ends: Readonly<Record<string, RegExp>> = {0: /./, 22: /strong|muted/, 39: /bad|good|warn|mark/};

/** Text of one style: names of {@link styles}, sorted and joined by blanks. */
export interface Run {
  text: string;
  readonly style: string;
}

export type Row = readonly Run[];

/**
 * The rows that stay on a terminal of `columns` after a program has sent `sent` to it. Knows what our own output uses: the cursor up and to a
 * column, erasing, colours; refuses the rest.
 */
export function rowsOf(sent: string, columns: number): readonly Row[] {
  const rows: Run[][] = [];
  const style = new Set<string>();
  let row = 0;
  let column = 0;
  const cut = (end: number) => {
    rows[row] = (rows[row] ?? []).slice(0, end);
  };
  for (const [all, parameters, final, mode] of sent.matchAll(
    /\u001B\[([\d;]*)([A-HJKm])|\u001B\[(\?\d+[hl])|[^\u001B]/gsu,
  )) {
    const number = Number.parseInt(parameters || '0', 10);
    if (mode) continue;
    if (all === '\n') row++;
    else if (all === '\r') column = 0;
    else if (final === 'm') for (const each of (parameters || '0').split(';')) dress(style, each);
    else if (final === 'A') row = Math.max(0, row - (number || 1));
    else if (final === 'G') column = Math.max(0, number - 1);
    else if (final === 'K') cut(number === 2 ? 0 : column);
    else if (final === 'J') {
      cut(column);
      rows.length = row + 1;
    } else if (final) throw new Error(`what does ${JSON.stringify(all)} do?`);
    else {
      if (column === columns) {
        row++;
        column = 0;
      }
      rows[row] ??= [];
      rows[row]?.splice(column++, 1, {text: all, style: [...style].sort().join(' ')});
    }
  }
  const runs = Array.from(rows, (cells) => joined(cells ?? []));
  return runs.slice(0, runs.findLastIndex((each) => each.length > 0) + 1);
}

const dress = (style: Set<string>, number: string): void => {
  if (styles[number]) style.add(styles[number]);
  for (const name of style) if (ends[number]?.test(name)) style.delete(name);
};

/** Neighbours of one style as one text; blanks at the end go. */
const joined = (cells: readonly Run[]): Row => {
  const runs: Run[] = [];
  for (const {text, style} of cells) {
    const last = runs.at(-1);
    if (last?.style === style) last.text += text;
    else runs.push({text, style});
  }
  const last = runs.at(-1);
  if (last) last.text = last.text.trimEnd();
  return runs.filter(({text}) => text !== '');
};

/** The rows as plain text. */
export const textOf = (rows: readonly Row[]): string =>
  rows.map((row) => row.map(({text}) => text).join('')).join('\n');
