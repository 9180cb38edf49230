import type {Check} from '../checks/check.ts';
import type {NamedObject} from './programs/objects.ts';
import type {Ignored} from './report.ts';

/** What a policy says of one host. */
export interface Rules {
  /** Groups of the policy that the host belongs to. */
  readonly groups: readonly string[];
  readonly required: readonly RequiredRule[];
  readonly ignored: readonly IgnoredRule[];
  /** Checks that the policy brings along: version ranges. They are required. */
  readonly checks: readonly OwnCheck[];
  /** Objects that the policy wants programs of to run. */
  readonly programs: readonly NamedObject[];
  /** Where each profile is asked for, by its name. */
  readonly profileOrigins: Readonly<Record<string, string>>;
}

/** A check that a policy requires, and where it says so. */
export interface RequiredRule {
  readonly check: string;
  /** `ebpf.yml:7:5`. */
  readonly origin: string;
}

/** A check that a policy lets not count. */
export interface IgnoredRule extends Ignored {
  readonly check: string;
}

/** A check that a policy brings along, and where it asks for it. */
export interface OwnCheck extends Check {
  readonly origin: readonly string[];
}
