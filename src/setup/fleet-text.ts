import {failureLines} from '../hosts/failure.ts';
import {tracedText} from '../reports/traced-text.ts';
import type {FleetHost, FleetResult} from './fleet.ts';
import {countsOf, named, sayOnce} from './say-once.ts';

/** What a person is told of a host beside its result. */
export interface Beside {
  /** The plan of a dry run in words. */
  readonly plan?: string | undefined;
  /** Where what was done is written down, for a host that failed. */
  readonly log?: string | undefined;
}

/** Many hosts as a person reads them: what is the same for several is said once, and then how many came to what end. */
export const fleetTexts = ({hosts}: FleetResult, besides: ReadonlyMap<string, Beside>): readonly string[] => {
  const planned = new Set(hosts.filter(({plan}) => plan).map(({host}) => host));
  return [
    ...sayOnce(hosts.map((host) => ({host: host.host, text: textOf(host, besides)}))).map(
      ({hosts: of, names, text}) => {
        // A plan of one host names it itself.
        const head = !planned.has(of[0] ?? '') ? `${names}: ` : of.length > 1 ? `${names}:\n` : '';
        return [`${head}${text}`, ...logsOf(of, besides)].join('\n  ');
      },
    ),
    countsOf(hosts.map(endOf)),
  ];
};

/** What is told of a host, after its name. */
const textOf = ({host, plan, setup, error, exitCode}: FleetHost, besides: ReadonlyMap<string, Beside>): string => {
  if (plan) return besides.get(host)?.plan ?? '';
  if (error) return failureLines(error).replaceAll('\n', '\n  ');
  if (exitCode !== 0) return `set up, and not ready: ebpf doctor --remote ${host} says why`;
  return `ready, ${setup?.changed ? 'changed' : 'nothing was changed'}, and traced ${tracedText(setup?.hellos ?? [])}`;
};

const logsOf = (hosts: readonly string[], besides: ReadonlyMap<string, Beside>): readonly string[] => {
  const logs = hosts.flatMap((host) => besides.get(host)?.log ?? []);
  const more = logs.length - named;
  return [
    ...logs.slice(0, named).map((log) => `Log: ${log}`),
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
