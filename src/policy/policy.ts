import {existsSync, statSync} from 'node:fs';
import path from 'node:path';
import {LineCounter, parseDocument} from 'yaml';
import {idsOf} from '../assess/programs/ids.ts';
import type {NamedObject} from '../assess/programs/objects.ts';
import {cleanLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import type {PolicyDocument} from './document.ts';
import {noPlaces, type Places, placesIn} from './places.ts';
import {readPrograms} from './programs.ts';
import {senseMistakes} from './sense.ts';
import {shapeOf} from './shape.ts';

/** A policy that makes sense. */
export interface Policy {
  /** As it was named; `stdin` for `-`. */
  readonly file: string;
  /** What it extends, and then itself. */
  readonly layers: readonly Layer[];
}

/** One file of a policy, and where its parts stand. */
export interface Layer {
  readonly file: string;
  readonly document: PolicyDocument;
  readonly places: Places;
  /** The objects in each file that it names under `programs`, by the file and its loader. */
  readonly programs: ReadonlyMap<string, readonly NamedObject[]>;
}

/** Bytes. A policy for thousands of hosts needs less. */
const limit = 256 * 1024;

/** Aliases (`*name`) that one policy may use: an alias of aliases of aliases grows without end. */
const aliases = 50;

/** Files that extend each other in a row, and files in all. */
const deepest = 5;
const most = 32;

/**
 * Reads a policy, what it extends and the programs that they name; `-` is standard input. It may also name checks of `programs`. Rejects with a
 * Failure that names every mistake of all these files with its line and column.
 */
export const readPolicy = async (
  named: string,
  today = new Date(),
  programs: readonly string[] = [],
): Promise<Policy> => {
  const read: Map<string, readonly NamedObject[]> = new Map();
  const seen = new Set<string>();
  const follow = async (file: string, trail: readonly string[], place?: string): Promise<readonly ReadLayer[]> => {
    const own = path.resolve(file);
    const way = [...trail, own];
    const refused = (mistake: string): readonly ReadLayer[] => [unread(nameOf(file), [`${place}: ${mistake}`])];
    if (trail.includes(own)) return refused(`It extends itself: ${way.map(shortName).join(' -> ')}.`);
    if (way.length > deepest) return refused(`Policies extend each other ${deepest} deep at most.`);
    if (seen.has(own)) return [];
    if (seen.add(own).size > most) return refused(`A policy is of ${most} files at most.`);
    const layer = await readLayer(file, read, place);
    const layers: ReadLayer[] = [];
    for (const [base, at] of basesOf(layer)) {
      if (/^\w+:\/\//.test(base)) layers.push(unread(base, [`${at}: A policy extends files, not addresses.`]));
      else layers.push(...(await follow(path.isAbsolute(base) ? base : path.join(path.dirname(file), base), way, at)));
    }
    return [...layers, layer];
  };
  const layers = await follow(named, []);
  // Only now are all programs known whose checks a layer may name.
  const known = [...programs, ...[...read.values()].flat().flatMap(idsOf)];
  const days = {today: today.toISOString().slice(0, 10), programs: known};
  const mistakes = layers.flatMap(({document, places, wrong}) => [...wrong, ...senseMistakes(document, places, days)]);
  if (mistakes.length > 0) throw refuse(nameOf(named), [...new Set(mistakes)].toSorted(byPlace));
  return {file: nameOf(named), layers};
};

/** Line and column are numbers: 9 before 10. */
const byPlace = new Intl.Collator('en', {numeric: true}).compare;

const nameOf = (file: string): string => (file === '-' ? 'stdin' : file);

const shortName = (file: string): string => path.basename(file);

const basesOf = ({
  document: {extends: bases = []},
  places,
}: Layer): readonly (readonly [base: string, place: string])[] =>
  typeof bases === 'string'
    ? [[bases, places.of(['extends'])]]
    : bases.flatMap((base, index) => [[base, places.of(['extends', index])] as const]);

interface ReadLayer extends Layer {
  /** What is wrong in it; the rest of it makes sense of its own. */
  readonly wrong: readonly string[];
}

/** A file of which nothing is known but what is wrong with it. */
const unread = (file: string, wrong: readonly string[]): ReadLayer => ({
  file,
  document: {},
  places: noPlaces,
  programs: new Map(),
  wrong,
});

/** `read` holds the objects of files that were read, by their paths; `place` is where another policy extends this one. */
const readLayer = async (source: string, read: Map<string, readonly NamedObject[]>, place = ''): Promise<ReadLayer> => {
  const file = nameOf(source);
  if (source !== '-' && !existsSync(source))
    return unread(file, [place ? `${place}: There is no file ${file}.` : 'There is no such file.']);
  // What was named on the command line may be a pipe; opening any other waits for somebody who writes.
  if (place && !statSync(source).isFile()) return unread(file, [`${place}: ${file} is not a file.`]);
  const content = await readBounded(source === '-' ? process.stdin : source, limit).catch(
    ({message}: Error) => message,
  );
  if (typeof content === 'string') return unread(file, [place ? `${place}: ${file}: ${content}` : content]);
  const {value, places, wrong} = parse(content.toString(), file);
  if (wrong.length > 0) return unread(file, wrong);
  const {document, mistakes} = await shapeOf(value, places);
  const {programs, mistakes: broken} = await readPrograms(document, places, {folder: path.dirname(source), read});
  return {file, document, places, programs, wrong: [...mistakes, ...broken]};
};

interface Parsed {
  readonly value: unknown;
  readonly places: Places;
  readonly wrong: readonly string[];
}

/** Reasons and the like are printed; a policy may come from anybody. */
const cleanText = (_: unknown, value: unknown): unknown => (typeof value === 'string' ? cleanLine(value) : value);

const parse = (text: string, file: string): Parsed => {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, logLevel: 'error'});
    const places = placesIn(document, lines, file);
    const wrong = [...document.errors, ...document.warnings].map(
      ({message, pos}) => `${places.at(pos[0])}: ${cleanLine(message)}`,
    );
    if (wrong.some((mistake) => mistake.endsWith('call stack size exceeded'))) throw new RangeError('too deep');
    return {
      value: wrong.length > 0 ? {} : (document.toJS({maxAliasCount: aliases, reviver: cleanText}) ?? {}),
      places,
      wrong,
    };
  } catch (error) {
    // Too many aliases, or too deep for the stack.
    const why = error instanceof RangeError ? 'It is nested too deeply.' : 'It uses too many aliases.';
    const known = error instanceof ReferenceError || error instanceof RangeError;
    return {value: {}, places: noPlaces, wrong: [`${file}:1:1: ${known ? why : String(error)}`]};
  }
};

const shown = 20;

const refuse = (file: string, mistakes: readonly string[]): Failure =>
  new Failure({
    what: `The policy ${file} can't be followed.`,
    why: [
      ...mistakes.slice(0, shown),
      ...(mistakes.length > shown ? [`and ${mistakes.length - shown} more`] : []),
    ].join('\n'),
    todo: 'docs/policy.md shows what a policy can say; schemas/policy-1.schema.json lets an editor check it.',
    exitCode: exitCodes.usage,
  });
