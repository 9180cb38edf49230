import type {Facts} from '../../facts/facts.ts';
import {hasApt} from '../../facts/packages.ts';
import {type Outcome, skip, unseen} from '../check.ts';

/** What to say of apt where packages are not apt's, or nobody could look whose they are. Undefined where they are apt's. */
export const withoutApt = (facts: Facts): Outcome | undefined => {
  const {managers} = facts.packages;
  if (managers.state === 'unreadable') return unseen('the package managers', managers);
  return hasApt(facts) ? undefined : skip('no apt here');
};
