import type {Diagnosis, RankedCause, Remark} from '../explain/diagnosis.ts';
import {showCommands} from '../remedies/show.ts';
import {paint, type Style} from '../terminal/style.ts';
import {wrapCommand} from '../terminal/wrap.ts';
import {diagnosisScreen, giveAll, percent} from './diagnosis-screen.ts';

/** An explanation for a person: the likeliest cause in full, the others in a line each. A terminal gets less, with the fix at its end. */
export function diagnosisText(diagnosis: Diagnosis, style: Style): string {
  if (style.screen) return diagnosisScreen(diagnosis, style.screen, style);
  const [best, ...others] = diagnosis.causes;
  const less = others.map(({cause, title, confidence}) => `  ${percent(confidence).padStart(5)}  ${cause}: ${title}`);
  const sections = [
    best ? inFull(best, style) : `No known failure in this text.\n${giveAll}`,
    ...(less.length > 0 ? [[paint('Less likely', 'strong', style), ...less].join('\n')] : []),
    ...remarks('Misleading advice in the output', diagnosis.misleading, style),
    ...remarks('Harmless', diagnosis.harmless, style),
    ...(diagnosis.ruledOut.length > 0
      ? [
          [
            paint('Ruled out', 'strong', style),
            ...diagnosis.ruledOut.map(({cause, because}) => `  ${cause}: ${because}`),
          ].join('\n'),
        ]
      : []),
    ...diagnosis.notes.map((note) => `${paint('Note', 'warn', style)} ${note}`),
  ];
  return sections.join('\n\n');
}

function inFull({cause, title, confidence, matched, why, remedy, decide}: RankedCause, style: Style): string {
  const head = cause
    ? `${paint(title, 'strong', style)} (${cause}, ${percent(confidence)})`
    : matched.length > 0
      ? paint(title, 'strong', style)
      : paint('No known cause.', 'warn', style);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['matched', matched],
    ['why', [why]],
    ['remedy', [remedy.text, ...showCommands(remedy).flatMap((command) => pasted(`$ ${command}`, style))]],
    ['confirm', [decide]],
  ];
  return [
    head,
    ...rows.flatMap(([label, lines]) =>
      lines.map((line, index) => `  ${paint((index === 0 ? label : '').padEnd(8), 'muted', style)} ${line}`),
    ),
  ].join('\n');
}

const pasted = (command: string, {columns}: Style): readonly string[] =>
  columns ? wrapCommand(command, columns - 11) : [command];

const remarks = (title: string, list: readonly Remark[], style: Style): string[] =>
  list.length === 0
    ? []
    : [[paint(title, 'strong', style), ...list.flatMap(({line, why}) => [`  ${line}`, `    ${why}`])].join('\n')];
