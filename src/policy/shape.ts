import type {ErrorObject} from 'ajv';
import {loadValidator} from '../facts/valid.ts';
import {suggest} from '../hosts/suggest.ts';
import type {PolicyDocument} from './document.ts';
import type {Places, Way} from './places.ts';

/** What the schema finds wrong, each with its place and what was probably meant. */
export const shapeMistakes = async (value: unknown, places: Places): Promise<readonly string[]> => {
  const validate = await loadValidator<PolicyDocument>('policy-1');
  if (validate(value)) return [];
  // Names that do not exist are told with what was probably meant, by sense.ts.
  const errors = (validate.errors ?? []).filter(({keyword}) => keyword !== 'enum');
  return [...new Set(errors.map((error) => mistake(error, places)))];
};

const mistake = ({keyword, instancePath, params, parentSchema, data}: ErrorObject, places: Places): string => {
  const way = wayOf(instancePath);
  const name = way.length > 0 ? `"${way.findLast((part) => typeof part === 'string')}"` : 'The policy';
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const near = suggest(key, Object.keys((parentSchema as {properties?: object}).properties ?? {}));
      return `${places.ofKey([...way, key])}: There is no key "${key}" here.${near ? ` Did you mean "${near}"?` : ''}`;
    }
    case 'required':
      return `${places.of(way)}: "${params.missingProperty}" is missing.`;
    case 'type':
      return `${places.of(way)}: ${name} must be ${typeNames[String(params.type)] ?? params.type}${numberHint(params.type, data)}.`;
    case 'pattern':
      return `${places.of(way)}: ${name} must be a date such as 2027-01-31.`;
    default:
      return `${places.of(way)}: ${name} must not be empty.`;
  }
};

const typeNames: Readonly<Record<string, string>> = {string: 'text', array: 'a list', object: 'a mapping'};

const numberHint = (type: unknown, data: unknown): string =>
  type === 'string' && typeof data === 'number' ? ': write it in quotes, for YAML reads 5.10 as the number 5.1' : '';

/** JSON Pointer: https://www.rfc-editor.org/rfc/rfc6901 */
const wayOf = (pointer: string): Way =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
