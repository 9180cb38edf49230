import type {NamedObject} from '../assess/programs/objects.ts';
import type {FollowedPolicy} from '../assess/report.ts';
import type {Rules} from '../assess/rules.ts';

/** A policy that was read, and makes sense. */
export interface Followed {
  /** As it was named; `stdin` for `-`. */
  readonly file: string;
  /** What it extends, and then itself. */
  readonly files: readonly string[];
  /** All that it wants programs of to run, on any host. */
  readonly programs: readonly NamedObject[];
  /** What it says of a host. */
  readonly rulesOf: (host: string) => HostRules;
  /** What a report of these hosts says of it. */
  readonly toldOf: (hosts: readonly string[]) => FollowedPolicy;
}

/** What a policy says of a host, and the profiles that it names for it. */
export interface HostRules extends Rules {
  readonly profiles: readonly string[];
}
