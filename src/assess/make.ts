import {exitCodes, Failure} from '../hosts/failure.ts';
import {exitCodeOf, worst} from './exit-code.ts';
import type {FollowedPolicy, HostReport, Report} from './report.ts';

/** How hosts are put together. */
export interface MakeOptions {
  /** Lets failing recommended checks count. */
  readonly strict?: boolean | undefined;
  /** The policy that was followed, if any. */
  readonly policy?: FollowedPolicy | undefined;
}

/** Puts the hosts together. @throws Failure where there is none: a report of nothing would be green. */
export const makeReport = (
  hosts: readonly HostReport[],
  version: string,
  {strict = false, policy}: MakeOptions = {},
): Report => {
  if (hosts.length === 0) throw new Failure({what: 'There is no host to judge.', exitCode: exitCodes.usage});
  return {
    schema: 'ebpf.report/1',
    tool: {name: 'ebpf', version},
    policy: policy ?? null,
    hosts,
    ...(strict && {strict}),
    exitCode: worst(hosts.map((host) => exitCodeOf(host, strict))),
  };
};
