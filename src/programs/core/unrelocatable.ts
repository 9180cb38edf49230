/** A relocation that a loader refuses, and the whole object with it, whether the instruction is reached or not. */
export class Unrelocatable extends Error {}
