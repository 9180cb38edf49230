import {writeFile} from 'node:fs/promises';
import {exitCodes, Failure} from '../hosts/failure.ts';

/** Writes a report to a file; what stands in the way is the user's to mend. */
export const writeOutput = async (file: string, text: string): Promise<void> => {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new Failure({
      what: `The report could not be written to ${file}.`,
      why: error instanceof Error ? error.message : String(error),
      todo: 'Choose another place with --output.',
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
};
