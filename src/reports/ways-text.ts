import {paint, type Style, type Tone} from '../terminal/style.ts';
import {cells, narrow, widest, wrap, wrapCommand} from '../terminal/wrap.ts';
import type {WayOut} from './way-out.ts';

/** A terminal to lay out for. */
export interface Page {
  readonly style: Style;
  /** Cells that a line may take. */
  readonly width: number;
  /** Whether there is room for labels beside their text. */
  readonly columns: boolean;
}

/** The page that a terminal of so many columns is. */
export const pageOf = (style: Style, columns: number): Page => ({
  style,
  width: Math.min(columns, widest),
  columns: columns >= narrow,
});

/** The line that says how it ended: its beginning, the verdict, stands out. */
export const headline = (
  text: string,
  verdict: string,
  {style, width}: Pick<Page, 'style' | 'width'>,
  tone: Tone = 'good',
): readonly string[] => {
  const [first = '', ...rest] = wrap(text, width);
  const end = first.startsWith(verdict) ? verdict.length : first.length;
  return [`${paint(paint(first.slice(0, end), tone, style), 'strong', style)}${first.slice(end)}`, ...rest];
};

/** The last block of a screen: labels, and beside or below them commands that paste, or sentences. */
export const waysText = (all: readonly WayOut[], {style, width, columns}: Page): readonly string[] => {
  const label = Math.max(0, ...all.map((each) => each.label.length)) + 2;
  const longest = Math.max(0, ...all.filter(({purpose}) => purpose).map(({commands = []}) => cells(commands[0] ?? '')));
  return all.flatMap(({label: name, commands = [], text, purpose, otherwise}) => {
    const room = columns ? width - label - 2 : width - 2;
    const wide = commands.some((command) => command.split(' ').some((word) => cells(word) > room - 4));
    const sentence = text ?? (wide ? otherwise : undefined);
    const lines = sentence ? wrap(sentence, room) : commands.flatMap((command) => wrapCommand(command, room));
    const [first = '', ...rest] = lines;
    const told = `${first.padEnd(longest)}  ${purpose ?? ''}`;
    const comment = purpose && lines.length === 1 && width >= 80 && cells(told) <= room ? told : first;
    if (!columns) return [`${name}:`, ...[first, ...rest].map((line) => `  ${line}`)];
    return [
      `  ${paint(name.padEnd(label), 'muted', style)}${comment}`,
      ...rest.map((line) => `${' '.repeat(label + 2)}${line}`),
    ];
  });
};
