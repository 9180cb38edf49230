import {type Fact, known, mapFact, unreadable} from './fact.ts';

/** The lines of a text that are not empty. */
export const list = (fact: Fact<string>): Fact<readonly string[]> =>
  mapFact(fact, (text) => text.split('\n').filter(Boolean));

/** The first group of a pattern, converted; unreadable when the text is not like that. */
export const find = <T>(fact: Fact<string>, pattern: RegExp, convert: (text: string) => T): Fact<T> => {
  if (fact.state !== 'known') return fact;
  const match = pattern.exec(fact.value)?.[1];
  return match === undefined ? unreadable(`not understood: ${fact.value.slice(0, 80)}`) : known(convert(match));
};

/** A whole number, or unreadable when it isn't one. */
export const number = (fact: Fact<string>): Fact<number> => find(fact, /^\s*(\d+)\s*$/, Number);
