import type {Profile, Severity} from './profile.ts';

const weights = ['required', 'recommended', 'info'] as const satisfies readonly Severity[];

/** How much a check matters to any of the profiles: the heaviest counts. Undefined when none of them asks for it. */
export const severityOf = (id: string, profiles: readonly Profile[]): Severity | undefined =>
  weights.find((weight) => profiles.some((profile) => profile[weight].includes(id)));
