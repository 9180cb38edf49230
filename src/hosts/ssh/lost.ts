import {cleanLine} from '../clean.ts';
import {Failure} from '../failure.ts';

/** A connection that stood and is gone: to which host, in whose words, and how to reach it by hand. */
export const lostFailure = (host: string, why: string, byHand: string): Failure =>
  new Failure({
    what: `The connection to ${host} was lost`,
    why: cleanLine(why),
    todo: `Run the same again. ${byHand}`,
    link: 'lost',
  });
