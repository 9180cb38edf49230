import type {Evidence} from './evidence.ts';

const notFound = /(?:^|[\s:/])([A-Za-z][\w.+-]*): (?:command )?not found$|command not found: ([A-Za-z][\w.+-]*)$/gm;

/** The program that a shell did not find; of several, the first. */
export const programMissing = ({text}: Evidence): string | undefined => {
  const [match] = text.matchAll(notFound);
  return match?.[1] ?? match?.[2];
};
