import type {Verdict} from '../checks/check.ts';
import {loadSchema} from '../facts/valid.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {readBounded} from '../hosts/read-bounded.ts';
import type {Finding, HostReport, Report} from './report.ts';

/** Bytes: a report of some thousand hosts. */
const largest = 256 << 20;

/** Reads a report that was saved with `--format json`. */
export const readBaseline = async (file: string): Promise<Report> => {
  let found: unknown;
  try {
    found = JSON.parse((await readBounded(file, largest)).toString());
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message : String(error));
  }
  const validate = await loadSchema<Report>('report-1');
  if (validate(found) && found.schema === 'ebpf.report/1') return found;
  throw refuse(file, 'It is not a report as schemas/report-1.schema.json describes it.');
};

/**
 * Lets count only what got worse since the baseline: what did not pass then, and is no worse now, is still shown, as ignored.
 * A host that the baseline does not have is judged as ever. A single host is the baseline's single one, whatever it is called.
 */
export const sinceBaseline = (hosts: readonly HostReport[], baseline: Report, file: string): HostReport[] =>
  hosts.map((host) => {
    const [only] = baseline.hosts;
    const single = hosts.length === 1 && baseline.hosts.length === 1;
    const before = single ? only : baseline.hosts.find(({host: name}) => name === host.host);
    if (!before?.reachable) return host;
    const verdicts = new Map(before.findings.map(({id, verdict}) => [id, verdict]));
    return {...host, findings: host.findings.map((finding) => excuse(finding, verdicts.get(finding.id), file))};
  });

/** The higher, the worse. */
const badness = {pass: 0, skip: 0, unknown: 1, fail: 2} as const satisfies Record<Verdict, number>;

const excuse = (finding: Finding, before: Verdict | undefined, file: string): Finding => {
  const counts = badness[finding.verdict] > 0 && finding.severity !== 'info';
  if (!counts || before === undefined || badness[finding.verdict] > badness[before]) return finding;
  return {...finding, severity: 'info', ignored: {reason: `no worse than before: ${before}`, origin: file}};
};

const refuse = (file: string, why: string): Failure =>
  new Failure({
    what: `The baseline ${file} could not be read.`,
    why,
    todo: `Make one with "ebpf doctor --format json --output ${file}".`,
    exitCode: exitCodes.usage,
  });
