import type {Facts} from '../facts/facts.ts';
import {exitCodes, type Failure} from '../hosts/failure.ts';
import type {Command} from '../remedies/remedy.ts';
import {showCommands} from '../remedies/show.ts';
import type {RankedCause} from './diagnosis.ts';
import {sureEnough} from './sure.ts';

/** From this on one is called possible, with what would tell, where a tool spoke. */
export const possible = 0.33;

/** What is known of a failure's words. */
export interface Known {
  readonly cause: RankedCause;
  /** As good as sure; else only the likeliest, and worth a look with what would tell. */
  readonly sure: boolean;
}

/** What a stage of ours hands on of its failure, for {@link explainFailure}. */
export type Told = Partial<Pick<Failure, 'said' | 'exitCode' | 'stage'>> & {
  /** What the stage saw of the host: `tracefs: not mounted`, as signatures and clues have it. */
  readonly seen?: Readonly<Record<string, string>>;
  readonly distro?: string;
};

/**
 * The cause behind what a tool said when something failed. Undefined where there are no words of a tool, the user's own input was wrong, or
 * nothing fits. Our own words are never looked up: they are no tool's.
 */
export const explainFailure = async (
  {said, exitCode, stage, seen, distro}: Told,
  facts: () => Promise<Facts | undefined> = async () => undefined,
): Promise<Known | undefined> => {
  if (!said || exitCode === exitCodes.usage) return undefined;
  const {explain} = await import('./explain.ts');
  const here = await facts();
  const context = {facts: {...(stage && {stage}), ...seen}, ...(distro && {distro})};
  const [best] = explain({text: said, context, ...(here && {facts: here})}).causes;
  if (!best || best.confidence < possible) return undefined;
  return {cause: best, sure: best.confidence >= sureEnough};
};

/** A remedy that is the command that has just failed, `ran`, is none. */
const isAgain = ({remedy}: RankedCause, ran: Command): boolean =>
  remedy.commands.some((command) => command.slice(0, 2).join(' ') === ran.slice(0, 2).join(' '));

/** The lines that tell a person of it. */
export const knownText = ({cause: best, sure}: Known, ran: Command = []): readonly string[] => {
  const {cause, title, confidence, remedy, decide} = best;
  const named = cause ? ` ("ebpf explain" knows it as ${cause})` : '';
  return sure
    ? [
        `Cause: ${title}${named}.`,
        ...(isAgain(best, ran)
          ? []
          : [`Remedy: ${remedy.text}`, ...showCommands(remedy).map((command) => `  $ ${command}`)]),
      ]
    : [`Perhaps: ${title} (${cause}, ${Math.round(confidence * 100)} %). Confirm with: ${decide}`];
};

/** The way out in one line, where the cause is as good as sure; else nothing. */
export const knownTodo = (known: Known | undefined, ran: Command = []): string | undefined => {
  if (!known?.sure || isAgain(known.cause, ran)) return undefined;
  const {remedy} = known.cause;
  const commands = showCommands(remedy).join(' && ');
  return commands === '' ? remedy.text : `${remedy.text} ${remedy.needsRoot ? 'As root' : 'Run'}: ${commands}`;
};
