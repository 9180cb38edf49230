import type {Finding, HostReport} from '../assess/report.ts';
import {markOf, paint, type Style} from '../terminal/style.ts';

/** What two hosts differ in and what matters to the profiles: "works there, not here". */
interface Difference {
  readonly id: string;
  readonly title: string;
  readonly here: Finding;
  readonly there: Finding;
}

/** Findings whose verdicts differ first, then those with the same verdict on different grounds; what both have alike is left out. */
const compareHosts = (here: HostReport, there: HostReport): Difference[] => {
  const others = new Map(there.findings.map((finding) => [finding.id, finding]));
  const differences = here.findings.flatMap((finding): Difference[] => {
    const other = others.get(finding.id);
    const same = other && other.verdict === finding.verdict && other.found === finding.found;
    return other && !same ? [{id: finding.id, title: finding.title, here: finding, there: other}] : [];
  });
  return differences.toSorted((a, b) => weight(a) - weight(b));
};

const weight = ({here, there}: Difference): number => {
  if (here.verdict === there.verdict) return 3;
  return ['required', 'recommended', 'info'].indexOf(here.severity);
};

/** The differences as a table: title, here, there. */
export const diffText = (here: HostReport, there: HostReport, style: Style): string => {
  const differences = compareHosts(here, there);
  if (differences.length === 0) return 'The two hosts do not differ in anything that these profiles look at.';
  const cell = ({verdict, severity, found}: Finding, width: number) => {
    const {mark, tone} = markOf(verdict, severity, style);
    return `${paint(mark, tone, style)} ${found.padEnd(width)}`;
  };
  const width = Math.max(...differences.map(({here: {found}}) => found.length), here.host.length);
  const titles = Math.max(...differences.map(({title}) => title.length));
  return [
    `${''.padEnd(titles)}   ${here.host.padEnd(width + 2)}   ${there.host}`,
    ...differences.map((each) => `${each.title.padEnd(titles)}   ${cell(each.here, width)}   ${cell(each.there, 0)}`),
  ].join('\n');
};
