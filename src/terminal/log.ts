import {randomBytes} from 'node:crypto';
import {withoutCommands} from '../hosts/clean.ts';

/**
 * Text for a person that may hold words of hosts, where it may land in the log of a CI system: no line of it is a command there. The runner of
 * GitHub is told so, too, for what is not foreseen here.
 */
export const forLog = (text: string, environment: NodeJS.ProcessEnv = process.env): string => {
  const plain = withoutCommands(text);
  return environment.GITHUB_ACTIONS === 'true' ? stoppingCommands(plain) : plain;
};

/**
 * The text between marks that let the runner of GitHub take none of its lines for a command, by a token that nobody can know before.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export const stoppingCommands = (text: string): string => {
  const token = randomBytes(32).toString('hex');
  const end = text.endsWith('\n') ? '\n' : '';
  return `::stop-commands::${token}\n${text.slice(0, text.length - end.length)}\n::${token}::${end}`;
};
