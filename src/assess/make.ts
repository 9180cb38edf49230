import {exitCodeOf, worst} from './exit-code.ts';
import type {HostReport, Report} from './report.ts';

/** Puts the hosts together. `strict` lets failing recommended checks count. */
export const makeReport = (hosts: readonly HostReport[], version: string, {strict = false} = {}): Report => ({
  schema: 'ebpf.report/1',
  tool: {name: 'ebpf', version},
  hosts,
  ...(strict && {strict}),
  exitCode: worst(hosts.map((host) => exitCodeOf(host, strict))),
});
