import {longestLine} from '../../hosts/tool-words.ts';
import {aptRules, type Here, nothingThere, rules} from './rules.ts';

/** A line of a given file that no longer does what it did, and what does today. */
export interface Outdated {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly why: string;
  readonly instead: string;
  /** Nothing is built or run with it. */
  readonly fatal: boolean;
}

/** The line that begins an install by apt. */
export const beginsApt = /\bapt(?:-get)?\s+(?:-\S+\s+)*install\b/;

/** The outdated lines of a text file, in order. */
export const findOutdated = (file: string, text: string, here: Here = nothingThere): readonly Outdated[] => {
  let apt = false;
  const lines = text.split('\n').map((line) => line.slice(0, longestLine));
  return lines.flatMap((raw, index) => {
    const inApt: boolean = beginsApt.test(raw) || apt;
    apt = inApt && raw.trimEnd().endsWith('\\');
    const found = [
      ...rules.filter(
        ({files, matches, unless}) =>
          (files?.test(file) ?? true) && matches.test(raw) && !unless?.(raw, here, lines.slice(0, index).join('\n')),
      ),
      ...(inApt ? aptRules.filter(({name}) => name.test(raw)) : []),
    ];
    return found.map(({why, instead, fatal = false}) => ({
      file,
      line: index + 1,
      text: raw.trim().slice(0, 120),
      why,
      instead,
      fatal,
    }));
  });
};

/** One finding as a person reads it. */
export const showOutdated = ({file, line, text, why, instead}: Outdated): string =>
  `${file}:${line}: ${text}\n    ${why}\n    Today: ${instead}`;
