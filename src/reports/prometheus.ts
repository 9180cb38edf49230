import {stateOf, states} from '../assess/headline.ts';
import type {Report} from '../assess/report.ts';
import {readyWithSudo} from '../assess/with-sudo.ts';
import type {Style} from '../terminal/style.ts';
import type {Format} from './format.ts';
import {policyOf} from './judged-by.ts';

/** Hosts of which each check is a series of its own; of more there are counts, for a Prometheus has to keep every series. */
const few = 100;

/**
 * For the textfile collector of node_exporter. Labels never change with the verdict or the version, so an alert is one line:
 * `ebpf_check_verdict{severity="required"} == 1`; integrations/prometheus has rules and a dashboard.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export const prometheus = (report: Report, {every = false}: Pick<Style, 'every'> = {}): string => {
  const {hosts, exitCode, tool} = report;
  const policy = policyOf(report);
  const metrics: readonly Metric[] = [
    {
      name: 'ebpf_exit_code',
      help: 'Exit code of ebpf doctor: 0 ready, 1 not ready, 2 usage, 3 unknown, 4 recommended checks fail.',
      samples: [[{}, exitCode]],
    },
    {
      name: 'ebpf_build_info',
      help: 'The version of ebpf that looked; always 1.',
      samples: [[{version: tool.version}, 1]],
    },
    {
      name: 'ebpf_hosts',
      help: 'How many hosts are in a state.',
      samples: states.map((state) => [{state}, hosts.filter((host) => stateOf(host, report.strict) === state).length]),
    },
    {
      name: 'ebpf_policy_info',
      help: 'The policy that was followed, or none; always 1.',
      samples: policy === undefined ? [] : [[{policy}, 1]],
    },
    {
      name: 'ebpf_policy_unmatched',
      help: 'Groups and patterns of the policy that none of the hosts belongs to.',
      samples: policy === undefined ? [] : [[{}, report.policy?.unmatched?.length ?? 0]],
    },
    {
      name: 'ebpf_host_reachable',
      help: 'Whether the host could be looked at.',
      samples: hosts.map(({host, reachable}) => [{host}, Number(reachable)]),
    },
    {
      name: 'ebpf_host_probed_timestamp_seconds',
      help: 'When the host was looked at, by its own clock, in seconds since 1970.',
      samples: hosts.flatMap(({host, time}): Sample[] => {
        const seconds = Date.parse(time ?? '') / 1000;
        return Number.isFinite(seconds) ? [[{host}, seconds]] : [];
      }),
    },
    {
      name: 'ebpf_host_info',
      help: 'What the host runs; always 1.',
      samples: hosts.map(({host, os, kernel, arch}) => [{host, os, kernel, arch}, 1]),
    },
    {
      name: 'ebpf_profile_readiness',
      help: 'Whether the host is ready for a profile: 0 ready, 1 not ready, 2 unknown.',
      samples: hosts.flatMap(({host, profiles}) =>
        Object.entries(profiles).map(([profile, state]): Sample => [{host, profile}, readiness[state]]),
      ),
    },
    {
      name: 'ebpf_profile_with_sudo',
      help: 'Whether the host is ready for a profile only with what sudo gives the user who looked: 0 no, 1 yes.',
      samples: hosts.flatMap((host) =>
        Object.keys(host.profiles).map(
          (profile): Sample => [{host: host.host, profile}, Number(readyWithSudo(host, profile))],
        ),
      ),
    },
    {
      name: 'ebpf_check_hosts',
      help: 'On how many hosts a check says what.',
      samples: countChecks(report),
    },
    {
      name: 'ebpf_check_verdict',
      help: 'What a check says: 0 pass, 1 fail, 2 unknown, 3 skip.',
      samples: (every || hosts.length <= few ? hosts : []).flatMap(({host, findings}) =>
        findings.map(({id, severity, verdict}): Sample => [{host, check: id, severity}, verdicts[verdict]]),
      ),
    },
  ];
  return metrics
    .filter(({samples}) => samples.length > 0)
    .map(metricText)
    .join('');
};

const countChecks = ({hosts}: Report): Sample[] => {
  const counts = new Map<string, {readonly labels: Sample[0]; count: number}>();
  for (const {id, severity, verdict} of hosts.flatMap(({findings}) => findings)) {
    const key = `${id} ${severity} ${verdict}`;
    const known = counts.get(key) ?? {labels: {check: id, severity, verdict}, count: 0};
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()].map(({labels, count}) => [labels, count]);
};

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const readiness = {ready: 0, 'not-ready': 1, unknown: 2} as const;

const verdicts = {pass: 0, fail: 1, unknown: 2, skip: 3} as const;

const metricText = ({name, help, samples}: Metric): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}`),
    '',
  ].join('\n');

const labelText = (labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
};

const escapeLabel = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

export default {
  readers: "node_exporter's textfile collector",
  write: prometheus,
} satisfies Format;
