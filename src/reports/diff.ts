import {type Compared, differencesOf, type Pair} from '../assess/compare.ts';
import type {Finding, HostReport} from '../assess/report.ts';
import {listed} from '../hosts/in-words.ts';
import {inColumns} from '../terminal/in-columns.ts';
import {markOf, paint, type Style} from '../terminal/style.ts';
import {cells} from '../terminal/wrap.ts';

/** What differs between hosts and what was saved of them: one table for all that differ alike. */
export const diffText = (compared: Compared, style: Style): string => {
  const tables = new Map<string, string[]>();
  for (const pair of compared.pairs) {
    const table = tableOf(pair, style);
    if (table !== '') tables.set(table, [...(tables.get(table) ?? []), pair.here.host]);
  }
  const [first, ...others] = tables.keys();
  const single = compared.pairs.length === 1 && first !== undefined && others.length === 0;
  return [
    ...(single ? [first] : [...tables].flatMap(([table, hosts]) => [paint(names(hosts), 'strong', style), table, ''])),
    ...summary(compared, [...tables.values()].flat().length),
  ].join('\n');
};

/** Hosts that are named. */
const most = 6;

const names = (all: readonly string[]): string => listed(all, most);

const summary = (
  {pairs, onlyHere, onlyThere}: Compared,
  differing: number,
  same = pairs.length - differing,
): string[] => [
  ...(pairs.length === 1 && differing === 0
    ? ['The two hosts do not differ in anything that these profiles look at.']
    : []),
  ...(pairs.length > 1
    ? [
        `${pairs.length} hosts compared: ${differing} ${differing === 1 ? 'differs' : 'differ'}, ${same} ${same === 1 ? 'does' : 'do'} not`,
      ]
    : []),
  ...(onlyHere.length > 0 ? [`Nothing was saved of ${names(onlyHere)}`] : []),
  ...(onlyThere.length > 0 ? [`Saved, and not looked at now: ${names(onlyThere)}`] : []),
];

/** Title, here, there. */
type Row = readonly [title: string, here: string, there: string];

/** A row for each thing that differs; empty where nothing does. */
const tableOf = ({here, there}: Pair, style: Style): string => {
  const lost = !here.reachable || !there.reachable;
  const differences = lost ? [] : differencesOf({here, there});
  const rows: Row[] = lost
    ? [['reachable', reach(here), reach(there)]]
    : differences.map((each) => [each.title, cell(each.here, style), cell(each.there, style)]);
  if (rows.length === 0) return '';
  const heads: Row = [
    '',
    here.host === there.host ? 'now' : here.host,
    here.host === there.host ? 'saved' : there.host,
  ];
  const table = inColumns([heads, ...rows], '   ');
  const {columns = Number.POSITIVE_INFINITY} = style.screen ?? {};
  if (table.every((row) => cells(row) <= columns)) return table.join('\n');
  const [, now, then] = heads;
  const beside = Math.max(now.length, then.length) + 2;
  return rows
    .flatMap((row) => [row[0], `  ${now.padEnd(beside)}${row[1]}`, `  ${then.padEnd(beside)}${row[2]}`])
    .join('\n');
};

const reach = ({reachable}: HostReport): string => (reachable ? 'reached' : 'not reached');

const cell = (finding: Finding | undefined, style: Style): string =>
  finding ? `${markOf(finding, style).mark} ${finding.found}` : 'not looked at';
