import type {Disk} from './facts.ts';

/** Reads `df -Pk`, in the order in which the paths were asked for. Names may hold blanks; the four columns of numbers stand between them. */
export const parseDf = (text: string): Disk[] =>
  text.split('\n').flatMap((line) => {
    const words = line.split(/\s+/);
    const at = words.findIndex(
      (word, index) =>
        index > 0 && [word, words[index + 1], words[index + 2]].every(isNumber) && isShare(words[index + 3]),
    );
    const mount = words.slice(at + 4).join(' ');
    return at < 0 || mount === ''
      ? []
      : [{device: words.slice(0, at).join(' '), available: Number(words[at + 2]), mount}];
  });

const isNumber = (word = ''): boolean => /^-?\d+$/.test(word);

/** `-` where a file system has no size. */
const isShare = (word = ''): boolean => /^(?:\d+%|-)$/.test(word);
