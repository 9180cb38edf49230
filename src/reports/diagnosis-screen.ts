import type {Diagnosis, RankedCause} from '../explain/diagnosis.ts';
import {showCommands} from '../remedies/show.ts';
import {paint, type Screen, type Style} from '../terminal/style.ts';
import {cells, narrow, widest, wrap, wrapCommand} from '../terminal/wrap.ts';

/** Cells of a label and the blanks around it; below {@link narrow} columns it has a line of its own. */
const beside = 12;
const below = 4;

/** What to do where nothing is known. */
export const giveAll = 'Pass the whole output, stderr too: COMMAND 2>&1 | ebpf explain -, or ebpf explain -- COMMAND';

/** Lines of the given text that are quoted. */
const quoted = 2;

/** An explanation for a terminal: wrapped to its width, what speaks for the cause first, and at the end how to fix it. */
export function diagnosisScreen(
  {causes, misleading, harmless, ruledOut, notes}: Diagnosis,
  {columns}: Screen,
  style: Style,
): string {
  const width = Math.max(Math.min(columns, widest), 24);
  const indent = columns < narrow ? below : beside;
  const [best, ...others] = causes;
  const row = (label: string, lines: readonly string[]): string[] =>
    columns < narrow
      ? [...(label ? [`  ${paint(label, 'muted', style)}`] : []), ...lines.map((line) => `    ${line}`)]
      : lines.map((line, index) => `  ${paint((index === 0 ? label : '').padEnd(indent - 2), 'muted', style)}${line}`);
  const text = (label: string, told: string): string[] => row(label, wrap(told, width - indent));
  const blocks: readonly (readonly string[])[] = [
    best
      ? [
          ...head(best, width, style),
          ...row(
            'matched',
            best.matched.slice(0, quoted).map((line) => cut(line, width - indent)),
          ),
          ...text('why', best.why),
        ]
      : wrap('No known failure in this text.', width),
    [
      ...misleading.flatMap(({line, why}) => [...row('ignore', [cut(line, width - indent)]), ...text('', why)]),
      ...harmless.flatMap(({line, why}) => [...row('harmless', [cut(line, width - indent)]), ...text('', why)]),
    ],
    others.flatMap(({title, confidence}, index) =>
      text(index === 0 ? 'or else' : '', `${percent(confidence)}  ${title}`),
    ),
    notes.flatMap((note) => text('note', note)),
    best
      ? [
          ...row('fix', withCommands(best.remedy.text, width - indent)),
          ...row(
            '',
            showCommands(best.remedy).flatMap((command) => wrapCommand(command, width - indent)),
          ),
          ...(best.decide ? row('confirm', wrapCommand(best.decide, width - indent)) : []),
          ...(best.cause ? text('details', `add --verbose: every match${ruled(ruledOut.length)}`) : []),
        ]
      : text('try', giveAll),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const head = ({cause, title, confidence, matched}: RankedCause, width: number, style: Style): readonly string[] => {
  if (!cause && matched.length === 0) return [paint('No known cause.', 'warn', style)];
  const told = cause ? `${title} (${percent(confidence)})` : title;
  return wrap(told, width).map((line) => paint(line, 'strong', style));
};

const ruled = (count: number): string =>
  count > 0 ? ` and the ${count === 1 ? 'cause' : `${count} causes`} ruled out` : '';

/** Characters of a command in a sentence from which on it has lines of its own, ready to paste. */
const long = 30;

/** A sentence in lines; a long command in it on its own, unless it has a word that does not fit. */
const withCommands = (text: string, room: number): readonly string[] => {
  const parts = text.split('`');
  const isLong = (part: string, index: number): boolean =>
    index % 2 === 1 && part.length >= long && part.split(' ').every((word) => cells(word) <= room - 6);
  const found = parts.findIndex(isLong);
  if (found < 0) return wrap(text, room);
  const rest = parts
    .slice(found + 1)
    .join('`')
    .trim();
  return [
    ...wrap(parts.slice(0, found).join('`').trim(), room),
    ...wrapCommand(parts[found] ?? '', room - 2).map((line) => `  ${line}`),
    ...(/[^.]/.test(rest) ? withCommands(rest, room) : []),
  ];
};

/** A quoted line in one row. */
const cut = (line: string, room: number): string =>
  cells(line) <= room ? line : `${wrap(line, room - 4)[0] ?? ''} ...`;

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
