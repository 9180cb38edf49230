import type {Rules} from '../assess/rules.ts';
import {readPolicy} from './policy.ts';
import {rulesFor} from './rules-for.ts';

/** Reads a policy and tells what it says of each host. Import this file where there is a policy: it loads the YAML parser. */
export const followPolicy = async (
  file: string,
): Promise<(host: string) => Rules & {readonly profiles: readonly string[]}> => {
  const policy = await readPolicy(file);
  return (host) => rulesFor(policy, host);
};
