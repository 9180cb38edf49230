import vm from 'node:vm';

/** What readers of tools' words give an expression at most: lines of this many characters, and many of them. */
const line = 1024;
const lines = 32;
/** Milliseconds: thousands of times what a linear expression takes, and little for one that grows exponentially, or with the cube of a line. */
const generous = 2000;

const units = [
  ' ',
  '\n',
  '\t',
  ' \n',
  'a',
  '0',
  '0.',
  '.',
  '-',
  '_',
  '/',
  '"',
  "'",
  ':',
  '=',
  '(',
  ',',
  'a ',
  'a-',
  '0-',
  'a.',
  '/a',
];

/** Pieces of an expression that stand for themselves: what makes it begin anew. */
const piecesOf = (source) => [
  ...new Set(
    source
      .replace(/\(\?(?:<?[=!]|:|<\w+>)|\\[bBdDsSwW]|\\[pPux]\{?\w*\}?|\[[^\]]*\]|[*+?{}()|^$.]/g, '\n')
      .replace(/\\(.)/g, '$1')
      .split('\n')
      .filter((piece) => piece !== '' && piece.length < 40),
  ),
];

const filled = (prefix, unit, suffix) => {
  const one = (prefix + unit.repeat(Math.ceil(line / unit.length))).slice(0, line - suffix.length) + suffix;
  return `${one}\n`.repeat(lines);
};

/** Texts against an expression: `pumps` are what a checker found, if it did. */
export const attacksOn = (source, pumps = []) => {
  const pieces = piecesOf(source).slice(0, 12);
  const repeated = [...units, ...pieces, ...pieces.map((piece) => `${piece} `), ...pieces.map((piece) => `0${piece}`)];
  return [
    ...pumps.map(({prefix, pump}) => filled(prefix, pump, '\u0001')),
    ...repeated.map((unit) => filled('', unit, '\u0001')),
    ...pieces.slice(0, 4).flatMap((piece) => [' ', 'a', '0'].map((unit) => filled(piece, unit, '\u0001'))),
  ];
};

const script = new vm.Script('pattern.exec(text)');
const place = vm.createContext({});

/** Milliseconds of this process. */
const worked = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
};

/** Whether it takes too long, and not only because the machine does other things: then it is given more time. */
const takesTooLong = (most, given = most) => {
  const before = worked();
  try {
    script.runInContext(place, {timeout: given});
    return false;
  } catch (error) {
    if (error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return worked() - before > most / 2 || takesTooLong(most, 4 * given);
  }
};

/** The text on which the expression takes longer than `most` milliseconds, or undefined. */
export const tooLongFor = ({source, flags}, attacks, most = generous) => {
  place.pattern = new RegExp(source, flags.replace(/[gy]/g, ''));
  return attacks.find((text) => {
    place.text = text;
    return takesTooLong(most);
  });
};
