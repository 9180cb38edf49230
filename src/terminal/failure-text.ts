import type {Failure} from '../hosts/failure.ts';
import {paint, type Style, type Tone} from './style.ts';
import {widest, wrap, wrapCommand} from './wrap.ts';

/** The parts of a failure as a person reads them: `error:` and what happened, why, and after `hint:` what to do. */
export const failureText = (
  {what, why, todo}: Pick<Failure, 'what'> & Partial<Pick<Failure, 'why' | 'todo'>>,
  known: readonly string[],
  style: Style,
  {tone = 'bad'}: {readonly tone?: Tone} = {},
): string => {
  const room = style.screen && Math.min(style.screen.columns, widest);
  const labelled = (label: string, text: string, labelTone: Tone) => {
    const lines = text
      .split('\n')
      .flatMap((line) =>
        room && /^ {4}\S/.test(line) ? pasted(line.trim(), room) : wrapped(line, room && room - label.length - 1),
      );
    return lines.map((line, index) =>
      index === 0 ? `${paint(label, labelTone, style)} ${line}` : line.replace(/^(?=\S)/, '  '),
    );
  };
  return [
    // Whoever stopped it knows that this is no error.
    ...(tone === 'strong' ? [paint(what, tone, style)] : labelled('error:', what, tone)),
    ...(why ? why.split('\n').flatMap((line) => wrapped(line, room && room - 2).map((part) => `  ${part}`)) : []),
    ...known,
    ...(todo ? labelled('hint:', todo, 'strong') : []),
  ].join('\n');
};

/** A command of a hint, in lines that still paste. */
const pasted = (command: string, room: number): readonly string[] =>
  wrapCommand(command, room - 4).map((line) => `    ${line}`);

/** Lines with an indent are laid out already. */
const wrapped = (line: string, room: number | undefined): readonly string[] =>
  room === undefined || /^\s/.test(line) ? [line] : wrap(line, room);
