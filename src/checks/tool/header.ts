import type {Facts} from '../../facts/facts.ts';
import {include} from '../../facts/toolchain.ts';
import {install, type Need} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass, unseen} from '../check.ts';

/** The outcome of wanting a header file, such as `openssl/ssl.h`, of whatever version. */
export const wantHeader = (facts: Facts, expected: string, need: Need): Outcome => {
  const file = include(facts, expected);
  if (file.state === 'unreadable') return unseen(expected, file, {expected});
  return file.state === 'known'
    ? pass('installed', {evidence: [file.value], expected})
    : fail('not installed', {evidence: [`no ${expected}`], expected, remedy: install(need)});
};
