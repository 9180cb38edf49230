import {fstat, type Stats} from 'node:fs';
import {stat} from 'node:fs/promises';
import {promisify} from 'node:util';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {openStream} from '../../hosts/read-bounded.ts';
import {reasonOf} from '../../hosts/reason.ts';
import {type Condensed, condense} from './condense.ts';

/** Reads a text to explain: a file, or standard input for `-`. Rejects with a Failure where there is no text to read. */
export async function readSource(file: string): Promise<Condensed> {
  const name = file === '-' ? 'standard input' : file;
  const found = await (file === '-' ? promisify(fstat)(0) : stat(file)).catch(() => undefined);
  if (found?.isDirectory()) throw refuse(`${name} is a directory.`, 'Name the file of the log.');
  if (found && isEndless(found)) throw refuse(`${name} is a device that never ends.`, 'Name the file of the log.');
  return readable(await condense(file === '-' ? process.stdin : opened(file)), name);
}

/** /dev/zero, /dev/urandom and others of Linux's memory devices, but /dev/null: Documentation/admin-guide/devices.txt, major number 1. */
const isEndless = (found: Stats): boolean =>
  found.isCharacterDevice() && found.rdev >> 8 === 1 && found.rdev % 256 !== 3;

/** The text, unless it is none. */
export function readable(condensed: Condensed, name: string): Condensed {
  if (condensed.bytes === 0 || condensed.text.trim() === '')
    throw refuse(
      `${name} is empty: there is nothing to explain.`,
      'Many tools write errors to stderr: pipe both, with 2>&1.',
    );
  if (condensed.binary)
    throw refuse(`${name} is no text.`, 'It holds NUL bytes. Give the log that a tool printed, unpacked.');
  return condensed;
}

async function* opened(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await openStream(file)) yield chunk as Uint8Array;
  } catch (cause) {
    throw new Failure({
      what: `${file} could not be read.`,
      why: reasonOf(cause),
      todo: 'To run a command and explain its failure: ebpf explain -- COMMAND.',
      exitCode: exitCodes.usage,
      cause,
    });
  }
}

const refuse = (what: string, todo: string): Failure => new Failure({what, todo, exitCode: exitCodes.usage});
