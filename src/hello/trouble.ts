import {parseOsRelease} from '../facts/os-release.ts';
import {toolWords} from '../hosts/tool-words.ts';
import type {SpeakingStage, Trouble, Work} from './stage.ts';

/** A stage that failed, with the tools' own words: of several texts the first that tells a cause counts. */
export interface FailedStage {
  readonly name: SpeakingStage;
  readonly said: readonly string[];
  /** What was seen of the host, as src/explain/evidence/fact-lines.ts words it. */
  readonly seen?: Readonly<Record<string, string>>;
  /** What there is to say where the words tell no cause. */
  readonly otherwise: Trouble;
  /** What flags of this command help with, after any answer. */
  readonly options?: string | undefined;
}

/** Why a stage failed: what src/explain makes of the tools' words, where that is as good as sure. */
export const troubleOf = async (
  {host, profile}: Pick<Work, 'host' | 'profile'>,
  {name, said, seen = {}, otherwise, options}: FailedStage,
): Promise<Trouble> => {
  const {explainFailure, knownTodo} = await import('../explain/failure.ts');
  const distro = await host.read('/etc/os-release').then(
    (text) => parseOsRelease(text.toString('utf8')).prettyName,
    () => '',
  );
  for (const text of said) {
    const known = await explainFailure({said: toolWords(text), stage: name, seen, distro});
    const todo = knownTodo(known);
    if (known === undefined || todo === undefined) continue;
    const {title, why, remedy} = known.cause;
    const setup = remedy.needs && `or let "ebpf setup${profile ? ` --for ${profile}` : ''}" install it.`;
    return {what: `${title}.`, why, todo: [todo, setup, options].filter(Boolean).join(' '), known: true};
  }
  return {...otherwise, todo: [otherwise.todo, options].filter(Boolean).join(' ')};
};
