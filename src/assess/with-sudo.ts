import type {Outcome} from '../checks/check.ts';
import {type Evaluated, evaluateCheck} from '../checks/evaluate.ts';
import type {Facts} from '../facts/facts.ts';
import {rootDidNotLook} from '../facts/sudo.ts';
import type {HostReport} from './report.ts';

/** An outcome, and whether it rests on what sudo gives. */
export type SudoOutcome = Outcome & {readonly withSudo?: true};

/** Judges a check by what is there for the user with sudo, and says where the user alone would not have it. */
export const evaluateWithSudo = (check: Evaluated, own: Facts, lifted: Facts): SudoOutcome => {
  const outcome = evaluateCheck(check, lifted);
  const alone = evaluateCheck(check, own);
  if (!isWell(outcome) || isWell(alone)) return outcome;
  return {
    ...outcome,
    found: `${outcome.found}, with sudo`,
    evidence: [
      ...outcome.evidence,
      `sudo ${rootDidNotLook(lifted) ? 'asks for a password' : 'asks for no password'}; without it: ${alone.found}`,
    ],
    withSudo: true,
  };
};

const isWell = ({verdict}: Outcome): boolean => verdict === 'pass' || verdict === 'skip';

/** Whether a host is ready for a profile only with what sudo gives. */
export const readyWithSudo = ({profiles, findings}: HostReport, name: string): boolean =>
  profiles[name] === 'ready' &&
  findings.some(({withSudo, decides = []}) => withSudo === true && decides.includes(name));

/** What follows a verdict on profiles of which one rests on sudo. */
export const sudoText = (host: HostReport, ...names: readonly string[]): string =>
  names.some((name) => readyWithSudo(host, name)) ? ', with sudo' : '';
