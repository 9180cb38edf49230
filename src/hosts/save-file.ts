import {readFile, stat} from 'node:fs/promises';
import {Failure} from './failure.ts';
import {reasonOf} from './reason.ts';
import {replaceFile} from './safe-file.ts';

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
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true || found.size !== content.length) return false;
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

const todos: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, or name a file on another one.',
  EDQUOT: 'Your quota on this disk is used up: make room, or name a file on another one.',
  EACCES: 'You may not write there: name another file, or run it as somebody who may.',
  EPERM: 'You may not write there: name another file, or run it as somebody who may.',
  EROFS: 'That file system is read-only: name a file on another one.',
  ENOENT: 'There is no such directory: make it first.',
  ENOTDIR: 'A part of that path is not a directory.',
  EISDIR: 'That is a directory: name a file in it.',
};

const saveFailure = (output: string, cause: unknown): Failure => {
  const {code = ''} = cause as NodeJS.ErrnoException;
  return new Failure({
    what: `${output} could not be written. Nothing was changed there.`,
    why: reasonOf(cause),
    todo: todos[code] ?? 'Name another file.',
    cause,
  });
};
