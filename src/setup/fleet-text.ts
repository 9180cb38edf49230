import {parseDestination} from '../hosts/ssh/destination.ts';
import type {FleetHost, FleetResult} from './fleet.ts';

/** Hosts that are named before the rest is only counted. */
const named = 6;

/** What a person is told of a host beside its result. */
export interface Beside {
  /** The plan of a dry run in words. */
  readonly plan?: string | undefined;
  /** Where what was done is written down, for a host that failed. */
  readonly log?: string | undefined;
}

/** Many hosts as a person reads them: what is the same for several is said once, and then how many came to what end. */
export const fleetTexts = ({hosts}: FleetResult, besides: ReadonlyMap<string, Beside>): readonly string[] => {
  const groups = new Map<string, FleetHost[]>();
  for (const host of hosts) {
    const key = unnamed(textOf(host, besides), host.host);
    groups.set(key, [...(groups.get(key) ?? []), host]);
  }
  return [
    ...[...groups].map(([text, of]) => {
      const [only] = of;
      const told = of.length === 1 && only ? textOf(only, besides) : text;
      const names = list(of.map(({host}) => host));
      // A plan of one host names it itself.
      const head = !only?.plan ? `${names}: ` : of.length > 1 ? `${names}:\n` : '';
      return [`${head}${told}`, ...logsOf(of, besides)].join('\n  ');
    }),
    summary(hosts),
  ];
};

/** What is told of a host, after its name. */
const textOf = ({host, plan, setup, error, exitCode}: FleetHost, besides: ReadonlyMap<string, Beside>): string => {
  if (plan) return besides.get(host)?.plan ?? '';
  if (error) return [error.what, error.why, error.todo].filter(Boolean).join('\n').replaceAll('\n', '\n  ');
  if (exitCode !== 0) return `set up, and not ready: ebpf doctor --remote ${host} says why`;
  return `ready, ${setup?.changed ? 'changed' : 'nothing was changed'}, and traced an execve`;
};

/** A text with HOST in place of the host's own name, by which hosts of one reason know each other. */
const unnamed = (text: string, name: string): string =>
  [name, parseDestination(name).host].reduce((told, word) => withoutWord(told, word), text);

const withoutWord = (text: string, word: string): string => {
  const within = (character: string | undefined) => character !== undefined && /[\w-]/.test(character);
  let told = '';
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
    const end = at + word.length;
    told += text.slice(from, at) + (within(text[at - 1]) || within(text[end]) ? word : 'HOST');
    from = end;
  }
  return told + text.slice(from);
};

const logsOf = (hosts: readonly FleetHost[], besides: ReadonlyMap<string, Beside>): readonly string[] => {
  const logs = hosts.flatMap(({host}) => besides.get(host)?.log ?? []);
  const more = logs.length - named;
  return [
    ...logs.slice(0, named).map((log) => `Log: ${log}`),
    ...(more > 0 ? [`and ${more} more logs beside it`] : []),
  ];
};

const list = (names: readonly string[]): string =>
  names.length > named
    ? `${names.slice(0, named).join(', ')} and ${names.length - named} more (${names.length} hosts)`
    : names.join(', ');

const summary = (hosts: readonly FleetHost[]): string => {
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(endOf(host), (counts.get(endOf(host)) ?? 0) + 1);
  return `${hosts.length} hosts: ${[...counts].map(([end, count]) => `${count} ${end}`).join(', ')}`;
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
