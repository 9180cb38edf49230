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
    value = JSON.parse(line);
  } catch (cause) {
    throw refuse(number, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse(number, 'It is no object.');
  const {id = number, error, ...rest} = value as Record<string, unknown>;
  if (typeof error !== 'string') throw refuse(number, 'It has no text in "error".');
  return {id, error, ...readContext(rest)};
}

const refuse = (number: number, why: string, cause?: unknown): Failure =>
  new Failure({
    what: `Line ${number} of the batch could not be read.`,
    why,
    todo: 'Each line is an object such as {"id": 1, "error": "...", "kernel": "6.1.0-18-amd64"}.',
    exitCode: exitCodes.usage,
    ...(cause !== undefined && {cause}),
  });

/** The fields of a context, those of the wrong kind left out: reports are made by hand. */
export function readContext(value: Readonly<Record<string, unknown>>): Context {
  const texts = ['command', 'distro', 'arch', 'kernel'].flatMap((key) =>
    typeof value[key] === 'string' ? [[key, value[key]]] : [],
  );
  const records = ['tools', 'facts'].flatMap((key) => {
    const record = value[key];
    return typeof record === 'object' && record !== null ? [[key, record]] : [];
  });
  return Object.fromEntries([...texts, ...records]) as Context;
}
