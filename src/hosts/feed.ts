import type {Writable} from 'node:stream';
import type {RunOptions} from './host.ts';

/** Sends a command its input, and nothing more. */
export const feed = (
  stdin: Writable,
  {input = '', inputAfter}: {readonly [Key in 'input' | 'inputAfter']?: RunOptions[Key] | undefined},
): void => {
  // What ends early leaves some of it unread.
  stdin.on('error', () => {});
  if (!inputAfter) stdin.end(input);
  else
    inputAfter.then(
      () => stdin.end(input),
      () => stdin.end(),
    );
};
