import type {Verdict} from '../checks/check.ts';
import type {Readiness} from '../profiles/profile.ts';
import type {HostReport} from './report.ts';
import {standingOf} from './standing.ts';

/** What a profile is by the verdicts of all that it stands or falls with. */
export const readinessBy = (verdicts: readonly (Verdict | undefined)[]): Readiness => {
  if (verdicts.includes('fail')) return 'not-ready';
  return verdicts.includes('unknown') ? 'unknown' : 'ready';
};

/** What a profile is, in words. */
export const readinessWords = {ready: 'ready', 'not-ready': 'not ready', unknown: 'unknown'} as const satisfies Record<
  Readiness,
  string
>;

/** One word for a host: what its worst profile is, or that it was not reached. */
export const verdictOf = ({
  reachable,
  profiles,
  findings,
}: HostReport): 'ready' | 'not ready' | 'unknown' | 'not reached' => {
  if (!reachable) return 'not reached';
  const states = Object.values(profiles);
  const standings = findings.map((finding) => standingOf(finding));
  if (states.includes('not-ready') || standings.includes('failed')) return 'not ready';
  return states.includes('unknown') || standings.includes('unknown') ? 'unknown' : 'ready';
};
