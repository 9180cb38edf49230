import type {Check} from '../checks/check.ts';
import type {Severity} from '../profiles/profile.ts';
import {severityOf} from '../profiles/severity.ts';
import type {AssessOptions} from './options.ts';
import type {Ignored} from './report.ts';
import type {OwnCheck, Rules} from './rules.ts';

/** How much a check matters to a host. */
export interface Weight {
  readonly severity: Severity;
  /** Whether it is asked of the user alone, whatever sudo gives. */
  readonly own?: boolean;
  readonly origin: readonly string[];
  readonly ignored?: Ignored;
}

/** How much a check matters, and who says so. Undefined when nobody asks for it. */
export const weigh = (check: Check & Partial<Pick<OwnCheck, 'origin'>>, options: AssessOptions): Weight | undefined => {
  const {profiles, only = [], require = [], ignore = [], rules} = options;
  const {id} = check;
  if (only.length > 0 && !only.includes(id)) return undefined;
  const named = [
    ...(only.includes(id) ? ['named on the command line'] : []),
    ...(require.includes(id) ? ['--require'] : []),
  ];
  const demands = [
    ...named,
    ...(rules?.required ?? []).filter((rule) => rule.check === id).map(({origin}) => origin),
    ...(check.origin ?? []),
  ];
  const wish = severityOf(id, profiles);
  const asking = profiles.filter((profile) => wish && profile[wish].includes(id));
  const origin = [...demands, ...asking.map(({name}) => profileOrigin(name, rules))];
  const ignored = ignore.includes(id)
    ? {reason: 'asked for on the command line', origin: '--ignore'}
    : // Who asks for a check by name is not told that it does not count.
      named.length === 0 && rules?.ignored.find((rule) => rule.check === id);
  if (ignored) {
    const {reason, until, origin: by} = ignored as Ignored;
    return {severity: 'info', origin, ignored: {reason, ...(until !== undefined && {until}), origin: by}};
  }
  const severity = demands.length > 0 ? 'required' : wish;
  // Who asks for the right by name needs it themselves: a service, a CI job without sudo.
  return severity && {severity, origin, own: id === 'priv.effective' && demands.length > 0};
};

const profileOrigin = (name: string, rules: Rules | undefined): string => {
  const place = rules?.profileOrigins[name];
  return place === undefined ? `profile ${name}` : `profile ${name} (${place})`;
};
