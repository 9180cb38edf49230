import {exitCodeOf} from './exit-code.ts';
import type {HostReport, Report} from './report.ts';

/** What a host is, in the order in which it is told: the worst first. */
export const states = ['not ready', 'unknown', 'not reached', 'recommended checks fail', 'ready'] as const;

/** One of {@link states}. */
export type State = (typeof states)[number];

/** What a host is by what counts: what a baseline excuses does not. */
export const stateOf = (host: HostReport, strict = false): State => {
  if (!host.reachable) return 'not reached';
  switch (exitCodeOf(host, strict)) {
    case 0:
      return 'ready';
    case 3:
      return 'unknown';
    case 4:
      return 'recommended checks fail';
    default:
      return 'not ready';
  }
};

/** How many hosts there are of each state, worst first, without those of which there is none. */
export const countStates = ({hosts, strict}: Report): readonly (readonly [State, number])[] => {
  const all = hosts.map((host) => stateOf(host, strict));
  return states
    .map((state) => [state, all.filter((each) => each === state).length] as const)
    .filter(([, count]) => count > 0);
};

/** The report in one sentence: `14 of 16 hosts are not ready`. */
export const headline = (report: Report): string => {
  const {hosts, strict} = report;
  const [only] = hosts;
  if (only && hosts.length === 1) {
    const state = stateOf(only, strict);
    if (state === 'not reached') return `${only.host} was not reached`;
    return state === 'recommended checks fail' ? `${only.host}: ${state}` : `${only.host} is ${state}`;
  }
  const left = hosts.filter((host) => stateOf(host, strict) !== 'ready').length;
  if (left === 0) return `All ${hosts.length} hosts are ready`;
  return `${left} of ${hosts.length} hosts ${left === 1 ? 'is' : 'are'} not ready`;
};
