import type {Finding, HostReport} from './report.ts';

/** Keeps findings that are alike once, and the list of hosts that are found alike once: of thousands of hosts most are. */
export class Alike {
  readonly #findings = new Map<string, {readonly finding: Finding; readonly number: number}>();
  readonly #lists = new Map<string, readonly Finding[]>();

  /** The same report, made of what is kept. */
  of(report: HostReport): HostReport {
    const kept = report.findings.map((finding) => {
      const key = JSON.stringify(finding);
      const known = this.#findings.get(key) ?? {finding, number: this.#findings.size};
      this.#findings.set(key, known);
      return known;
    });
    const key = kept.map(({number}) => number).join(' ');
    const findings = this.#lists.get(key) ?? kept.map(({finding}) => finding);
    this.#lists.set(key, findings);
    return {...report, findings};
  }
}
