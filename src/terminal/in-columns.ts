import {largest} from '../hosts/largest.ts';

/** Rows as lines, each column as wide as its widest cell, the last one as it is. */
export const inColumns = (rows: readonly (readonly string[])[], gap = '  '): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => largest(rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join(gap)
      .trimEnd(),
  );
};
