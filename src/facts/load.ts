import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {clean, cleanLine, shortLine, spelledOut} from '../hosts/clean.ts';
import {filesAtOnce} from '../hosts/descriptors.ts';
import {encodingOf} from '../hosts/encoding.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {sideBySide} from '../hosts/pool.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import type {Facts} from './facts.ts';
import {parseProbe} from './parse.ts';
import {namesOfSaved} from './saved-names.ts';
import {schemaTrouble} from './sound.ts';

/** Bytes of one file: the facts of some thousand hosts in one list. */
const largest = 256 << 20;

/**
 * Reads saved facts: one file, every file of a folder, or standard input for `-`. Rejects with a Failure that names the file. Of a folder and
 * of a list everything is read that can be, when `onTrouble` takes what can't, by the name of its host; `onSkipped` is told of what a folder holds that is not a file.
 */
export const loadFacts = async (
  source: string,
  onTrouble?: (host: string, failure: Failure) => void,
  onSkipped?: (file: string, kind: string) => void,
): Promise<Facts[]> => {
  const folder = source !== '-' && (await kindOf(source)) === 'a folder';
  const saved = folder ? await loadFolder(source, onSkipped) : [await loadOne(source)];
  return factsOf(saved, {source, folder, onTrouble});
};

/** The facts in what was read of a file already. Rejects with a Failure that names the file. */
export const factsIn = async (content: Uint8Array, file: string): Promise<Facts[]> =>
  factsOf([await parseSaved(decoded(content), file)], {source: file});

interface Reading {
  readonly source: string;
  readonly folder?: boolean;
  readonly onTrouble?: ((host: string, failure: Failure) => void) | undefined;
}

const factsOf = (saved: readonly Saved[], {source, folder = false, onTrouble}: Reading): Facts[] => {
  const names = namesOfSaved(
    saved.map(({file, documents, isList}) => ({file, listed: isList ? documents.map(hostIn) : undefined})),
  );
  const all = saved.flatMap(({documents}, index) =>
    documents.map((document, place) => ({document, host: names[index]?.[place] ?? ''})),
  );
  if (all.length === 0) throw refuse(source, 'It holds the facts of no host.');
  const failed = all.find(({document}) => document instanceof Failure)?.document;
  const alone = !folder && all.every(({document}) => document instanceof Failure);
  if (failed instanceof Failure && (alone || !onTrouble)) throw failed;
  return all.flatMap(({document, host}): Facts[] => {
    if (!(document instanceof Failure)) return [{...document, host}];
    onTrouble?.(host, document);
    return [];
  });
};

/** What a file holds, and what of it can't be read. */
interface Saved {
  readonly file: string;
  readonly documents: readonly (Facts | Failure)[];
  readonly isList: boolean;
}

const hostIn = (document: Facts | Failure, index: number): string =>
  document instanceof Failure || document.host === '' ? `number ${index + 1}` : document.host;

const loadFolder = async (
  folder: string,
  onSkipped?: (file: string, kind: string) => void,
): Promise<readonly Saved[]> => {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && !isBtf(name)).sort(inOrder);
  if (names.length === 0) throw refuse(folder, 'The folder is empty.');
  const loaded = await sideBySide(names, filesAtOnce, async (name) => {
    const file = path.join(folder, name);
    // Opening a FIFO waits for somebody to write, and opening a device does whatever that device does.
    const kind = await kindOf(file).catch(() => 'a file');
    if (kind === 'a file' || kind === 'a folder') return [await loadOne(file)];
    onSkipped?.(file, kind);
    return [];
  });
  return loaded.flat();
};

/** The types of kernels, which `ebpf probe --btf` keeps beside facts. */
const isBtf = (name: string): boolean => name === 'btf' || name.endsWith('.btf');

const loadOne = async (file: string): Promise<Saved> => {
  const name = file === '-' ? 'standard input' : file;
  try {
    return await parseSaved(await readText(file), name);
  } catch (error) {
    if (error instanceof Failure) return {file: name, documents: [error], isList: false};
    throw error;
  }
};

/** node-2 before node-10. */
const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', {numeric: true});

const kindOf = async (file: string): Promise<string> => {
  const stats = await stat(file).catch((error: Error) => {
    throw refuse(file, error.message);
  });
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  return stats.isSocket() ? 'a socket' : 'a device';
};

const readText = async (file: string): Promise<string> => {
  const content = await readBounded(file === '-' ? process.stdin : file, largest).catch((error: Error) => {
    throw refuse(file === '-' ? 'standard input' : file, error.message);
  });
  return decoded(content);
};

/** Without a byte order mark. */
const decoded = (content: Uint8Array): string => new TextDecoder(encodingOf(content)).decode(content);

/** Facts as JSON (one document, or a list of them), or the probe's own output. */
const parseSaved = async (text: string, file: string): Promise<Saved> => {
  if (!/^\s*[[{]/.test(text)) {
    const facts = parseProbe(text, '');
    if (!facts) throw refuse(file, 'It holds neither JSON nor the output of the probe.');
    return {file, documents: [facts], isList: false};
  }
  let parsed: unknown;
  try {
    // Whoever saved it, it came from a host: what it holds is cleaned like the probe's own output.
    parsed = JSON.parse(text, (_, value: unknown) => cleaned(value));
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message : String(error));
  }
  const isList = Array.isArray(parsed);
  const documents = (isList ? (parsed as unknown[]) : [parsed]).map((one) => validFacts(one, file));
  return {file, documents: await Promise.all(documents), isList};
};

/** Texts and names of fields without what {@link clean} removes. */
const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [cleanLine(key), each]));
};

/** The validator is loaded once, and only where JSON comes in. */
const loadValidator = async () => {
  const {loadValidator, validateOlder} = await import('./valid.ts');
  const validate = await loadValidator<Facts>('facts-1');
  return (document: unknown) => validateOlder(validate, document);
};
let validator: ReturnType<typeof loadValidator> | undefined;

/** Facts as they should be, or what is wrong with them. */
const validFacts = async (document: unknown, file: string): Promise<Facts | Failure> => {
  const foreign = schemaTrouble(document);
  if (foreign) return refuse(file, foreign);
  validator ??= loadValidator();
  const trouble = (await validator)(document);
  if (trouble === undefined) return document as Facts;
  return refuse(file, `It does not follow schemas/facts-1.schema.json: ${trouble}`);
};

const refuse = (name: string, why: string): Failure =>
  new Failure({
    what: `The facts in ${spelledOut(name)} could not be read.`,
    why: shortLine(why, 500),
    todo: 'Save them with "ebpf probe >FILE", or with the output of "ebpf probe --script" run by sh.',
    exitCode: exitCodes.usage,
  });
