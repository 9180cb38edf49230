/** For a flag that may be given several times, a value each: it leaves what comes after the value to the arguments. */
export const repeatable = {multiple: true, multipleNonGreedy: true} as const;
