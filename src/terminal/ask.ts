import type {Ask} from '../hosts/ask.ts';
import {clean} from '../hosts/clean.ts';

/** Called around a question, so that what is drawn on the screen makes way for it. */
export interface Interlude {
  readonly before: () => void;
  readonly after: () => void;
}

/** Asks on the terminal, one question at a time. Undefined where there is none to ask on. */
export function terminalAsk({before, after}: Interlude = {before: () => {}, after: () => {}}): Ask | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(question: () => Promise<T>): Promise<T> => {
    const mine = last.then(async () => {
      before();
      try {
        return await question();
      } finally {
        after();
      }
    });
    last = mine.catch(() => {});
    return mine;
  };
  const context = {output: process.stderr};
  return {
    confirm: (question) =>
      inTurn(async () => {
        const {default: confirm} = await import('@inquirer/confirm');
        return confirm({message: clean(question), default: false}, context).catch(() => false);
      }),
    secret: (question) =>
      inTurn(async () => {
        const {default: password} = await import('@inquirer/password');
        return password({message: clean(question)}, context).catch(() => undefined);
      }),
  };
}
