// Written by `npm run docs` from the profiles in this folder.

/** Checks that no profile names: each tells of them. */
export const told: readonly string[] = [];
