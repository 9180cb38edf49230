import type {Finding, Report} from '../assess/report.ts';
import {standingOf} from '../assess/standing.ts';
import {sha256} from '../hosts/sha256.ts';
import type {Format} from './format.ts';

/** More is not for people who look at a merge request. */
const most = 500;

interface Issue {
  readonly finding: Finding;
  readonly severity: 'critical' | 'major' | 'minor';
  readonly hosts: string[];
}

/**
 * Code quality as GitLab shows it beside a merge request: what does not pass, once for all hosts of which the same was found, at the place of
 * the policy that asks for it. The fingerprint tells no host, so that the same trouble is the same issue tomorrow.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const codequality = (report: Report): string => {
  const issues = new Map<string, Issue>();
  for (const {host, findings} of report.hosts) {
    for (const finding of findings) {
      const severity = severityOf(finding, report);
      if (severity === undefined) continue;
      const {id, verdict, found} = finding;
      const fingerprint = hash([id, verdict, found]);
      const issue = issues.get(fingerprint) ?? {finding, severity, hosts: []};
      issues.set(fingerprint, issue);
      issue.hosts.push(host);
    }
  }
  const worst = [...issues].toSorted(([, a], [, b]) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const entries = worst.slice(0, most).map(([fingerprint, {finding, severity, hosts}]) => ({
    description: describe(finding, hosts),
    check_name: finding.id,
    fingerprint,
    severity,
    location: placeOf(finding.origin, report),
  }));
  const unmatched = (report.policy?.unmatched ?? []).slice(0, most).map((each) => ({
    description: `No host here belongs to ${each}`,
    check_name: 'policy.unmatched',
    fingerprint: hash(each),
    severity: 'minor',
    location: placeOf([/\(([^()]*)\)$/.exec(each)?.[1] ?? ''], report),
  }));
  const all = [...entries, ...unmatched];
  return `${JSON.stringify(all, undefined, 2)}\n`;
};

const order = ['critical', 'major', 'minor'];

const severityOf = (finding: Finding, report: Report): Issue['severity'] | undefined => {
  const standing = standingOf(finding, report);
  if (standing === 'failed') return 'critical';
  if (standing === 'unknown') return 'major';
  return standing === 'noted' && finding.severity === 'recommended' ? 'minor' : undefined;
};

const hash = (told: unknown): string => sha256(JSON.stringify(told));

const describe = ({title, found, remedy}: Finding, hosts: readonly string[]): string => {
  const [first, ...others] = hosts;
  const where = others.length > 0 ? `${first} and ${others.length} more` : first;
  return `${title}: ${found} (${where}). ${remedy?.text ?? ''}`.replace(/\s+/g, ' ').trim().slice(0, 500);
};

/** GitLab wants a file and a line: those of the policy that asks, its first line, or those of the pipeline. */
const placeOf = (origin: Finding['origin'] = [], {policy}: Report) => {
  for (const each of origin) {
    const [, file, line] = /^([^:]+\.ya?ml):(\d+):\d+$/.exec(each) ?? [];
    if (file) return {path: file, lines: {begin: Number(line)}};
  }
  return {path: policy?.file ?? '.gitlab-ci.yml', lines: {begin: 1}};
};

export default {
  readers: "GitLab's code quality report: each cause once, at the line of the policy that asks for it",
  write: codequality,
} satisfies Format;
