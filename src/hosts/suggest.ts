import {distance} from 'fastest-levenshtein';

/** The known name that a mistyped one was probably meant to be; undefined when none is near. */
export const suggest = (wrong: string, names: readonly string[]): string | undefined => {
  const [best] = names.map((name) => ({name, away: distance(wrong, name)})).toSorted((a, b) => a.away - b.away);
  return best && best.away <= Math.max(2, Math.floor(wrong.length / 3)) ? best.name : undefined;
};
