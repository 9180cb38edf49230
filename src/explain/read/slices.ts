/** Characters. Tools write no longer messages, and the cost of matching a line grows faster than its length. */
export const longestLine = 1024;

/** A message that a cut would split is whole in one of the pieces. */
const overlap = 128;

/** A line in pieces that are short enough to be matched. */
export function slices(line: string): string[] {
  if (line.length <= longestLine) return [line];
  const step = longestLine - overlap;
  return Array.from({length: Math.ceil((line.length - overlap) / step)}, (_, index) =>
    line.slice(index * step, index * step + longestLine),
  );
}
