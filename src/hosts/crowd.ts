import {availableParallelism, loadavg} from 'node:os';

/** How many times as long as usual what runs here may take: several, where many processes wait for each processor. */
export const crowdFactor = ([load = 0] = loadavg(), processors = availableParallelism()): number =>
  load > 4 * processors ? 4 : 1;
