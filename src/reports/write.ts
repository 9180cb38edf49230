import {access, constants, lstat, rename, rm, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {exitCodes, Failure} from '../hosts/failure.ts';

/**
 * Writes a report to a file; what stands in the way is the user's to mend. A plain file is replaced in one step, because collectors
 * (node_exporter, NFD) read whenever they like; both skip the hidden file beside it.
 */
export const writeOutput = async (file: string, text: string): Promise<void> => {
  const plain = await lstat(file).then(
    (found) => found.isFile(),
    () => true,
  );
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    if (!plain) return await writeFile(file, text);
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, {force: true});
    throw refuse(file, error);
  }
};

/** Rejects early for what {@link writeOutput} could not write at the end of a long run. */
export const checkWritable = async (file: string): Promise<void> => {
  try {
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory()) throw new Error('It is a directory.');
    await access(found && !found.isFile() ? file : path.dirname(file), constants.W_OK);
  } catch (error) {
    throw refuse(file, error);
  }
};

const refuse = (file: string, cause: unknown): Failure =>
  new Failure({
    what: `The report can't be written to ${file}.`,
    why: cause instanceof Error ? cause.message : String(cause),
    todo: 'Choose another place with --output.',
    exitCode: exitCodes.usage,
    cause,
  });
