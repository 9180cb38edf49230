import type {Between} from './helper-callers.ts';
import {kfuncHooks, kfuncRows} from './kfunc-rows.ts';
import type {SectionKind} from './section-kinds.ts';

/** The first of the kernels of {@link kfuncRows}, and the last. */
export const oldestKfuncCallers = '6.1';
export const newestKfuncCallers = '7.2';

/** What a function or type is offered: since when, of these kernels. `after` is absent where the oldest of them did so. */
export type Offered = Pick<Between, 'by'> & Partial<Between>;

const word = (text: string): readonly [name: string, offered: Offered] => {
  const [name = '', after, by] = text.split(/[:-]/);
  return [name, after && by ? {after, by} : {by: oldestKfuncCallers}];
};

const rowsOf = (text: string): (readonly [string, string])[] =>
  text
    .trim()
    .split(/\n(?= {2}\S)/)
    .map((row) => row.split(/ =\s/) as [string, string]);

const words = (text: string): string[] => text.trim().split(/\s+/);

const hooksOf = new Map<string, [hook: string, Offered][]>();
for (const [hook, types] of rowsOf(kfuncHooks))
  for (const [type, offered] of words(types).map(word)) {
    const list = hooksOf.get(type) ?? [];
    list.push([hook.trim(), offered]);
    hooksOf.set(type, list);
  }

interface Row {
  readonly sleeps: 'always' | 'sometimes' | 'never';
  readonly to: ReadonlyMap<string, Offered>;
}

const rows = new Map<string, Row>();
for (const [heads, functions] of rowsOf(kfuncRows)) {
  const to = new Map(words(heads).map(word));
  for (const name of words(functions))
    rows.set(name.replace(/[~?]$/, ''), {
      sleeps: name.endsWith('~') ? 'always' : name.endsWith('?') ? 'sometimes' : 'never',
      to,
    });
}

/**
 * Whether programs of a kind may call a function of the kernel that has it: since when, never; `unknown` for functions that are not in the table, and for
 * programs that take after what they replace.
 */
export const mayCallKfunc = (
  {programType, attachType}: Pick<SectionKind, 'programType' | 'attachType'>,
  name: string,
): 'never' | 'unknown' | Offered => {
  const row = rows.get(name);
  if (!row || programType === 'ext') return 'unknown';
  const ways = [
    row.to.get('common'),
    row.to.get(`${programType}.${attachType}`),
    ...(hooksOf.get(programType) ?? []).map(([hook, since]) => both(row.to.get(hook), since)),
  ].filter((way) => way !== undefined);
  return ways.sort((one, other) => order(one.by, other.by))[0] ?? 'never';
};

/** What is offered to a hook is offered to a type once it has that hook. */
const both = (one: Offered | undefined, other: Offered): Offered | undefined =>
  one && (order(one.by, other.by) < 0 ? other : one);

const order = (one: string, other: string): number => {
  const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [one, other].map((each) =>
    each.split('.').map(Number),
  ) as [number[], number[]];
  return major - otherMajor || minor - otherMinor;
};

/** Whether only programs that may sleep can call it. */
export const kfuncSleeps = (name: string): Row['sleeps'] => rows.get(name)?.sleeps ?? 'never';
