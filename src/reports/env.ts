import {countStates} from '../assess/headline.ts';
import type {HostReport, Report} from '../assess/report.ts';
import {isInTheWay} from '../assess/standing.ts';
import type {Style} from '../terminal/style.ts';
import type {Format} from './format.ts';
import {policyOf} from './judged-by.ts';

/**
 * KEY=value lines for later steps: `. FILE` in a shell, $GITHUB_ENV, `docker --env-file`, a dotenv report of GitLab. These disagree on quoting, so
 * values keep only characters that none of them treats specially. Short, as GitLab takes 20 variables and 5 kB by default
 * (https://docs.gitlab.com/administration/instance_limits/#limit-dotenv-variables); with `every` a line for each check, those of several
 * hosts numbered: EBPF_2_BTF_VMLINUX.
 */
export const env = (report: Report, {every}: Pick<Style, 'every'> = {}): string => {
  const {hosts, exitCode} = report;
  const policy = policyOf(report);
  return [
    `EBPF_EXIT_CODE=${exitCode}`,
    `EBPF_READY=${exitCode === 0}`,
    `EBPF_HOSTS=${hosts.length}`,
    ...(policy === undefined ? [] : [`EBPF_POLICY=${word(policy).slice(0, most.characters)}`]),
    ...(every ? everyCheck(report) : inShort(report)),
    '',
  ].join('\n');
};

/** What a short one holds at most. */
const most = {profiles: 8, characters: 500};

const inShort = (report: Report): string[] => {
  const {hosts} = report;
  const [only] = hosts;
  if (!only || hosts.length > 1)
    return countStates(report).map(([state, count]) => `EBPF_HOSTS_${key(state)}=${count}`);
  const profiles = Object.entries(only.profiles).toSorted(
    ([, a], [, b]) => Number(a === 'ready') - Number(b === 'ready'),
  );
  const failing = only.findings.filter((finding) => isInTheWay(finding, report));
  return lines('EBPF', {
    ...about(only),
    ...states(profiles.slice(0, most.profiles)),
    IN_THE_WAY: failing.map(({id}) => id).join(','),
  }).map((line) => line.slice(0, most.characters));
};

const everyCheck = ({hosts}: Report): string[] =>
  hosts.flatMap((host, index) =>
    lines(hosts.length === 1 ? 'EBPF' : `EBPF_${index + 1}`, {
      ...about(host),
      ...states(Object.entries(host.profiles)),
      ...Object.fromEntries(host.findings.map(({id, verdict}) => [id, verdict])),
    }),
  );

const about = ({host, reachable, kernel, arch, withSudo}: HostReport): Record<string, string> => ({
  HOST: host,
  REACHABLE: String(reachable),
  KERNEL: kernel,
  ARCH: arch,
  ...(withSudo && {WITH_SUDO: 'true'}),
});

const states = (profiles: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(profiles.map(([name, readiness]) => [`PROFILE_${name}`, readiness]));

const lines = (prefix: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).map(([name, value]) => `${prefix}_${key(name)}=${word(value)}`);

const word = (text: string): string => text.replace(/[^\w.,+:/@-]/g, '_');

const key = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '_');

export default {
  readers:
    'later steps: `EBPF_READY=true`, `EBPF_PROFILE_LIBBPF=ready`, `EBPF_IN_THE_WAY=btf.vmlinux,tool.clang`; at most 20 lines. With `--verbose` a line for each check: `EBPF_BTF_VMLINUX=pass`',
  write: env,
} satisfies Format;
