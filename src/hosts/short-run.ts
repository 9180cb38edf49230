import {setFlagsFromString} from 'node:v8';

/**
 * For commands that work hard and end within seconds, of which V8 expects that they go on for hours: copies of small functions in large ones, and room
 * for ever more of what is new, take longer than they save. Each flag is asked anew whenever it counts, so that it may change in a run; those of the
 * collector's threads may not.
 */
export const forShortRun = (): void => setFlagsFromString('--no-turbo-inlining --semi-space-growth-factor=1');
