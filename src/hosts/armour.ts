/** What stands in blocks `-----BEGIN KIND-----` to `-----END`, as keys do in text files. */
export const armoured = (text: string, kind: string): readonly string[] => {
  const begin = `-----BEGIN ${kind}-----`;
  const blocks: string[] = [];
  for (let at = text.indexOf(begin); at >= 0; ) {
    const end = text.indexOf('-----END', at + begin.length);
    if (end < 0) break;
    blocks.push(text.slice(at + begin.length, end));
    at = text.indexOf(begin, end);
  }
  return blocks;
};
