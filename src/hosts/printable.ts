/**
 * Text of a host, a server or a file, fit for a terminal: control characters (C0, DEL, C1), escape sequences and the marks that
 * reorder text are taken out; line ends and tabs stay.
 */
export function printable(text: string): string {
  return text
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '');
}

/** The same on one line, cut to LIMIT characters. */
export function printableLine(text: string, limit = 300): string {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}
