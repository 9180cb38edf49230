import {type AssessOptions, assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import type {HostReport, Report} from '../../src/assess/report.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {savedFacts, savedHosts} from '../saved.ts';

/** Facts of the hosts saved in test/saved/, each under the name of its file. */
export const hosts: readonly Facts[] = savedHosts.map((name) => ({...savedFacts(name), host: name}));

const lostHost: HostReport = {
  host: 'gone.example',
  reachable: false,
  error: 'gone.example did not answer.\nTimed out.',
  os: '',
  kernel: '',
  arch: '',
  profiles: {libbpf: 'unknown'},
  findings: [],
};

/** What doctor would report of some of the saved hosts. */
export const reportOf = (
  facts: readonly Facts[],
  {strict = false, lost = false, ...options}: Partial<AssessOptions> & {strict?: boolean; lost?: boolean} = {},
): Report => {
  const reports = facts.map((one) => assess(one, {profiles: chooseProfiles([]), ...options}));
  return makeReport([...reports, ...(lost ? [lostHost] : [])], '0.1.0', {strict});
};

/** Words that try to be more than words, as a hostile host could send them: markup, commands, directives, new lines. */
export const hostileWords = [
  '</script><script>window.pwned = 1</script>',
  '<img src=x onerror="window.pwned = 1">',
  ']]>&<x a="b">\'',
  '\n::error::forged\n::set-env name=PATH::/tmp',
  '\nnot ok 99 - forged # TODO\nBail out!',
  '1"} 1\nebpf_exit_code 0',
  'A=1\nEBPF_READY=true',
  '| a | **b** <b> @user #1 `c`',
  '\ud800 \u0001 \\ # % , :',
  '{{data}} <!-- data --> $& $1',
];

/** The report with the words wherever a host's words can stand. */
export const withWords = (report: Report, words: string): Report => ({
  ...report,
  hosts: report.hosts.map((host) => ({
    ...host,
    host: `${host.host}${words}`,
    os: words,
    kernel: words,
    arch: words,
    findings: host.findings.map((finding) => ({...finding, found: words, evidence: [words], expected: words})),
  })),
});
