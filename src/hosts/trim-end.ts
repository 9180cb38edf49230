/** A text without the characters of this kind at its end. An expression for it (`/x+$/`) would begin anew at each one within. */
export const trimEndOf = (text: string, character: string): string => {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
};
