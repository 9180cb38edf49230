import {flush, run} from '@oclif/core';

/** Leaves a command to oclif. `root` is the folder that holds the built commands and their manifest. */
export const runCommand = async (argv: string[], root: string): Promise<void> => {
  // No plugins: nothing of the user's home is read to start.
  await run(argv, {root, devPlugins: false, userPlugins: false, jitPlugins: false});
  await flush();
};
