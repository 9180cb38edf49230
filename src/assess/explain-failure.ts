import type {RankedCause} from '../explain/diagnosis.ts';
import type {Facts} from '../facts/facts.ts';
import {exitCodes, type Failure} from '../hosts/failure.ts';
import {showCommands} from '../remedies/show.ts';

/** From this confidence on a cause is named beside a failure; see docs/explain.md for what such a number is worth. */
export const sureEnough = 0.6;
/** From this on one is called possible, with what would tell, where a tool spoke. */
export const possible = 0.33;

/** What is known of a failure's words. */
export interface Known {
  readonly cause: RankedCause;
  /** As good as sure; else only the likeliest, and worth a look with what would tell. */
  readonly sure: boolean;
}

/**
 * The cause behind what a tool said when something failed. Undefined where there are no words of a tool, the user's own input was wrong, or
 * nothing fits. `guesses`: our own words are looked up too, and count where they are as good as sure.
 */
export const explainFailure = async (
  {what, why, said, exitCode}: Pick<Failure, 'what' | 'why' | 'said' | 'exitCode'>,
  {guesses, facts}: {readonly guesses: boolean; readonly facts: () => Promise<Facts | undefined>},
): Promise<Known | undefined> => {
  const ours = guesses && why ? `${what}\n${why}` : undefined;
  const text = said || ours;
  if (!text || exitCode === exitCodes.usage) return undefined;
  const {explain} = await import('../explain/explain.ts');
  const here = await facts();
  const answers = [said, ours].flatMap((words) =>
    words ? explain({text: words, ...(here && {facts: here})}).causes : [],
  );
  const best = answers
    .filter(({cause}) => cause)
    .reduce<RankedCause | undefined>((a, b) => (a && a.confidence >= b.confidence ? a : b), undefined);
  if (!best) return undefined;
  const sure = best.confidence >= sureEnough;
  return sure || (said && best.confidence >= possible) ? {cause: best, sure} : undefined;
};

/** The lines that tell a person of it. */
export const knownText = ({cause: {cause, title, confidence, remedy, decide}, sure}: Known): readonly string[] => {
  return sure
    ? [
        `Cause: ${title} ("ebpf explain" knows it as ${cause}).`,
        `Remedy: ${remedy.text}`,
        ...showCommands(remedy).map((command) => `  $ ${command}`),
      ]
    : [`Perhaps: ${title} (${cause}, ${Math.round(confidence * 100)} %). To tell: ${decide}`];
};
