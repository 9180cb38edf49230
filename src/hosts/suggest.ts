import {distance} from 'fastest-levenshtein';

/** The known name that a mistyped one was probably meant to be; undefined when none is near. */
export const suggest = (wrong: string, names: readonly string[]): string | undefined => {
  const [best] = names
    .map((name) => ({name, away: distance(wrong, name), swapped: sameLetters(wrong, name)}))
    .toSorted((a, b) => a.away - b.away || Number(b.swapped) - Number(a.swapped));
  if (!best) return undefined;
  // Two letters of four are another word, yaml and html, unless they only changed places: atuo.
  const near = wrong.length < 5 && !best.swapped ? 1 : Math.max(2, Math.floor(wrong.length / 3));
  return best.away <= near ? best.name : undefined;
};

const sameLetters = (one: string, other: string): boolean => [...one].sort().join('') === [...other].sort().join('');

/** Fewer letters are a part of too many names. */
const shortest = 3;

/** What a name that there is not may have been meant to be, at most five, nearest first: one that is near, else those that it is a part of. */
export const candidates = (wrong: string, names: readonly string[]): readonly string[] => {
  const near = suggest(wrong, names);
  if (near !== undefined) return [near];
  const parts = wrong.length < shortest ? [] : names.filter((name) => name.includes(wrong.toLowerCase()));
  return parts.toSorted((a, b) => a.length - b.length).slice(0, 5);
};
