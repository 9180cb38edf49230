import {withoutCommands} from '../hosts/clean.ts';
import {type Failure, failureLines} from '../hosts/failure.ts';
import type {Profile} from '../profiles/profile.ts';
import type {HostReport} from './report.ts';

/** The report of a host that could not be looked at: nothing is known of it, so it neither passes nor fails. */
export const unreachableReport = (host: string, failure: Failure, profiles: readonly Profile[] = []): HostReport => ({
  host,
  reachable: false,
  error: withoutCommands(failureLines(failure)),
  os: '',
  kernel: '',
  arch: '',
  profiles: Object.fromEntries(profiles.map(({name}) => [name, 'unknown'])),
  findings: [],
});
