import {absent, mapFact, valueIfKnown} from './fact.ts';
import type {Facts, PackageFacts, PackageLock} from './facts.ts';
import type {RecordReader} from './records.ts';
import {list, number} from './text.ts';

/** The state of apt and dpkg, as far as it can be told by looking. */
export const parsePackages = (read: RecordReader): PackageFacts => {
  const lists = list(read.text('text apt-lists'));
  return {
    managers: list(read.text('text package-managers')),
    ...(read.record('text package-indexes') && {indexes: list(read.text('text package-indexes'))}),
    unfinished: mapFact(read.text('text dpkg-unfinished'), parseUnfinished),
    interrupted: mapFact(list(read.text('file /var/lib/dpkg/updates')), (names) =>
      names.some((name) => /^\d+$/.test(name)),
    ),
    locks: mapFact(list(read.text('text locks')), parseLocks),
    // Two lines: a file that apt-get update has fetched, and when.
    listsUpdated: (valueIfKnown(lists)?.length ?? 2) < 2 ? absent : number(mapFact(lists, (lines) => lines[1] ?? '')),
  };
};

/** Pairs of lines of dpkg's status file: `Package: NAME`, then `Status: WANT FLAG STATE`. */
const parseUnfinished = (text: string): string[] =>
  text.split('\n').flatMap((line, index, lines) => {
    const [head, name] = line.split(' ');
    const [next, , , state] = (lines[index + 1] ?? '').split(' ');
    return head === 'Package:' && next === 'Status:' && name && state ? [`${name}: ${state}`] : [];
  });

const parseLocks = (lines: readonly string[]): PackageLock[] =>
  lines.flatMap((line) => {
    const [path, pid, ...command] = line.split(' ');
    return path && pid ? [{path, pid: Number(pid), command: command.join(' ')}] : [];
  });

/** Whether packages are apt's and dpkg's here; ALT Linux has an apt that installs those of rpm. An unreadable list counts as no. */
export const hasApt = ({packages: {managers}, os}: Pick<Facts, 'packages' | 'os'>): boolean => {
  const programs = (valueIfKnown(managers) ?? []).map((path) => path.replace(/^.*\//, ''));
  const {id = '', idLike = []} = valueIfKnown(os) ?? {};
  const isAlt = [id, ...idLike].some((name) => /^alt(linux)?$/.test(name));
  return programs.includes('apt-get') && !isAlt && (programs.includes('dpkg') || !programs.includes('rpm'));
};
