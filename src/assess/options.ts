import type {Profile} from '../profiles/profile.ts';
import type {AskedChecks} from './asked.ts';
import type {JudgedObject} from './programs/judged.ts';
import type {Rules} from './rules.ts';

/** By what a host is judged. */
export interface AssessOptions extends AskedChecks {
  readonly profiles: readonly Profile[];
  /** What a policy says of this host. */
  readonly rules?: Rules;
  /** Compiled programs that it is to run; the profiles hold those of theirs. */
  readonly programs?: readonly JudgedObject[];
}

/** How a host of this name is judged. */
export type Judge = (host: string) => AssessOptions;
