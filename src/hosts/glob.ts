/** Whether a text is as a pattern says, in which `*` stands for any characters and `?` for one. In time that both lengths bound. */
export function matchesGlob(text: string, pattern: string): boolean {
  let [at, p, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[p] === '*') [star, mark] = [p++, at];
    else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[at])) [at, p] = [at + 1, p + 1];
    else if (star >= 0) [p, at] = [star + 1, ++mark];
    else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
