import type {AssessOptions, Judge} from '../assess/assess.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import {findPolicy} from './find.ts';
import type {Followed, HostRules} from './followed.ts';

/** What the command line asks for: names of profiles, none for those of the policy, and checks. */
export interface Asked extends Omit<AssessOptions, 'profiles' | 'rules'> {
  readonly profiles: readonly string[];
}

/** Reads the policy of that name, or the one of the working directory; undefined where there is none. */
export const loadPolicy = async (file = findPolicy()): Promise<Followed | undefined> =>
  file === undefined ? undefined : (await import('./follow.ts')).followPolicy(file);

/**
 * Judges by the command line and, where there is one, by a policy: profiles of the command line stand in place of the policy's, checks
 * that it requires or ignores come on top.
 */
export const judgeBy = ({profiles, ...asked}: Asked, policy: Followed | undefined): Judge => {
  const plain = {...asked, profiles: chooseProfiles(profiles)};
  if (!policy) return () => plain;
  return (host) => {
    const rules = policy.rulesOf(host);
    const all = {...plain, ...(profiles.length === 0 && {profiles: chooseProfiles(rules.profiles)}), rules};
    if (profiles.length === 0 && demandsNothing(all)) throw noDemand(host, policy);
    return all;
  };
};

/** Whether no check could make the host fail. */
const demandsNothing = ({profiles, only = [], require = [], rules}: AssessOptions & {readonly rules: HostRules}) => {
  const excused = new Set(rules.ignored.map(({check}) => check));
  const demanded = [...profiles.flatMap(({required}) => required), ...rules.required.map(({check}) => check)];
  return only.length + require.length + rules.checks.length === 0 && demanded.every((check) => excused.has(check));
};

const noDemand = (host: string, {file}: Followed): Failure =>
  new Failure({
    what: `The policy ${file} demands nothing of ${host}.`,
    why: 'Its profiles require no check, or every one that they require is ignored: the host would be ready whatever it is like.',
    todo: 'Name a profile that requires something, require a check, or name what to look at with --for.',
    exitCode: exitCodes.usage,
  });
