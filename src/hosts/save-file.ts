import {lstat, readFile, stat} from 'node:fs/promises';
import {isRoot, isTrusted} from './caller.ts';
import {Failure} from './failure.ts';
import {replaceFile, whyNotSaved} from './safe-file.ts';

/**
 * Puts content into a file on this machine, or on stdout for `-`. The file appears whole or not at all; the same content leaves
 * it untouched, so that make builds nothing anew.
 * @throws Failure on a full disk or a directory that can't be written.
 */
export const saveFile = async (content: Buffer, output: string): Promise<'written' | 'unchanged'> => {
  if (output === '-') return print(content);
  try {
    if (await holds(output, content)) return 'unchanged';
    await replaceFile(output, content);
    return 'written';
  } catch (error) {
    throw saveFailure(output, error);
  }
};

/** What came of it, for a person. */
export const savedText = (output: string, result: 'written' | 'unchanged', {length}: Buffer): string =>
  `${output}: ${result}, ${length} bytes`;

const holds = async (file: string, content: Buffer): Promise<boolean> => {
  const [entry, found] = await Promise.all([lstat, stat].map((look) => look(file).catch(() => undefined)));
  if (found?.isFile() !== true || found.size !== content.length) return false;
  // What another user has laid there holds it for as long as he likes.
  if (isRoot && ![entry, found].every((one) => isTrusted(one?.uid ?? 0))) return false;
  // What may not be read can be replaced all the same.
  return content.equals(await readFile(file).catch(() => Buffer.of()));
};

const print = async (content: Buffer): Promise<'written'> => {
  await new Promise<void>((resolve, reject) => {
    process.stdout.once('error', reject);
    process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
  }).catch((error: NodeJS.ErrnoException) => {
    // Whoever reads us has seen enough: `ebpf vmlinux --output - | head`.
    if (error.code !== 'EPIPE') throw saveFailure('standard output', error);
  });
  return 'written';
};

const saveFailure = (output: string, cause: unknown): Failure =>
  new Failure({
    what: `${output} could not be written. Nothing was changed there.`,
    ...whyNotSaved(output, cause),
    cause,
  });
