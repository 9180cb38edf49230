import {setFlagsFromString} from 'node:v8';

/**
 * For commands that work hard and end within seconds, of which V8 expects that they go on for hours: copies of small functions in large ones, and room
 * for ever more of what is new, take longer than they save. Each flag is asked anew whenever it counts, so that it may change in a run; those of the
 * collector's threads may not.
 */
export const forShortRun = (): void => setFlagsFromString('--no-turbo-inlining --semi-space-growth-factor=1');

/** Hosts beyond which what V8 optimises is worth it: a thousand took some hundredths longer without. */
const few = 500;

/**
 * For a look at so many hosts: most of what is called for a host is called some hundred times, and V8 would optimise it when the last ones are due, and
 * mark in steps what lives longer than the run. A hundred hosts take a tenth less processor time without, and two thirds of the memory.
 */
export const flagsForHosts = '--no-opt --no-incremental-marking --semi-space-growth-factor=1';

/** Sets {@link flagsForHosts} where it is many hosts, and not too many. */
export const forHosts = (count: number): void => {
  if (count > 1 && count <= few) setFlagsFromString(flagsForHosts);
};
