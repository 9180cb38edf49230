import {exitCodes, Failure} from '../hosts/failure.ts';
import type {RankedCause} from './diagnosis.ts';
import type {Context} from './evidence/context.ts';
import {explain} from './explain.ts';

/** One line of the answer: the question's id and its causes, best first. */
export interface BatchAnswer {
  readonly id: unknown;
  readonly causes: readonly RankedCause[];
}

/**
 * Explains one line `{id, error, command?, distro?, arch?, kernel?, tools?, facts?}`; undefined for an empty line.
 * Throws a Failure that names the line when it is no such object.
 */
export function explainLine(line: string, number: number): BatchAnswer | undefined {
  if (line.trim() === '') return undefined;
  const {id, error, ...context} = parse(line, number);
  return {id, causes: explain({text: error, context}).causes};
}

interface Question extends Context {
  readonly id: unknown;
  readonly error: string;
}

function parse(line: string, number: number): Question {
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(line));
  } catch (cause) {
    throw refuse(number, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(number, 'Expected a JSON object.');
  const {id = number, error, ...rest} = value as Record<string, unknown>;
  if (typeof error !== 'string') throw refuse(number, 'It has no text in "error".');
  return {id, error, ...readContext(rest)};
}

/** The Failure of a line, which the others outlive. */
export const refuse = (number: number, why: string, cause?: unknown): Failure =>
  new Failure({
    what: `Line ${number} of the batch could not be read.`,
    why,
    todo: 'Each line is an object such as {"id": 1, "error": "...", "kernel": "6.1.0-18-amd64"}.',
    exitCode: exitCodes.usage,
    ...(cause !== undefined && {cause}),
  });

/** Editors of Windows put a byte order mark before a text. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');

/** The fields of a context; those of the wrong kind are left out, since reports are made by hand. A version may be a number. */
export function readContext(value: Readonly<Record<string, unknown>>): Context {
  const known = [...texts, ...records].filter((key) => isRight(key, value[key]));
  return Object.fromEntries(
    known.map((key) => [key, typeof value[key] === 'number' ? String(value[key]) : value[key]]),
  ) as Context;
}

const texts = ['command', 'distro', 'arch', 'kernel'];
const records = ['tools', 'facts'];

const isRight = (key: string, value: unknown): boolean =>
  texts.includes(key)
    ? typeof value === 'string' || typeof value === 'number'
    : typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a context is not used, in a sentence each: a misspelt field would else change the answer unseen. */
export const unusedFields = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(value).flatMap(([key, content]) => {
    if (key === 'id' || key === 'error' || content === null) return [];
    if (![...texts, ...records].includes(key))
      return [
        `The context has a field "${key}", which is none of ${[...texts, ...records].join(', ')}: it was left out.`,
      ];
    if (isRight(key, content)) return [];
    return [`"${key}" of the context is no ${texts.includes(key) ? 'text' : 'object'}: it was left out.`];
  });
