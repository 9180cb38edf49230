import type {Facts} from '../facts/facts.ts';
import {parseOsRelease} from '../facts/os-release.ts';
import {exitCodes} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import type {Elevation} from '../remedies/elevation.ts';
import type {Command} from '../remedies/remedy.ts';
import {showCommand, showCommands} from '../remedies/show.ts';
import type {RankedCause} from './diagnosis.ts';
import {sureEnough} from './sure.ts';

/** From this on one is called possible, with what would tell, where a tool spoke. */
export const possible = 0.33;

/** What is handed on of something that failed: what was said and seen, not what it means. */
export interface Failed {
  /** The tool's own words. Our own are never looked up: they are no tool's. */
  readonly said?: string | undefined;
  readonly exitCode?: number | undefined;
  /** The stage of ours, such as `BPF`, `load`, `clone` or `packages`: the same words mean another thing in another. */
  readonly stage?: string | undefined;
  /** What was seen of the host, in the words of evidence/fact-lines.ts. */
  readonly seen?: Readonly<Record<string, string>> | undefined;
  /** By which packages are named, as os-release has it, where there are no facts. */
  readonly distro?: string | undefined;
}

/** What is known of a failure's words. */
export interface Known {
  readonly cause: RankedCause;
  /** As good as sure; else only the likeliest, and worth a look with what would tell. */
  readonly sure: boolean;
}

/** The cause behind what a tool said. Undefined where there are no words of a tool, the user's own input was wrong, or nothing fits. */
export const explainFailure = async (
  {said, exitCode, stage, seen, distro}: Failed,
  facts: () => Promise<Facts | undefined> = async () => undefined,
): Promise<Known | undefined> => {
  if (!said || exitCode === exitCodes.usage) return undefined;
  const {explain} = await import('./explain.ts');
  const here = await facts();
  const context = {...(stage && {stage}), ...(distro && {distro}), ...(seen && {seen})};
  const [best] = explain({text: said, context, ...(here && {facts: here})}).causes;
  if (!best || best.confidence < possible) return undefined;
  return {cause: best, sure: best.confidence >= sureEnough};
};

/** A remedy that is the command that has just failed, `ran`, is none. */
const isAgain = ({remedy}: RankedCause, ran: Command = []): boolean =>
  remedy.commands.some((command) => command.every((word) => ran.includes(word)));

/** The lines that tell a person of it, beside what is said of the failure itself. */
export const knownText = ({cause: best, sure}: Known, ran?: Command): readonly string[] => {
  const {cause, title, confidence, remedy, decide} = best;
  if (!sure) return [`Perhaps: ${title} (${cause}, ${Math.round(confidence * 100)} %). Confirm with: ${decide}`];
  const commands = showCommands(remedy).map((command) => `  $ ${command}`);
  return [
    `Cause: ${title} ("ebpf explain" knows ${cause ? `it as ${cause}` : 'more'}).`,
    ...(isAgain(best, ran) ? [] : [`Remedy: ${remedy.text}`, ...commands]),
  ];
};

/** What is as good as sure of something that failed on a host, with its own names of packages. Nothing where that names what has just failed. */
export const explainOn = async (
  host: Pick<Host, 'read'>,
  {ran, ...failed}: Failed & {readonly ran?: Command | undefined},
): Promise<RankedCause | undefined> => {
  if (!failed.said) return undefined;
  const distro = await host.read('/etc/os-release').then(
    (text) => parseOsRelease(text.toString('utf8')).prettyName,
    () => undefined,
  );
  const known = await explainFailure({...failed, distro});
  return known?.sure && !isAgain(known.cause, ran) ? known.cause : undefined;
};

/** The way out of a cause in one line, for a user who writes `elevation` before a command for root. */
export const wayOut = ({remedy}: RankedCause, elevation: Elevation | undefined): string => {
  const {text, commands, needsRoot} = remedy;
  const shown = commands.map((command) => showCommand(command, needsRoot ? elevation : undefined));
  return shown.length === 0 ? text : `${text} Run: ${shown.join(' && ')}`;
};
