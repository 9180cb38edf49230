/**
 * Removes what could move a terminal's cursor, forge a line of ours or turn text around: ANSI sequences, control characters
 * (line feed and tab stay), bidirectional overrides. Everything that comes from a host passes through here once.
 */
export const clean = (text: string): string =>
  text
    .replace(/\x1b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[@-Z\\-_])/g, '')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '');

/** {@link clean} for what must stay on one line. */
export const cleanLine = (text: string): string =>
  clean(text)
    .replace(/[\n\t]+/g, ' ')
    .trim();

/** {@link cleanLine}, cut to LIMIT characters. By a name of its own, since `lines.map(cleanLine)` would pass an index as the limit. */
export const shortLine = (text: string, limit: number): string => {
  const line = cleanLine(text);
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
};
