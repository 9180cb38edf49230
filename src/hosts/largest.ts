/** The largest of any number of numbers; `least` where there is none, or none as large. Math.max takes as many as fit on the stack, about a hundred thousand. */
export const largest = (numbers: Iterable<number>, least = 0): number => {
  let found = least;
  for (const number of numbers) if (number > found) found = number;
  return found;
};
