import type {Outcome} from '../checks/check.ts';
import type {ExitCode} from '../hosts/failure.ts';
import type {Readiness, Severity} from '../profiles/profile.ts';

/** `ebpf.report/1`: what every format is made from. Changes within the major are additive. */
export interface Report {
  readonly schema: 'ebpf.report/1';
  readonly tool: {readonly name: 'ebpf'; readonly version: string};
  readonly hosts: readonly HostReport[];
  readonly exitCode: ExitCode;
}

export interface HostReport {
  readonly host: string;
  readonly reachable: boolean;
  /** Why the host could not be looked at. */
  readonly error?: string;
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
  readonly profiles: Readonly<Record<string, Readiness>>;
  readonly findings: readonly Finding[];
}

/** A check's outcome with the weight that the chosen profiles give it. */
export interface Finding extends Outcome {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly severity: Severity;
  readonly why: string;
  /** Id of the failing check that explains this one: mend that first. */
  readonly because?: string;
  /** Where the catalogue explains the check. */
  readonly docs: string;
}
