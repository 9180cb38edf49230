/** The name of a host without scheme, user and port. */
export const plainName = (host: string): string =>
  host
    .replace(/^ssh:\/\//, '')
    // What a file's list of hosts says stands after a slash: there it is no user's name.
    .replace(/^[^@/]*@/, '')
    .replace(/:\d+$/, '');

/** A text with HOST in place of the host's own name, so that hosts of which the same is told can be told of together. */
export const unnamed = (text: string, name: string): string =>
  [name, plainName(name)].reduce((told, word) => withoutWord(told, word), text);

/** Only whole words: a host may be called `a`, or `t` as in "can't". */
const withoutWord = (text: string, word: string): string => {
  if (word === '') return text;
  let told = '';
  let from = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
    const end = at + word.length;
    const isPart = /[\w-]$|\w'$/.test(text.slice(Math.max(at - 2, 0), at)) || /^[\w-]/.test(text.slice(end, end + 1));
    told += text.slice(from, at) + (isPart ? word : 'HOST');
    from = end;
  }
  return told + text.slice(from);
};
