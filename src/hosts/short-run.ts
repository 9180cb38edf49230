import {setFlagsFromString} from 'node:v8';

/**
 * For commands that work hard and end within seconds, of which V8 expects that they go on for hours: copies of small functions in large ones, and room
 * for ever more of what is new, take longer than they save. Each flag is asked anew whenever it counts, so that it may change in a run; those of the
 * collector's threads may not.
 */
export const forShortRun = (): void => setFlagsFromString('--no-turbo-inlining --semi-space-growth-factor=1');

/** Hosts beyond which all that V8 optimises is worth it: a thousand took some hundredths longer without. */
const few = 500;

/** How much later V8 optimises what is called often: ten times its default, by the name that its versions have for that. */
const later: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=700000',
  12: '--invocation-count-for-turbofan=30000',
  13: '--invocation-count-for-turbofan=30000',
};

/**
 * The same for a look at so many hosts: most of what is called for a host is called some hundred times, and V8 optimises it when the last ones are due. A
 * hundred hosts take a tenth less processor time without.
 */
export const forHosts = (count: number): void => {
  if (count > 1 && count <= few) setFlagsFromString(flagsForHosts());
};

/** For a version of V8 that is not known, what all have. */
export const flagsForHosts = ([version = ''] = process.versions.v8.split('.')): string =>
  ['--no-turbo-inlining', ...(later[version] ? [later[version]] : [])].join(' ');
