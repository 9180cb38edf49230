import path from 'node:path';
import {failureLines, type ToldFailure} from '../hosts/failure.ts';
import {appendFile} from '../hosts/safe-file.ts';

/** Words as the data of a workflow command of GitHub Actions. */
export const commandData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Words as a property of one. */
export const commandProperty = (text: string): string =>
  commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** What GitHub shows of the errors of a step. */
const shown = 10;

/** A failure as annotations: at their lines where it names places, such as the mistakes of a policy; else one for all of it. */
export const failureCommands = (failure: ToldFailure, workspace = process.cwd()): string[] => {
  const mistakes = (failure.why ?? '').split('\n').flatMap((line) => {
    const [, file = '', row = '', column = '', message = ''] = /^([^\s:][^:]*):(\d+):(\d+): (.+)$/.exec(line) ?? [];
    return file && file !== 'stdin' ? [{file: path.relative(workspace, path.resolve(file)), row, column, message}] : [];
  });
  if (mistakes.length === 0) return [`::error title=ebpf::${commandData(failureLines(failure).slice(0, 4000))}`];
  return mistakes
    .slice(0, shown)
    .map(
      ({file, row, column, message}) =>
        `::error file=${commandProperty(file)},line=${row},col=${column},title=ebpf::${commandData(message)}`,
    );
};

/** Under GitHub Actions: the failure as annotations, and on the page of the run. Elsewhere nothing. */
export const tellGithub = async (failure: ToldFailure, environment: NodeJS.ProcessEnv = process.env): Promise<void> => {
  const {GITHUB_ACTIONS, GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE} = environment;
  if (GITHUB_ACTIONS !== 'true') return;
  process.stderr.write(`${failureCommands(failure, GITHUB_WORKSPACE).join('\n')}\n`);
  const text = failureLines(failure).replaceAll('```', "'''").slice(0, 20_000);
  // A page that can't be written is no second failure.
  if (summary) await appendFile(summary, `## ebpf\n\n❌\n\n\`\`\`text\n${text}\n\`\`\`\n`).catch(() => undefined);
};
