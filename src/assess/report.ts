import type {Outcome} from '../checks/check.ts';
import type {ExitCode} from '../hosts/failure.ts';
import type {Readiness, Severity} from '../profiles/profile.ts';

/** `ebpf.report/1`: what every format is made from. Changes within the major are additive. */
export interface Report {
  readonly schema: 'ebpf.report/1';
  readonly tool: {readonly name: 'ebpf'; readonly version: string};
  /** The policy that was followed; null where there was none. Earlier versions do not say. */
  readonly policy?: FollowedPolicy | null;
  readonly hosts: readonly HostReport[];
  /** Set when failing recommended checks count too. */
  readonly strict?: true;
  /** What changed since something was saved, under `--diff`. */
  readonly since?: Since;
  readonly exitCode: ExitCode;
}

/** The policy that hosts were judged by. */
export interface FollowedPolicy {
  /** As it was named, or found: `ebpf.yml`, `../ebpf.yml`. */
  readonly file: string;
  /** Groups and patterns of hosts that none of the hosts belongs to: `group builders (ebpf.yml:12:3)`. */
  readonly unmatched?: readonly string[];
}

/** What differs from what was saved of hosts: facts, or a report. */
export interface Since {
  /** What was saved, as it was named. */
  readonly file: string;
  /** Hosts of which both are known. */
  readonly compared: number;
  /** Hosts that differ, those with the same differences together. */
  readonly differing: readonly {readonly hosts: readonly string[]; readonly changes: readonly Change[]}[];
  /** Hosts of which nothing was saved. */
  readonly onlyNow: readonly string[];
  /** Hosts that were saved, and not looked at now. */
  readonly onlyBefore: readonly string[];
}

/** What a check said, and says; one that was not looked at is missing. */
export interface Change {
  readonly id: string;
  readonly title: string;
  readonly before?: Pick<Finding, 'verdict' | 'severity' | 'found'>;
  readonly now?: Pick<Finding, 'verdict' | 'severity' | 'found'>;
}

/** What was found on one host. */
export interface HostReport {
  readonly host: string;
  readonly reachable: boolean;
  /** Why the host could not be looked at. */
  readonly error?: string;
  /** When the facts were read, by the host's clock: `2026-11-23T06:15:00Z`. */
  readonly time?: string;
  /** What the host belongs to, by the policy or the inventory. */
  readonly groups?: readonly string[];
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
  readonly profiles: Readonly<Record<string, Readiness>>;
  /** Those of the profiles that are compiled programs, with their files. */
  readonly objects?: Readonly<Record<string, string>>;
  /** Set where something required holds only with sudo. */
  readonly withSudo?: true;
  readonly findings: readonly Finding[];
}

/** A check's outcome with the weight that the chosen profiles give it. */
export interface Finding extends Outcome {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly severity: Severity;
  readonly why: string;
  /** Set where it holds with sudo, and not for the user alone. */
  readonly withSudo?: true;
  /** Id of the failing check that explains this one: fix that first. */
  readonly because?: string;
  /** What probably kept an unknown check from looking, by the words of the tool or the kernel. */
  readonly cause?: ProbableCause;
  /** Where the catalogue explains the check. */
  readonly docs: string;
  /** Who asks for it: `profile libbpf`, `--require`, `ebpf.yml:7:5`. */
  readonly origin?: readonly string[];
  /** Profiles that stand or fall with it. */
  readonly decides?: readonly string[];
  /** Set when it is excluded from the verdict; its severity is then `info`. */
  readonly ignored?: Ignored;
}

/** As `ebpf explain` names it. */
export interface ProbableCause {
  /** A label of docs/causes.md. */
  readonly cause: string;
  readonly title: string;
  /** 0 to 1; docs/explain.md says what such a number is worth. */
  readonly confidence: number;
  /** A command whose output would settle it. */
  readonly decide: string;
}

/** Why a finding does not count. */
export interface Ignored {
  readonly reason: string;
  /** The last day on which it is ignored: `2027-01-31`. */
  readonly until?: string;
  /** Who says so: `--ignore`, `ebpf.yml:12:5`, the baseline's file. */
  readonly origin: string;
}
