import {stripVTControlCharacters} from 'node:util';

/** East Asian wide and full-width characters and pictures, which take two cells: https://www.unicode.org/reports/tr11/ */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const combining = /\p{Mark}/u;

/** Wider lines are hard to read. */
export const widest = 100;

/** Below so many columns labels have lines of their own. */
export const narrow = 60;

/** The cells that a text takes on a terminal, whatever its colours. */
export const cells = (text: string): number =>
  [...stripVTControlCharacters(text)].reduce(
    (sum, character) => sum + (combining.test(character) ? 0 : wide.test(character) ? 2 : 1),
    0,
  );

/** A text in lines of at most so many cells, broken at blanks; a word that is longer is cut. */
export const wrap = (text: string, room: number): readonly string[] => wrapWords(text.split(/\s+/), Math.max(room, 8));

/** A command in lines that still paste: each but the last ends with a backslash, and what follows is indented. */
export const wrapCommand = (command: string, room: number): readonly string[] => {
  if (cells(command) <= room) return [command];
  const [first = '', ...rest] = fill(command.split(' '), Math.max(room - 4, 8));
  return [first, ...rest.map((line) => `  ${line}`)].map((line, index) => (index < rest.length ? `${line} \\` : line));
};

/**
 * A text that is laid out, with no line wider than so many cells. What is too long goes on below its beginning; a value, which stands behind a
 * gap, below itself, or below its label where that takes more than half of the room.
 */
export const fitTo = (text: string, columns: number): string =>
  text
    .split('\n')
    .flatMap((line) => (cells(line) <= columns ? [line] : fitted(line, columns)))
    .join('\n');

const fitted = (line: string, columns: number): readonly string[] => {
  const plain = stripVTControlCharacters(line).trimEnd();
  const indent = plain.length - plain.trimStart().length;
  const gap = plain.lastIndexOf('  ');
  const labelled = gap > indent;
  const [label, value] = splitAt(line, labelled ? gap + 2 : indent);
  const beside = labelled && cells(label) <= columns / 2;
  const hang = beside ? cells(label) : indent + (labelled ? 4 : 2);
  const [first = '', ...rest] = wrap(value, columns - hang);
  const below = rest.map((row) => ' '.repeat(hang) + row);
  if (beside || !labelled) return [label + first, ...below];
  return [...fitTo(label.trimEnd(), columns).split('\n'), ' '.repeat(hang) + first, ...below];
};

/** A text before and from so many characters, not counting what colours it. */
const splitAt = (text: string, characters: number): readonly [string, string] => {
  let before = '';
  let left = characters;
  const parts = text.split(/(\x1b\[[\d;]*m)/);
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0 && part.length > left)
      return [before + part.slice(0, left), part.slice(left) + parts.slice(index + 1).join('')];
    before += part;
    if (index % 2 === 0) left -= part.length;
  }
  return [before, ''];
};

const wrapWords = (words: readonly string[], room: number): readonly string[] =>
  fill(
    words.flatMap((word) => pieces(word, room)),
    room,
  );

const fill = (words: readonly string[], room: number): string[] => {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && cells(last) + 1 + cells(word) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

const pieces = (word: string, room: number): readonly string[] => {
  if (cells(word) <= room) return [word];
  const found: string[] = [];
  let piece = '';
  // A colour is not cut, and goes on in the next line.
  for (const [part] of word.matchAll(/\x1b\[[\d;]*m|./gsu)) {
    if (cells(piece) + cells(part) > room) {
      found.push(piece);
      piece = '';
    }
    piece += part;
  }
  return [...found, piece];
};

/** A text in so many cells at most; of one that is longer, the beginning. */
export const cutTo = (text: string, room: number): string => {
  if (cells(text) <= room) return text;
  let cut = text.slice(0, Math.max(room - 3, 0));
  while (cells(cut) > room - 3 && cut) cut = cut.slice(0, -1);
  return `${cut}...`.slice(0, Math.max(room, 0));
};
