import {failureLines} from '../hosts/failure.ts';
import {tracedText} from '../reports/traced-text.ts';
import type {FleetHost, FleetResult} from './fleet.ts';
import {countsOf, named, sayOnce} from './say-once.ts';

/** What a person is told of hosts beside their results, by host. */
export interface Besides {
  /** What was said of it: of a dry run, the plan in words. */
  readonly said: ReadonlyMap<string, readonly string[]>;
  /** Where what was done is written down, for those that failed. */
  readonly logs: ReadonlyMap<string, string>;
}

/** Many hosts as a person reads them: what is the same for several is said once, and then how many came to what end. */
export const fleetTexts = ({hosts}: FleetResult, besides: Besides): readonly string[] => {
  const planned = new Set(hosts.filter(({plan}) => plan).map(({host}) => host));
  return [
    ...sayOnce(hosts.map((host) => ({host: host.host, text: textOf(host, besides)}))).map(
      ({hosts: of, names, text}) => {
        // A plan of one host names it itself.
        const head = !planned.has(of[0] ?? '') ? `${names}: ` : of.length > 1 ? `${names}:\n` : '';
        return [`${head}${text}`, ...logsOf(of, besides.logs)].join('\n  ');
      },
    ),
    countsOf(hosts.map(endOf)),
  ];
};

/** What is told of a host, after its name. */
const textOf = ({host, plan, setup, error, exitCode}: FleetHost, besides: Besides): string => {
  if (plan) return besides.said.get(host)?.join('\n') ?? '';
  if (error) return failureLines(error).replaceAll('\n', '\n  ');
  if (exitCode !== 0) return `set up, and not ready: ebpf doctor --remote ${host} says why`;
  return `ready, ${setup?.changed ? 'changed' : 'nothing was changed'}, and traced ${tracedText(setup?.hellos ?? [])}`;
};

const logsOf = (hosts: readonly string[], logs: Besides['logs']): readonly string[] => {
  const kept = hosts.flatMap((host) => logs.get(host) ?? []);
  const more = kept.length - named;
  return [
    ...kept.slice(0, named).map((log) => `Log: ${log}`),
    ...(more > 0 ? [`and ${more} more logs beside it`] : []),
  ];
};

/** How it ended for a host, in a word or two. */
export const endOf = ({plan, setup, error, exitCode, begun}: FleetHost): string => {
  if (begun === false) return 'not begun';
  if (plan)
    return plan.manual.length > 0
      ? 'beyond setup'
      : plan.steps.length > 0 || plan.kernel
        ? 'to change'
        : 'as it should be';
  if (error && exitCode === 3) return 'not reached';
  if (error || exitCode !== 0) return 'failed';
  return setup?.changed ? 'changed' : 'unchanged';
};
