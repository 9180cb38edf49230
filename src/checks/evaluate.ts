import type {Facts} from '../facts/facts.ts';
import {type Check, type Outcome, unknown} from './check.ts';

/** What is run of a check. */
export type Evaluated = Pick<Check, 'evaluate'>;

/** Runs one check. A check that throws is a defect of ours and becomes `unknown`: it never ends the run. */
export const evaluateCheck = (check: Evaluated, facts: Facts): Outcome => {
  try {
    return check.evaluate(facts);
  } catch (error) {
    return unknown('the check itself failed', {evidence: [String(error)]});
  }
};
