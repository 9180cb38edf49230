import {type ExitCode, Failure} from '../hosts/failure.ts';
import type {Outcome, Trouble, Work} from './stage.ts';

/** What a step came to. Where a stage failed that has words of a tool: with what is known of them, where that is as good as sure. */
export const answered = async (outcome: Outcome, {host, elevation}: Work, profile: string): Promise<Outcome> => {
  const {trouble, seen, stages} = outcome;
  const failed = stages.find(({ok}) => !ok);
  if (!trouble?.said || !failed || !seen) return outcome;
  const {explainOn, wayOut} = await import('../explain/failure.ts');
  const {stage: speaker = failed.name, ...facts} = seen;
  const cause = await explainOn(host, {said: trouble.said, stage: speaker, seen: facts});
  if (!cause) return outcome;
  const {title, why, remedy} = cause;
  const what = `${title}.`;
  const setup = remedy.needs ? `\nOr let "ebpf setup --for ${profile}" do it.` : '';
  return {
    ...outcome,
    stages: stages.map((stage) => (stage === failed ? {...stage, message: what} : stage)),
    trouble: {
      ...trouble,
      what,
      why: [trouble.why, why].filter(Boolean).join('\n'),
      todo: `${wayOut(cause, elevation)}${setup}`,
      cause,
    },
  };
};

/** For a command that ends with it. Where the cause is told, its words are not looked up again. */
export const failureOf = ({what, why, said, todo, cause}: Trouble, exitCode: ExitCode): Failure =>
  new Failure({what, why, ...(!cause && {said}), todo, exitCode});
