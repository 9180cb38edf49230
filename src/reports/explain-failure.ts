import type {RankedCause} from '../explain/diagnosis.ts';
import {exitCodes, type Failure} from '../hosts/failure.ts';

/** From this confidence on a cause is named beside a failure; see docs/explain.md for what such a number is worth. */
const sureEnough = 0.6;

/**
 * The cause behind what a tool said when something failed, where it is as good as sure. Undefined where there are no words of a tool, the
 * user's own input was wrong, or nothing is sure.
 */
export const explainFailure = async ({what, why, exitCode}: Failure): Promise<RankedCause | undefined> => {
  if (!why || exitCode === exitCodes.usage) return undefined;
  const {explain} = await import('../explain/explain.ts');
  const [best] = explain({text: `${what}\n${why}`}).causes;
  return best?.cause && best.confidence >= sureEnough ? best : undefined;
};
