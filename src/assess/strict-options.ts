import {exitCodes, Failure} from '../hosts/failure.ts';
import {noSuch} from '../hosts/no-such.ts';

const fits = {
  'a list of names': (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  'true or false': (value: unknown) => typeof value === 'boolean',
  'what loadPolicy() gives': (value: unknown) => typeof field(value, 'rulesOf') === 'function',
  'a host': (value: unknown) => typeof field(value, 'run') === 'function',
  'an AbortSignal': (value: unknown) => typeof field(value, 'addEventListener') === 'function',
  'never, filtered, root or always': (value: unknown) =>
    ['never', 'filtered', 'root', 'always'].includes(value as string),
  text: (value: unknown) => typeof value === 'string',
  bytes: (value: unknown) => ArrayBuffer.isView(value),
} as const satisfies Record<string, (value: unknown) => boolean>;

const field = (value: unknown, name: string): unknown => (value as Record<string, unknown> | null | undefined)?.[name];

/** What a value must be, in words. */
type Kind = keyof typeof fits;

/** The options of the library's functions. */
export const optionsOf = {
  probe: {
    host: 'a host',
    asRoot: 'true or false',
    attach: 'never, filtered, root or always',
    compile: 'true or false',
    signal: 'an AbortSignal',
  },
  evaluate: {
    profiles: 'a list of names',
    only: 'a list of names',
    require: 'a list of names',
    ignore: 'a list of names',
    strict: 'true or false',
    policy: 'what loadPolicy() gives',
  },
} as const satisfies Record<string, Readonly<Record<string, Kind>>>;

/**
 * Lets options pass that exist, by `kinds`, and have the right kind: what JavaScript would ignore would be a demand that nobody makes.
 * @throws Failure for others.
 */
export const strictOptions = <T extends object>(options: T, kinds: Readonly<Record<string, Kind>>): T => {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new Failure({what: 'The options must be an object.', exitCode: exitCodes.usage});
  const known = Object.keys(kinds);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw noSuch('option', name, {known, more: `Options: ${known.join(', ')}.`});
    if (value !== undefined) mustBe(`option ${name}`, value, kind);
  }
  return options;
};

/** @throws Failure for a value of another kind; `what` is what it is called. */
export const mustBe = (what: string, value: unknown, kind: Kind): void => {
  if (!fits[kind](value)) throw new Failure({what: `The ${what} must be ${kind}.`, exitCode: exitCodes.usage});
};
