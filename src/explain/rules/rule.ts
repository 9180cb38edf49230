import {type Cause, type Clue, says} from '../cause.ts';
import type {Label} from '../label.ts';

/** A message that several causes share, and which facts of the host make it one of them: a row of a table. */
export interface Rule {
  readonly cause: Label;
  /** What was printed, with its errno. */
  readonly message: RegExp;
  /** Log-odds of the cause where no fact is known. */
  readonly weight: number;
  readonly facts: readonly Clue[];
}

/** A cause with what tables say of it beside its own file. */
export const withRules =
  (rules: readonly Rule[]) =>
  (cause: Cause): Cause => {
    const own = rules.filter((rule) => rule.cause === cause.label);
    return own.length === 0
      ? cause
      : {
          ...cause,
          signatures: [...cause.signatures, ...own.map(({weight, message}) => says(weight, message))],
          clues: [...(cause.clues ?? []), ...own.flatMap(({facts}) => facts)],
        };
  };
