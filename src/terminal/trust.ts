import {setTimeout as sleep} from 'node:timers/promises';
import type {UnknownKey} from '../hosts/ask.ts';
import {cleanLine} from '../hosts/clean.ts';
import {largest} from '../hosts/largest.ts';

/** How the user is told and asked. */
export interface KeyDialogue {
  /** Has the work done when the screen is free. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  readonly say: (text: string) => void;
  readonly confirm: (question: string) => Promise<boolean>;
  /** Milliseconds without a further key after which those that came are asked about; none where there is one host. */
  readonly quiet: number;
}

/** Asks about unknown keys: those that come while others are waited for, or asked about, are shown in one list with one answer for all. */
export const trustKeys = ({inTurn, say, confirm, quiet}: KeyDialogue): ((key: UnknownKey) => Promise<boolean>) => {
  let waiting: {readonly key: UnknownKey; readonly answer: (yes: boolean) => void}[] = [];
  const question = async (): Promise<void> => {
    // Hosts of a fleet come one after the other.
    for (let count = 0, rounds = 0; count < waiting.length && rounds < mostRounds; rounds++) {
      count = waiting.length;
      await sleep(quiet);
    }
    const asked = waiting;
    waiting = [];
    if (asked.length > 1) say(listOf(asked.map(({key}) => key)));
    const all = asked.length > 1 && (await confirm('Connect to all of them, and remember their keys?'));
    if (asked.length > 1 && !all) say('Then one by one; Ctrl-C ends the run.');
    for (const {key, answer} of asked) answer(all || (await confirm(about(key))));
  };
  return (key) => {
    const answered = new Promise<boolean>((answer) => {
      waiting.push({key, answer});
    });
    if (waiting.length === 1) void inTurn(question);
    return answered;
  };
};

/** Rounds of waiting, also where one host after the other comes. */
const mostRounds = 20;

const about = ({name, type, fingerprint}: UnknownKey): string =>
  `The host ${name} is not known. Its ${type} key is ${fingerprint}. Connect, and remember the key?`;

const listOf = (keys: readonly UnknownKey[]): string => {
  const wide = largest(keys.map(({name}) => name.length));
  return [
    `${keys.length} hosts are not known. Their keys:`,
    ...keys.map(({name, type, fingerprint}) => `  ${cleanLine(`${name.padEnd(wide)}  ${type}  ${fingerprint}`)}`),
  ].join('\n');
};
