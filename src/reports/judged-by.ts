import type {Report} from '../assess/report.ts';
import {shortLine} from '../hosts/clean.ts';
import {listed} from '../hosts/in-words.ts';

/** The policy's file, or `none`; undefined for a report of an earlier version, which does not say. */
export const policyOf = ({policy}: Report): string | undefined =>
  policy === undefined ? undefined : policy === null ? 'none' : shortLine(policy.file, 300);

/** Groups and patterns that are named. */
const most = 10;

/** What of the policy concerns none of the hosts, in one line; undefined where there is nothing of the kind. */
export const unmatchedOf = ({policy}: Report): string | undefined => {
  const all = policy?.unmatched ?? [];
  if (all.length === 0) return undefined;
  const names = all.map((each) => shortLine(each, 200));
  return `No host here belongs to ${listed(names, most)}`;
};

/** Both as lines. */
export const judgedBy = (report: Report): readonly string[] => {
  const policy = policyOf(report);
  return [policy === undefined ? undefined : `Policy: ${policy}`, unmatchedOf(report)].filter(
    (line) => line !== undefined,
  );
};
