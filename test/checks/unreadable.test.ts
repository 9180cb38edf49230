import {catalogue} from '../../src/checks/catalogue.ts';
import type {Check, Outcome} from '../../src/checks/check.ts';
import {evaluateCheck} from '../../src/checks/evaluate.ts';
import {absent, type Fact, known, unreadable} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {changed, savedFacts, savedHosts} from '../saved.ts';
import {base, cases} from './cases.ts';

const reason = 'kept from us by the test';
const hosts = savedHosts.map(savedFacts);

const isFact = (value: unknown): value is Fact<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  ['known', 'absent', 'unreadable'].includes(Reflect.get(value, 'state'));

type Path = readonly string[];

/** Runs a check over facts that note which of them it read. */
const factsRead = (check: Check, facts: Facts): Path[] => {
  const read = new Map<string, Path>();
  const watch = <T extends object>(target: T, path: Path): T =>
    new Proxy(target, {
      get(object, key) {
        const value: unknown = Reflect.get(object, key);
        if (typeof key !== 'string' || typeof value !== 'object' || value === null) return value;
        const at = [...path, key];
        if (!isFact(value)) return watch(value, at);
        read.set(at.join(' '), at);
        return value;
      },
    });
  evaluateCheck(check, watch(facts, []));
  return [...read.values()];
};

const valueAt = (facts: Facts, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], facts);

const replace = <T>(value: T, [key, ...rest]: Path, fact: Fact<unknown>): T =>
  (key === undefined
    ? fact
    : {...value, [key]: replace((value as Record<string, unknown> | undefined)?.[key], rest, fact)}) as T;

/** Facts on which a check decides in each of its ways. */
const worlds = ({id}: Check): Facts[] => {
  const {pass, fail, unknown, skip} = cases[id] ?? {};
  const changes = [pass, fail === 'never' ? undefined : fail, unknown, skip];
  return [...hosts, ...changes.flatMap((change) => (change ? [changed(base, change)] : []))];
};

/** What a fact could have been, had it been looked at. */
const possible = (all: readonly Facts[], path: Path): Fact<unknown>[] => {
  const seen = all.map((facts) => valueAt(facts, path)).filter((fact) => isFact(fact) && fact.state === 'known');
  return [absent, ...new Map(seen.map((fact) => [JSON.stringify(fact), fact as Fact<unknown>])).values()];
};

/** Where something else of the same kind decides, with its reason. */
const decidedBeside: Readonly<Record<string, string>> = {
  'security.lockdown': "without securityfs the kernel's log and its command line tell",
};

const words = ({found, evidence}: Outcome): string => [found, ...evidence].join('\n');

/** A fact as it is when nobody could look: unreadable, and for a tool also one that ran into the probe's time limit. */
const blinds = (path: Path, value: unknown): {fact: Fact<unknown>; named: string}[] => [
  {fact: unreadable(reason), named: reason},
  ...(path[0] === 'tools' && isFact(value) && value.state === 'known'
    ? [{fact: known({path: '/opt/slow', exitCode: 124, output: ''}), named: '/opt/slow'}]
    : []),
];

describe.each(catalogue)('$id', (check) => {
  const {id} = check;
  test('a fact that could not be looked at decides nothing, and is named', () => {
    const all = worlds(check);
    const wrong = new Set<string>();
    for (const facts of all) {
      const before = evaluateCheck(check, facts).verdict;
      for (const path of factsRead(check, facts)) {
        for (const {fact: unseen, named} of blinds(path, valueAt(facts, path))) {
          const blind = evaluateCheck(check, replace(facts, path, unseen));
          const name = `${path.join('.')} (${named})`;
          if (blind.verdict === 'unknown') {
            if (before !== 'unknown' && !words(blind).includes(named)) wrong.add(`${name}: unknown, without naming it`);
            continue;
          }
          for (const fact of possible(all, path)) {
            const seen = evaluateCheck(check, replace(facts, path, fact));
            // A verdict may rest on something else that was looked at: it then says on what.
            const holds =
              id in decidedBeside ||
              blind.verdict === seen.verdict ||
              seen.verdict === 'unknown' ||
              (blind.verdict !== 'skip' && seen.source !== blind.source);
            if (!holds) wrong.add(`${name}: ${blind.verdict}, though ${seen.verdict}: ${seen.found}`);
          }
        }
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
