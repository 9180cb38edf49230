import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {text as readStream} from 'node:stream/consumers';
import {clean} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Facts} from './facts.ts';
import {parseProbe} from './parse.ts';

/** Reads saved facts: one file, every file of a folder, or standard input for `-`. Rejects with a Failure that names the file. */
export const loadFacts = async (source: string): Promise<Facts[]> => {
  if (source === '-') return parseSaved(await readStream(process.stdin), 'standard input');
  try {
    if (!(await stat(source)).isDirectory()) return parseSaved(await readFile(source, 'utf8'), source);
    const names = (await readdir(source)).filter((name) => !name.startsWith('.')).sort();
    const files = names.map((name) => path.join(source, name));
    return (await Promise.all(files.map(async (file) => parseSaved(await readFile(file, 'utf8'), file)))).flat();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw refuse(source, error instanceof Error ? error.message : String(error));
  }
};

/** Facts as JSON (one document, or a list of them), or the probe's own output. */
const parseSaved = (text: string, name: string): Facts[] => {
  if (!/^\s*[[{]/.test(text)) {
    const facts = parseProbe(text, path.basename(name).replace(/\.[a-z]+$/, ''));
    if (!facts) throw refuse(name, 'It holds neither JSON nor the output of the probe.');
    return [facts];
  }
  let parsed: unknown;
  try {
    // Whoever saved it, it came from a host: what it holds is cleaned like the probe's own output.
    parsed = JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? clean(value) : value));
  } catch (error) {
    throw refuse(name, error instanceof Error ? error.message : String(error));
  }
  const documents = Array.isArray(parsed) ? parsed : [parsed];
  for (const document of documents) {
    const schema = (document as {schema?: unknown} | null)?.schema;
    if (schema !== 'ebpf.facts/1')
      throw refuse(name, `Its schema is ${JSON.stringify(schema) ?? 'missing'}; this version reads "ebpf.facts/1".`);
  }
  return documents as Facts[];
};

const refuse = (name: string, why: string): Failure =>
  new Failure({
    what: `The facts in ${name} could not be read.`,
    why,
    todo: 'Save them with "ebpf probe >FILE", or with the output of "ebpf probe --script" run by sh.',
    exitCode: exitCodes.usage,
  });
