import {known, valueIfKnown} from './fact.ts';
import type {Facts} from './facts.ts';

/**
 * The facts as they are for this user with sudo; undefined where sudo gives nothing, or the user is root. Where it asks for a password nobody saw
 * what root sees: then only the rights are root's, which are what the bounding set leaves.
 */
export const withSudo = (facts: Facts): Facts | undefined => {
  if (facts.root) return {...facts, ...facts.root, privileges: {...facts.root.privileges, sudo: known('free')}};
  const {privileges} = facts;
  if (!asksForPassword(facts)) return undefined;
  return {...facts, privileges: {...privileges, uid: known(0), capEffective: privileges.capBounding}};
};

/** Whether these are facts of {@link withSudo} that hold what root may do, but not what root would see. */
export const rootDidNotLook = (facts: Facts): boolean => isRoot(facts) && asksForPassword(facts);

/** Whether these are facts of root, or of what sudo gives. */
export const isRoot = ({privileges: {uid}}: Facts): boolean => valueIfKnown(uid) === 0;

const asksForPassword = ({privileges: {sudo}}: Facts): boolean => sudo?.state === 'known' && sudo.value === 'password';
