import type {ErrorObject, ValidateFunction} from 'ajv';
import {packageModule} from '../hosts/package-files.ts';
import {unreadable} from './fact.ts';

/** The validator of one of our schemas, which the build has compiled (scripts/validators.mjs). Import this file where it is needed: outside data is the exception. */
export const loadValidator = <T>(name: 'facts-1' | 'policy-1' | 'report-1'): ValidateFunction<T> =>
  packageModule<{default: ValidateFunction<T>}>(`dist/validators/${name}.js`).default;

/**
 * Validates a document that an older version may have saved: a fact that it does not have was not looked at.
 * Returns what is wrong, or undefined.
 */
export const validateOlder = <T>(validate: ValidateFunction<T>, document: unknown): string | undefined => {
  if (validate(document)) return undefined;
  for (const {keyword, instancePath, params} of validate.errors ?? []) {
    const name = String(params.missingProperty);
    if (keyword !== 'required' || name in ofFact) continue;
    const place = instancePath.split('/').slice(1).reduce(step, document);
    if (typeof place === 'object' && place) (place as Record<string, unknown>)[name] = unreadable('not looked at');
  }
  return validate(document) ? undefined : firstError(validate.errors);
};

/** What a fact is made of: without these it is a broken fact, not a missing one. */
const ofFact = {state: true, value: true, reason: true};

const step = (place: unknown, key: string): unknown => (place as Record<string, unknown> | null)?.[key];

/** The first thing that is wrong, as a person would say it: where, and what should be there. */
const firstError = (errors: readonly ErrorObject[] | null | undefined): string => {
  // Of an anyOf every branch complains; the deepest place is nearest to the mistake.
  const [worst] = (errors ?? []).toSorted(
    (a, b) => b.instancePath.split('/').length - a.instancePath.split('/').length,
  );
  return worst ? `${worst.instancePath.slice(1).replaceAll('/', '.') || 'The document'} ${worst.message}.` : '';
};
