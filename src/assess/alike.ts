import type {Finding, HostReport} from './report.ts';

/** A finding that is kept, and a name for it. */
interface Kept {
  readonly finding: Finding;
  readonly number: number;
}

/** Findings of one check that are kept: of what is not alike on any two hosts, such as the room on a disk, more would never be met again. */
const most = 32;

/** Keeps findings that are alike once, and the list of hosts that are found alike once: of thousands of hosts most are. */
export class Alike {
  readonly #findings = new Map<string, Kept[]>();
  readonly #lists = new Map<string, readonly Finding[]>();
  #count = 0;

  /** The same report, made of what is kept. */
  of(report: HostReport): HostReport {
    const kept = report.findings.map((finding) => this.#kept(finding));
    const key = kept.map(({number}) => number).join(' ');
    const findings = this.#lists.get(key) ?? kept.map(({finding}) => finding);
    this.#lists.set(key, findings);
    return {...report, findings};
  }

  #kept(finding: Finding): Kept {
    const known = this.#findings.get(finding.id) ?? [];
    this.#findings.set(finding.id, known);
    const same = known.find((each) => isSame(each.finding, finding));
    if (same) return same;
    const kept = {finding, number: this.#count++};
    if (known.length === most) known.shift();
    known.push(kept);
    return kept;
  }
}

/** Whether two values of JSON are written the same: also in the order of their fields. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    names.length === others.length &&
    Array.isArray(one) === Array.isArray(other) &&
    names.every(
      (name, index) =>
        name === others[index] && isSame(one[name as keyof typeof one], other[name as keyof typeof other]),
    )
  );
};
