import type {RankedCause} from '../explain/diagnosis.ts';
import {sureEnough} from '../explain/sure.ts';
import type {Facts} from '../facts/facts.ts';
import {exitCodes, type Failure} from '../hosts/failure.ts';
import type {Command} from '../remedies/remedy.ts';
import {showCommands} from '../remedies/show.ts';

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
 * nothing fits. Our own words are never looked up: they are no tool's.
 */
export const explainFailure = async (
  {said, exitCode}: Pick<Failure, 'said' | 'exitCode'>,
  facts: () => Promise<Facts | undefined>,
): Promise<Known | undefined> => {
  if (!said || exitCode === exitCodes.usage) return undefined;
  const {explain} = await import('../explain/explain.ts');
  const here = await facts();
  const [best] = explain({text: said, ...(here && {facts: here})}).causes;
  if (!best?.cause) return undefined;
  const sure = best.confidence >= sureEnough;
  return sure || best.confidence >= possible ? {cause: best, sure} : undefined;
};

/** The lines that tell a person of it. A remedy that is the command that has just failed, `ran`, is none. */
export const knownText = (
  {cause: {cause, title, confidence, remedy, decide}, sure}: Known,
  ran: Command = [],
): readonly string[] => {
  const again = remedy.commands.some((command) => command.slice(0, 2).join(' ') === ran.slice(0, 2).join(' '));
  return sure
    ? [
        `Cause: ${title} ("ebpf explain" knows it as ${cause}).`,
        ...(again ? [] : [`Remedy: ${remedy.text}`, ...showCommands(remedy).map((command) => `  $ ${command}`)]),
      ]
    : [`Perhaps: ${title} (${cause}, ${Math.round(confidence * 100)} %). Confirm with: ${decide}`];
};
