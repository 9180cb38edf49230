import {type Ask, whileAsking} from '../hosts/ask.ts';
import {clean} from '../hosts/clean.ts';
import {trustKeys} from './trust.ts';

/** Called around a question, so that what is drawn on the screen makes way for it. */
export interface Interlude {
  readonly before: () => void;
  readonly after: () => void;
}

/** Milliseconds. */
const quiet = 1000;

/** Asks on the terminal, one question at a time, about unknown keys of `several` hosts together. Undefined where there is none to ask on. */
export function terminalAsk(
  several: boolean,
  {before, after}: Interlude = {before: () => {}, after: () => {}},
): Ask | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(question: () => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      before();
      try {
        return await whileAsking(question);
      } finally {
        after();
      }
    });
    last = mine.catch(() => {});
    return mine;
  };
  const context = {output: process.stderr};
  let left = false;
  // Ctrl-C at a question is meant for the run: nothing more is asked.
  const given = <T>(answer: Promise<T>): Promise<T | undefined> =>
    answer.catch((error: Error) => {
      if (error.name === 'ExitPromptError' && !left) process.kill(process.pid, 'SIGINT');
      left ||= error.name === 'ExitPromptError';
      return undefined;
    });
  return {
    trust: trustKeys({
      inTurn,
      quiet: several ? quiet : 0,
      say: (text) => left || process.stderr.write(`${text}\n`),
      confirm: async (question) => {
        const {default: confirm} = await import('@inquirer/confirm');
        return left ? false : ((await given(confirm({message: clean(question), default: false}, context))) ?? false);
      },
    }),
    secret: (question) =>
      inTurn(async () => {
        const {default: password} = await import('@inquirer/password');
        return left ? undefined : given(password({message: clean(question)}, context));
      }),
  };
}
