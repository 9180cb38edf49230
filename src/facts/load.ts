import {readdir, readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {text as readStream} from 'node:stream/consumers';
import {clean} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Facts} from './facts.ts';
import {parseProbe} from './parse.ts';

/**
 * Reads saved facts: one file, every file of a folder, or standard input for `-`. Rejects with a Failure that names the file.
 * Of a folder everything is read that can be, when `onTrouble` takes the files that can't.
 */
export const loadFacts = async (
  source: string,
  onTrouble?: (host: string, failure: Failure) => void,
): Promise<Facts[]> => {
  if (source === '-') return parseSaved(await readStream(process.stdin), 'standard input');
  if (!(await isFolder(source))) return loadFile(source);
  const names = (await readdir(source)).filter((name) => !name.startsWith('.')).sort(inOrder);
  const loaded = await Promise.all(
    names.map((name) =>
      loadFile(path.join(source, name)).catch((error: unknown): Facts[] => {
        if (!onTrouble || !(error instanceof Failure)) throw error;
        onTrouble(hostOf(name), error);
        return [];
      }),
    ),
  );
  if (names.length === 0) throw refuse(source, 'The folder is empty.');
  return loaded.flat();
};

/** node-2 before node-10. */
const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', {numeric: true});

const isFolder = async (source: string): Promise<boolean> => {
  try {
    return (await stat(source)).isDirectory();
  } catch (error) {
    throw refuse(source, error instanceof Error ? error.message : String(error));
  }
};

const loadFile = async (file: string): Promise<Facts[]> => {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw refuse(file, error.message);
  });
  return parseSaved(text, file);
};

/** A saved file is named after its host. */
const hostOf = (file: string): string => path.basename(file).replace(/\.[a-z]+$/, '');

/** Facts as JSON (one document, or a list of them), or the probe's own output. */
const parseSaved = async (text: string, name: string): Promise<Facts[]> => {
  if (!/^\s*[[{]/.test(text)) {
    const facts = parseProbe(text, hostOf(name));
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
  const documents = await Promise.all((Array.isArray(parsed) ? parsed : [parsed]).map((one) => validFacts(one, name)));
  // Facts that a host took of itself, or that were redacted, don't say whose they are.
  return documents.map((facts) =>
    !Array.isArray(parsed) && /^(?:localhost|host)$/.test(facts.host) ? {...facts, host: hostOf(name)} : facts,
  );
};

/** The validator is loaded once, and only where JSON comes in. */
const loadValidator = async () => {
  const {loadSchema, validateOlder} = await import('./valid.ts');
  const validate = await loadSchema<Facts>('facts-1');
  return (document: unknown) => validateOlder(validate, document);
};
let validator: ReturnType<typeof loadValidator> | undefined;

const validFacts = async (document: unknown, name: string): Promise<Facts> => {
  const schema = (document as {schema?: unknown} | null)?.schema;
  if (schema !== 'ebpf.facts/1')
    throw refuse(name, `Its schema is ${JSON.stringify(schema) ?? 'missing'}; this version reads "ebpf.facts/1".`);
  validator ??= loadValidator();
  const trouble = (await validator)(document);
  if (trouble === undefined) return document as Facts;
  throw refuse(name, `It does not follow schemas/facts-1.schema.json: ${trouble}`);
};

const refuse = (name: string, why: string): Failure =>
  new Failure({
    what: `The facts in ${name} could not be read.`,
    why,
    todo: 'Save them with "ebpf probe >FILE", or with the output of "ebpf probe --script" run by sh.',
    exitCode: exitCodes.usage,
  });
