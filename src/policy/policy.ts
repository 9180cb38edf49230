import {existsSync} from 'node:fs';
import {LineCounter, parseDocument} from 'yaml';
import {cleanLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import type {PolicyDocument} from './document.ts';
import {type Places, placesIn} from './places.ts';
import {senseMistakes} from './sense.ts';
import {shapeMistakes} from './shape.ts';

/** A policy that makes sense, and where its parts stand. */
export interface Policy {
  readonly document: PolicyDocument;
  readonly places: Places;
}

/** Bytes. A policy for thousands of hosts needs less. */
const limit = 256 * 1024;

/** Aliases (`*name`) that one policy may use: an alias of aliases of aliases grows without end. */
const aliases = 50;

/** Reads a policy. Rejects with a Failure that names every mistake with its line and column. */
export const readPolicy = async (file: string, today = new Date()): Promise<Policy> => {
  if (!existsSync(file)) throw refuse(file, ['There is no such file.']);
  const content = await readBounded(file, limit).catch((error: Error) => {
    throw refuse(file, [error.message]);
  });
  const text = content.toString();
  const lines = new LineCounter();
  const {value, places} = parse(text, lines, file);
  const shape = await shapeMistakes(value, places);
  if (shape.length > 0) throw refuse(file, shape);
  const document = value as PolicyDocument;
  const sense = senseMistakes(document, places, today.toISOString().slice(0, 10));
  if (sense.length > 0) throw refuse(file, sense);
  return {document, places};
};

const parse = (text: string, lines: LineCounter, file: string): {value: unknown; places: Places} => {
  try {
    const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, logLevel: 'silent'});
    const places = placesIn(document, lines, file);
    const wrong = [...document.errors, ...document.warnings].map(
      ({message, pos}) => `${places.at(pos[0])}: ${cleanLine(message)}`,
    );
    if (wrong.some((mistake) => mistake.endsWith('call stack size exceeded'))) throw new RangeError('too deep');
    if (wrong.length > 0) throw refuse(file, wrong);
    return {value: document.toJS({maxAliasCount: aliases}) ?? {}, places};
  } catch (error) {
    if (error instanceof Failure) throw error;
    // Too many aliases, or too deep for the stack.
    const why = error instanceof RangeError ? 'It is nested too deeply.' : 'It uses too many aliases.';
    throw refuse(file, [
      `${file}:1:1: ${error instanceof ReferenceError || error instanceof RangeError ? why : String(error)}`,
    ]);
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
