import {existsSync} from 'node:fs';
import type {AssessOptions, Judge} from '../assess/assess.ts';
import {chooseProfiles} from '../profiles/choose.ts';

/** The policy that is followed where none is named. */
const standardPolicy = 'ebpf.yml';

/**
 * Judges by the command line and, where there is one, by a policy: profiles of the command line stand in place of the policy's, checks
 * that it requires or ignores come on top.
 */
export const judgeBy = async (
  {profiles, ...asked}: Omit<AssessOptions, 'profiles'> & {readonly profiles: readonly string[]},
  file = existsSync(standardPolicy) ? standardPolicy : undefined,
): Promise<Judge> => {
  const plain = {...asked, profiles: chooseProfiles(profiles)};
  if (file === undefined) return () => plain;
  const {followPolicy} = await import('./follow.ts');
  const rulesOf = await followPolicy(file);
  return (host) => {
    const rules = rulesOf(host);
    return {...plain, ...(profiles.length === 0 && {profiles: chooseProfiles(rules.profiles)}), rules};
  };
};
