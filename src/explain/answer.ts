import type {Facts} from '../facts/facts.ts';
import type {Ending} from '../hosts/run-through.ts';
import type {Diagnosis} from './diagnosis.ts';
import type {Context} from './evidence/context.ts';
import {explain} from './explain.ts';
import {endingNote} from './notes/ending.ts';
import type {Condensed} from './read/condense.ts';

/** What was read, and where it comes from. */
export interface Asked {
  readonly read: Condensed;
  /** The command that printed it, with how it ended. */
  readonly ran?: {readonly command: readonly string[]; readonly ending: Ending} | undefined;
  readonly facts?: Facts | undefined;
  readonly context?: Context | undefined;
  /** What is to be said of all this beside the answer. */
  readonly notes: readonly string[];
}

/** Whether a cause was found for it. */
export const isKnown = ({causes}: Pick<Diagnosis, 'causes'>): boolean => causes.some(({cause}) => cause);

/** The answer to what a user asks, with notes on what was read and how the command ended. */
export const answer = ({read, ran, facts, context, notes}: Asked): Diagnosis => {
  const diagnosis = explain({
    text: read.text,
    ...(ran && {command: ran.command.join(' '), failed: true}),
    ...(facts && {facts}),
    ...(context && {context}),
  });
  const ended = ran && (ran.ending.signal || !isKnown(diagnosis));
  return {
    ...diagnosis,
    notes: [
      ...diagnosis.notes,
      ...notes,
      ...(ended ? [endingNote(ran.command[0] ?? '', ran.ending)] : []),
      ...(ran && read.bytes === 0 ? ['It printed nothing.'] : []),
      ...(read.dropped > 0
        ? [`${read.dropped} of ${read.lines} lines were left out: neither failures nor the log's ends.`]
        : []),
    ],
  };
};
