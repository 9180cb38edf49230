import type {Followed} from './followed.ts';
import {readPolicy} from './policy.ts';
import {rulesFor} from './rules-for.ts';
import {unmatchedBy} from './unmatched.ts';

/** Reads a policy. Import this file where there is a policy: it loads the YAML parser. Rejects with a Failure that names every mistake. It may also name checks of `programs`. */
export const followPolicy = async (named: string, programs: readonly string[] = []): Promise<Followed> => {
  const policy = await readPolicy(named, new Date(), programs);
  const {file} = policy;
  return {
    file,
    programs: [...new Set(policy.layers.flatMap((layer) => [...layer.programs.values()].flat()))],
    files: policy.layers.map((layer) => layer.file),
    rulesOf: (host) => rulesFor(policy, host),
    toldOf: (hosts) => {
      const unmatched = unmatchedBy(policy, hosts);
      return {file, ...(unmatched.length > 0 && {unmatched})};
    },
  };
};
