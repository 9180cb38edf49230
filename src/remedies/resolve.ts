import {hasApt} from '../checks/apt/apt.ts';
import type {Remedy} from '../checks/check.ts';
import type {Facts} from '../facts/facts.ts';
import {aptInstall, likelyPackages} from './apt.ts';

/** Fills in the commands of a remedy that names needs, with this host's own package manager and names. */
export const resolveRemedy = (remedy: Remedy, facts: Facts): Remedy => {
  if (!remedy.needs || remedy.needs.length === 0) return remedy;
  if (!hasApt(facts))
    return {...remedy, text: `${remedy.text} This host does not use apt: use its own package manager.`};
  return {...remedy, commands: [aptInstall(likelyPackages(remedy.needs, facts))]};
};
