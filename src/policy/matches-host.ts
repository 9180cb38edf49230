import {matchesGlob} from '../hosts/glob.ts';

/** Whether a pattern of a policy means a host, which is known by its name with and without user and port. */
export const matchesHost = (pattern: string, host: string): boolean => {
  const plain = host
    .replace(/^ssh:\/\//, '')
    // What a file's list of hosts says stands after a slash: there it is no user's name.
    .replace(/^[^@/]*@/, '')
    .replace(/:\d+$/, '');
  return matchesGlob(host, pattern) || matchesGlob(plain, pattern);
};
