import path from 'node:path';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {appendFile, checkPlace, replaceFile, whyNotSaved} from '../hosts/safe-file.ts';

/** Writes a report to a file, in one step; what stands in the way is the user's to fix. */
export const writeOutput = (file: string, text: string | Iterable<string>): Promise<void> =>
  (collects(file) ? appendFile(file, [...text].join('')) : replaceFile(file, text)).catch((error: unknown) => {
    throw refuse(file, error);
  });

/** Rejects early for what {@link writeOutput} could not write at the end of a long run. */
export const checkWritable = (file: string): Promise<void> =>
  checkPlace(file).catch((error: unknown) => {
    throw refuse(file, error);
  });

/** Files in which the runner of GitHub collects lines of all commands of a step: one command must not replace what others wrote. */
const collects = (file: string): boolean =>
  [process.env.GITHUB_ENV, process.env.GITHUB_OUTPUT, process.env.GITHUB_STEP_SUMMARY].some(
    (each) => each && path.resolve(each) === path.resolve(file),
  );

const refuse = (file: string, cause: unknown): Failure =>
  new Failure({
    what: `The report can't be written to ${file}.`,
    ...whyNotSaved(file, cause),
    exitCode: exitCodes.usage,
    cause,
  });
