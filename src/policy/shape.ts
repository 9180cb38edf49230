import type {ErrorObject} from 'ajv';
import {loadValidator} from '../facts/valid.ts';
import {suggest} from '../hosts/suggest.ts';
import type {PolicyDocument} from './document.ts';
import type {Places, Way} from './places.ts';

/** What of a document has the right shape, and what the schema finds wrong in it. */
interface Shape {
  /** Without what is wrong, so that the rest can be looked at: an entry of a list is a hole then, and what is missing stays missing. */
  readonly document: PolicyDocument;
  /** Each with its place and what was probably meant. */
  readonly mistakes: readonly string[];
}

/** Takes `value` apart into what a policy can say and what it can't. */
export const shapeOf = async (value: unknown, places: Places): Promise<Shape> => {
  const validate = loadValidator<PolicyDocument>('policy-1');
  if (validate(value)) return {document: value, mistakes: []};
  // Names that do not exist are told with what was probably meant, by sense.ts.
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== 'enum' && !isBranch(error));
  const mistakes = [...new Set(errors.map((error) => mistake(error, places)))];
  const document = isMapping(value) ? (value as PolicyDocument) : {};
  for (const {keyword, instancePath} of errors) if (!stays.has(keyword)) remove(document, wayOf(instancePath));
  return {document, mistakes};
};

const isMapping = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with these is no value that stands there. */
const stays = new Set(['additionalProperties', 'required']);

/** "extends" is text or a list: the branch that was not meant complains, too. */
const isBranch = ({keyword, schemaPath, instancePath, data}: ErrorObject): boolean =>
  keyword === 'anyOf' ? Array.isArray(data) : schemaPath.includes('/anyOf/') && instancePath === '/extends';

/** Deletes what stands there; a list keeps its length, for the places of what follows. */
const remove = (document: object, way: Way): void => {
  const last = way.at(-1);
  const parent = way
    .slice(0, -1)
    .reduce((at: unknown, key) => (at as Record<Way[number], unknown> | null)?.[key], document);
  if (last !== undefined && typeof parent === 'object' && parent) delete (parent as Record<Way[number], unknown>)[last];
};

const mistake = ({keyword, instancePath, params, parentSchema, data}: ErrorObject, places: Places): string => {
  const way = wayOf(instancePath);
  const name = way.length > 0 ? `"${way.findLast((part) => typeof part === 'string')}"` : 'The policy';
  switch (keyword) {
    case 'additionalProperties': {
      // A file that was no policy may hold what is nobody's business, such as /etc/shadow in the hands of root: no line of it is a key.
      const key = String(params.additionalProperty);
      const near = suggest(key, Object.keys((parentSchema as {properties?: object}).properties ?? {}));
      const named = /^[\w$.-]{1,40}$/.test(key) ? ` "${key}"` : ' of this name';
      return `${places.ofKey([...way, key])}: There is no key${named} here.${near ? ` Did you mean "${near}"?` : ''}`;
    }
    case 'required':
      return `${places.of(way)}: "${params.missingProperty}" is missing.`;
    case 'type':
      return `${places.of(way)}: ${name} must be ${typeNames[String(params.type)] ?? params.type}${numberHint(way, params.type, data)}.`;
    case 'anyOf':
      return `${places.of(way)}: ${name} must be a path or a list of paths.`;
    case 'pattern':
      return `${places.of(way)}: ${name} must be a date such as 2027-01-31.`;
    case 'minLength':
      return `${places.of(way)}: ${name} must have ${params.limit} characters or more.`;
    default:
      return `${places.of(way)}: ${name} must not be empty.`;
  }
};

const typeNames: Readonly<Record<string, string>> = {string: 'text', array: 'a list', object: 'a mapping'};

const numberHint = (way: Way, type: unknown, data: unknown): string =>
  type === 'string' && typeof data === 'number' && way.at(-2) === 'require'
    ? ': write it in quotes, for YAML reads 5.10 as the number 5.1'
    : '';

/** JSON Pointer: https://www.rfc-editor.org/rfc/rfc6901 */
const wayOf = (pointer: string): Way =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
