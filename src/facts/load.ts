import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {clean, cleanLine, shortLine, spelledOut} from '../hosts/clean.ts';
import {filesAtOnce} from '../hosts/descriptors.ts';
import {encodingOf} from '../hosts/encoding.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {inOrder} from '../hosts/pool.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import {reasonOf} from '../hosts/reason.ts';
import type {Facts} from './facts.ts';
import {parseProbe} from './parse.ts';
import {SavedNames} from './saved-names.ts';
import {schemaTrouble} from './sound.ts';

/** Bytes of one file: the facts of some thousand hosts in one list. */
const largest = 256 << 20;

/** Who is told of what is read of a folder or a list. */
export interface Telling {
  /** Takes what can't be read, by the name of its host; without it the first trouble ends the reading. */
  readonly onTrouble?: ((host: string, failure: Failure) => void) | undefined;
  /** Takes what a folder holds that is not a file. */
  readonly onSkipped?: ((file: string, kind: string) => void) | undefined;
}

/**
 * Reads saved facts: one file, every file of a folder, or standard input for `-`. Rejects with a Failure that names the file. Of a folder and
 * of a list everything is read that can be, when `onTrouble` takes what can't, by the name of its host; `onSkipped` is told of what a folder holds that is not a file.
 */
export const loadFacts = async (
  source: string,
  onTrouble?: Telling['onTrouble'],
  onSkipped?: Telling['onSkipped'],
): Promise<Facts[]> => {
  const all: Facts[] = [];
  for await (const facts of eachFacts(source, {onTrouble, onSkipped})) all.push(facts);
  return all;
};

/** As {@link loadFacts}, host by host: of a folder of thousands, a few are in memory at a time. */
export async function* eachFacts(source: string, {onTrouble, onSkipped}: Telling = {}): AsyncGenerator<Facts> {
  const folder = source !== '-' && (await kindOf(source)) === 'a folder';
  const files = folder ? await filesIn(source, onSkipped) : [source === '-' ? 'standard input' : source];
  const names = new SavedNames(files);
  let hosts = 0;
  for await (const saved of inOrder(files, filesAtOnce, (file) => loadOne(file, source))) {
    hosts += saved.documents.length;
    yield* factsOf(saved, names, {alone: !folder, onTrouble});
  }
  if (hosts === 0) throw refuse(source, holdsNone);
}

const holdsNone = 'It holds the facts of no host.';

/** The facts in what was read of a file already. Rejects with a Failure that names the file. */
export async function* factsIn(content: Uint8Array, file: string): AsyncGenerator<Facts> {
  const saved = await parseSaved(decoded(content), file);
  if (saved.documents.length === 0) throw refuse(file, holdsNone);
  yield* factsOf(saved, new SavedNames([file]), {alone: true});
}

/** What a file holds, and what of it can't be read. */
interface Saved {
  readonly file: string;
  readonly documents: readonly (Facts | Failure)[];
  readonly isList: boolean;
}

/** Of a file that is read alone, at least one must be readable. */
function* factsOf(
  {file, documents, isList}: Saved,
  names: SavedNames,
  {alone, onTrouble}: {readonly alone: boolean} & Telling,
): Generator<Facts> {
  const failed = documents.find((document) => document instanceof Failure);
  if (failed && (!onTrouble || (alone && documents.every((document) => document instanceof Failure)))) throw failed;
  const hosts = names.of(file, isList ? documents.map(hostIn) : undefined);
  for (const [place, document] of documents.entries()) {
    const host = hosts[place] ?? '';
    if (document instanceof Failure) onTrouble?.(host, document);
    else yield {...document, host};
  }
}

const hostIn = (document: Facts | Failure, index: number): string =>
  document instanceof Failure || document.host === '' ? `number ${index + 1}` : document.host;

/** The files of a folder. Opening a FIFO waits for somebody to write, and opening a device does whatever that device does. */
const filesIn = async (folder: string, onSkipped: Telling['onSkipped']): Promise<readonly string[]> => {
  // node-2 before node-10.
  const {compare} = new Intl.Collator('en', {numeric: true});
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && !isBtf(name)).sort(compare);
  if (names.length === 0) throw refuse(folder, 'The folder is empty.');
  const files: string[] = [];
  for (const file of names.map((name) => path.join(folder, name))) {
    const kind = await kindOf(file).catch(() => 'a file');
    if (kind === 'a file' || kind === 'a folder') files.push(file);
    else onSkipped?.(file, kind);
  }
  return files;
};

/** The types of kernels, which `ebpf probe --btf` keeps beside facts. */
const isBtf = (name: string): boolean => name === 'btf' || name.endsWith('.btf');

const loadOne = async (file: string, source: string): Promise<Saved> => {
  try {
    return await parseSaved(await readText(file, source === '-' ? process.stdin : file), file);
  } catch (error) {
    if (error instanceof Failure) return {file, documents: [error], isList: false};
    throw error;
  }
};

const kindOf = async (file: string): Promise<string> => {
  const stats = await stat(file).catch((error: unknown) => {
    throw refuse(file, reasonOf(error));
  });
  if (stats.isFile()) return 'a file';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  return stats.isSocket() ? 'a socket' : 'a device';
};

const readText = async (file: string, from: Readable | string): Promise<string> => {
  const content = await readBounded(from, largest).catch((error: unknown) => {
    throw refuse(file, reasonOf(error));
  });
  return decoded(content);
};

/** Without a byte order mark. */
const decoded = (content: Uint8Array): string => new TextDecoder(encodingOf(content)).decode(content);

/** Hosts in one list. Each that is no facts is told of by itself, which takes a kilobyte and more. */
const longestList = 100_000;

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
    throw refuse(file, reasonOf(error));
  }
  const isList = Array.isArray(parsed);
  if (isList && (parsed as unknown[]).length > longestList)
    throw refuse(
      file,
      `It is a list of ${(parsed as unknown[]).length} entries, where ${longestList} hosts are the most.`,
    );
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
const factsValidator = async () => {
  const {loadValidator, validateOlder} = await import('./valid.ts');
  const validate = loadValidator<Facts>('facts-1');
  return (document: unknown) => validateOlder(validate, document);
};
let validator: ReturnType<typeof factsValidator> | undefined;

/** Facts as they should be, or what is wrong with them. */
const validFacts = async (document: unknown, file: string): Promise<Facts | Failure> => {
  const foreign = schemaTrouble(document);
  if (foreign) return refuse(file, foreign);
  validator ??= factsValidator();
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
