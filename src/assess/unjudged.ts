import {shortLine} from '../hosts/clean.ts';
import type {Profile} from '../profiles/profile.ts';
import type {HostReport} from './report.ts';

/** The report of a host whose facts no check could be asked about: nothing is known of it. */
export const unjudgedReport = (host: string, error: unknown, profiles: readonly Profile[]): HostReport => ({
  host,
  reachable: true,
  os: '',
  kernel: '',
  arch: '',
  profiles: Object.fromEntries(profiles.map(({name}) => [name, 'unknown'])),
  findings: [
    {
      id: 'host.facts',
      title: 'Facts',
      group: 'host',
      verdict: 'unknown',
      severity: 'required',
      found: 'they could not be judged',
      expected: 'facts that fit together',
      source: 'file',
      evidence: [shortLine(String(error), 1000)],
      why: 'The facts of this host are not like those of any host that is known, or ebpf has an internal error.',
      docs: 'docs/checks.md',
      decides: profiles.map(({name}) => name),
    },
  ],
});
