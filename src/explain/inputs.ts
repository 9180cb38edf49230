import {exitCodes, Failure} from '../hosts/failure.ts';
import {openStream, readBounded} from '../hosts/read-bounded.ts';
import {reasonOf} from '../hosts/reason.ts';
import type {BatchAnswer} from './batch.ts';
import {explainLine, readContext, refuse, unusedFields, withoutMark} from './batch.ts';
import type {Context} from './evidence/context.ts';
import {linesOf} from './read/lines.ts';

/** Bytes of a context; ours are below 1 kB. */
const largestContext = 1 << 20;

/** Bytes of a line of a batch: a whole log and all facts of a host. */
const longestLine = 16 << 20;

/** What is known of a failing host, from a file; with the fields that nothing reads. @throws Failure when it cannot be read. */
export const loadContext = async (file: string): Promise<{context: Context; unused: readonly string[]}> => {
  try {
    const value: unknown = JSON.parse(withoutMark((await readBounded(file, largestContext)).toString()));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Expected a JSON object.');
    const fields = value as Readonly<Record<string, unknown>>;
    return {context: readContext(fields), unused: unusedFields(fields)};
  } catch (cause) {
    throw unreadable(file, cause, 'Give a JSON object such as {"kernel": "6.1.0-18-amd64", "distro": "Debian 12"}.');
  }
};

/**
 * Explains each line of a file (`-`: standard input) as it comes. One bad line of thousands must not cost the others their answers: it is a
 * Failure in its place. @throws Failure when the file cannot be read, or is empty.
 */
export async function* explainFile(file: string): AsyncGenerator<BatchAnswer | Failure> {
  let number = 0;
  for await (const line of linesIn(file)) {
    number++;
    try {
      if (line === undefined) throw refuse(number, `It is longer than ${longestLine >> 20} MiB.`);
      const answer = explainLine(line, number);
      if (answer) yield answer;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      yield error;
    }
  }
  if (number === 0)
    throw new Failure({
      what: `${file === '-' ? 'standard input' : file} is empty.`,
      todo: lineTodo,
      exitCode: exitCodes.usage,
    });
}

const lineTodo = 'Give a line {"id": 1, "error": "...", "kernel": "6.1.0-18-amd64"} for each text.';

/** A disk or a pipe can also break when half is read. */
async function* linesIn(file: string): AsyncGenerator<string | undefined> {
  try {
    yield* linesOf(await opened(file), longestLine);
  } catch (cause) {
    throw cause instanceof Failure ? cause : unreadable(file, cause, lineTodo);
  }
}

const opened = async (file: string) => {
  if (file === '-') return process.stdin;
  try {
    return await openStream(file);
  } catch (cause) {
    throw unreadable(file, cause, lineTodo);
  }
};

const unreadable = (file: string, cause: unknown, todo: string): Failure =>
  new Failure({
    what: `${file} could not be read.`,
    why: reasonOf(cause),
    todo,
    exitCode: exitCodes.usage,
    cause,
  });
