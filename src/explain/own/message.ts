import {advise, type Remedy} from '../../remedies/remedy.ts';
import type {RankedCause} from '../diagnosis.ts';

const shown = 3;

/** What failed, before what was found well. */
const failed =
  /^ {0,2}(?:[✖x]|FAIL) |^[\w-]+ is (?:not ready|unknown)\b|^(?:Not ready|Unknown) for |^What setup can't|^Needs manual action on /;
const ready = /^(?:[\w-]+ is ready\b|Ready for )/;

/** The answer to what ebpf itself has said: no tool's failure is to be read from it, and it tells what to do. */
export const ownMessage = (own: readonly string[]): RankedCause => {
  const worst = own.filter((line) => failed.test(line));
  return {
    title: 'A message of ebpf itself',
    confidence: 0,
    matched: (worst.length > 0 ? worst : own).slice(0, shown).map((line) => line.trim()),
    why: 'ebpf said this, and beside it there is nothing that another tool said and that is known.',
    remedy: remedyIn(own),
    decide: 'ebpf doctor',
  };
};

/** It ends with what to do, or with the verdict of a report, below whose checks it stands. */
const remedyIn = (own: readonly string[]): Remedy => {
  const last = (own.findLast((line) => ready.test(line) || failed.test(line)) ?? own.at(-1) ?? '')
    .trim()
    .replace(/^(?:error|hint): /, '');
  if (ready.test(last)) return advise('Nothing is to be done: it says that the host is ready.');
  if (failed.test(last)) return advise('Do what it says of each check that fails; "ebpf setup" does most of it.');
  return advise(
    own.length > 1 ? last : 'Run the same ebpf command again: what to do stands in the lines below this one.',
  );
};
