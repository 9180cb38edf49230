import {styleText} from 'node:util';
import type {Verdict} from '../checks/check.ts';
import type {Readiness, Severity} from '../profiles/profile.ts';

/** How text is dressed for where it goes. */
export interface Style {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** The terminal that it is read on; missing for files and pipes, which have everything. */
  readonly screen?: Screen;
  /** Cells that a line may take where everything is told on a terminal. */
  readonly columns?: number;
  /** Every check is asked for, where a format would tell in short. */
  readonly every?: boolean;
}

/** A terminal, and who reads it. */
export interface Screen {
  readonly columns: number;
  /** What is shown is of a host that is not at hand: no command is run there. */
  readonly saved?: boolean;
  /** The flags that named the hosts, to be given to another command. */
  readonly asked?: readonly string[];
}

/** Of a file. */
export const plainStyle: Style = {colour: false, unicode: true};

type Environment = Readonly<Record<string, string | undefined>>;

/** FORCE_COLOR, then NO_COLOR, then whether it is a terminal; marks of ASCII where the locale is not UTF-8. */
export const detectStyle = (
  stream: {readonly isTTY?: boolean; readonly columns?: number},
  environment: Environment,
): Style => {
  const {FORCE_COLOR: force, NO_COLOR: no, TERM: term} = environment;
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  return {
    colour: force ? force !== '0' : !no && stream.isTTY === true && term !== 'dumb',
    unicode: /utf-?8/i.test(locale),
    ...(stream.isTTY && {screen: {columns: stream.columns || 80}}),
  };
};

/** What a colour is to say. */
export type Tone = 'good' | 'bad' | 'warn' | 'muted' | 'strong';

const tones = {good: 'green', bad: 'red', warn: 'yellow', muted: 'dim', strong: 'bold'} as const;

/** The tones of a profile's readiness. */
export const readinessTones: Readonly<Record<Readiness, Tone>> = {ready: 'good', 'not-ready': 'bad', unknown: 'warn'};

/** The text in the colour of a tone, where there are colours. */
export const paint = (text: string, tone: Tone, {colour}: Style): string =>
  colour ? styleText(tones[tone], text, {validateStream: false}) : text;

/** What a mark tells of. */
export interface Marked {
  readonly verdict: Verdict;
  readonly severity: Severity;
  readonly damage?: true;
}

/** The mark of a finding, and its tone: pass, silent damage, required fail, recommended fail, fail for information, unknown, skip. No two by their colour alone. */
export const markOf = ({verdict, severity, damage}: Marked, {unicode}: Style): {mark: string; tone: Tone} => {
  if (damage) return {mark: unicode ? '≠' : '#', tone: severity === 'info' ? 'muted' : 'bad'};
  switch (verdict) {
    case 'pass':
      return {mark: unicode ? '✔' : 'ok  ', tone: 'good'};
    case 'fail':
      if (severity === 'required') return {mark: unicode ? '✖' : 'FAIL', tone: 'bad'};
      if (severity === 'recommended') return {mark: unicode ? '!' : 'warn', tone: 'warn'};
      return {mark: unicode ? 'i' : 'note', tone: 'muted'};
    case 'unknown':
      return {mark: unicode ? '?' : 'unkn', tone: severity === 'info' ? 'muted' : 'warn'};
    case 'skip':
      return {mark: unicode ? '-' : 'skip', tone: 'muted'};
  }
};
