import {Failure} from './failure.ts';
import type {Host} from './host.ts';
import {quote} from './quote.ts';

/** What follows a command of ours in an advice, so that it is run where it is meant: nothing for this machine. */
export const at = ({name, local}: Pick<Host, 'name' | 'local'>): string => (local ? '' : atName(name));

/** The same by the name of a host alone. */
export const atName = (name: string): string => (name === 'localhost' ? '' : ` --remote ${quote(name)}`);

/** A command of ours in quotes that is run on a host. */
const command = /"ebpf (?:setup|doctor|hello|vmlinux|kernel (?:install|remove|back|status))(?: [^"\n]*)?"/g;

/** An advice that was written without knowing of which host, with the host in each command that names none. */
export const addressed = (text: string, host: Pick<Host, 'name' | 'local'>): string =>
  text.replace(command, (line) =>
    /--(?:remote|hosts|facts)\b/.test(line) ? line : `${line.slice(0, -1)}${at(host)}"`,
  );

/** The same for what a failure of some work says. */
export const addressing = async <T>(host: Pick<Host, 'name' | 'local'>, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Failure ? addressedFailure(error, host) : error;
  }
};

const addressedFailure = (failure: Failure, host: Pick<Host, 'name' | 'local'>): Failure => {
  const [why, todo] = [failure.why, failure.todo].map((text) => text && addressed(text, host));
  if (why === failure.why && todo === failure.todo) return failure;
  const {what, said, stage, ran, exitCode, link, cause = failure} = failure;
  return new Failure({what, why, said, stage, ...(ran && {ran}), todo, exitCode, ...(link && {link}), cause});
};
