import {exitCodes, Failure} from '../hosts/failure.ts';
import {noSuch} from '../hosts/no-such.ts';

const kinds = {
  profiles: 'a list of names',
  only: 'a list of names',
  require: 'a list of names',
  ignore: 'a list of names',
  strict: 'true or false',
  policy: 'what loadPolicy() gives',
} as const;

const isList = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'string');

const fits: Readonly<Record<(typeof kinds)[keyof typeof kinds], (value: unknown) => boolean>> = {
  'a list of names': isList,
  'true or false': (value) => typeof value === 'boolean',
  'what loadPolicy() gives': (value) => typeof (value as {rulesOf?: unknown} | null)?.rulesOf === 'function',
};

/** Lets options pass that exist and have the right kind: what JavaScript would ignore would be a demand that nobody makes. @throws Failure for others. */
export const strictOptions = <T extends object>(options: T): T => {
  const known = Object.keys(kinds);
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(kinds, name)) throw noSuch('option', name, {known, more: `Options: ${known.join(', ')}.`});
    const kind = kinds[name as keyof typeof kinds];
    if (value !== undefined && !fits[kind](value))
      throw new Failure({what: `The option ${name} must be ${kind}.`, exitCode: exitCodes.usage});
  }
  return options;
};
