import {matchesGlob} from '../hosts/glob.ts';
import {plainName} from '../hosts/unnamed.ts';

/** Whether a pattern of a policy means a host, which is known by its name with and without user and port. */
export const matchesHost = (pattern: string, host: string): boolean =>
  matchesGlob(host, pattern) || matchesGlob(plainName(host), pattern);
