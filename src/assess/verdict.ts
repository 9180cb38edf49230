import type {Verdict} from '../checks/check.ts';
import type {Readiness} from '../profiles/profile.ts';
import type {HostReport} from './report.ts';

/** What a profile is by the verdicts of all that it stands or falls with. */
export const readinessBy = (verdicts: readonly (Verdict | undefined)[]): Readiness => {
  if (verdicts.includes('fail')) return 'not-ready';
  return verdicts.includes('unknown') ? 'unknown' : 'ready';
};

/** One word for a host: what its worst profile is, or that it was not reached. */
export const verdictOf = ({
  reachable,
  profiles,
  findings,
}: HostReport): 'ready' | 'not ready' | 'unknown' | 'not reached' => {
  if (!reachable) return 'not reached';
  const required = findings.filter(({severity}) => severity === 'required');
  const has = (verdict: string, readiness: string) =>
    Object.values(profiles).some((each) => each === readiness) ||
    required.some((finding) => finding.verdict === verdict);
  if (has('fail', 'not-ready')) return 'not ready';
  return has('unknown', 'unknown') ? 'unknown' : 'ready';
};
