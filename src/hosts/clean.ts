/**
 * What a reader does not see, or sees elsewhere than it stands: control characters but line feed and tab, separators of lines that terminals do
 * not know, and what Unicode calls ignorable: bidirectional controls, zero width, soft hyphens, tags, variation selectors.
 */
const unseen = /(?![\t\n])\p{Cc}|[\u2028\u2029\ufff9-\ufffb]|\p{Default_Ignorable_Code_Point}/gu;

/**
 * Removes what could move a terminal's cursor, forge a line of ours, turn text around or hide within it: ANSI sequences, and all that is
 * {@link unseen}. Everything that comes from a host passes through here once.
 */
export const clean = (text: string): string => {
  if (plain.test(text)) return text;
  return text
    .replace(/\x1b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[ -/]+[0-~]?|[@-Z\\-_])/g, '')
    .replace(unseen, '');
};

/** Nearly all that hosts say, which takes one look. */
const plain = /^[\t\n -~]*$/;

/** {@link clean} for what must stay on one line, and may reach the log of a CI system. */
export const cleanLine = (text: string): string =>
  plainLine.test(text) && !text.includes('::')
    ? text
    : withoutCommands(
        clean(text)
          .replace(/[\n\t]+/g, ' ')
          .trim(),
      );

/** Nearly all lines: nothing to clean, nor to trim, and no "#". */
const plainLine = /^(?! )[ !"$-~]*(?<! )$/;

/** The lines of a text that say something, each as {@link cleanLine} has it. */
export const cleanLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => cleanLine(line))
    .filter(Boolean);

/** {@link cleanLine}, cut to `limit` characters. By a name of its own, since `lines.map(cleanLine)` would pass an index as the limit. */
export const shortLine = (text: string, limit: number): string => {
  const line = cleanLine(text);
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
};

/**
 * Parts what CI systems would obey: `##[` of GitHub and `##vso[`, `##teamcity[` of Azure and TeamCity anywhere in a line of a log, `::name::` of
 * GitHub where a line begins with it.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export const withoutCommands = (text: string): string => {
  const parted = text.includes('#') ? text.replace(anywhere, '# ') : text;
  return parted.includes('::') ? parted.replace(atStart, '$1: ') : parted;
};

const anywhere = /#(?=#(?:vso|teamcity)?\[)/gi;
const atStart = /^([^\S\r\n\u2028\u2029]*):(?=:[a-z])/gim;

/**
 * A name as it may be printed: what {@link clean} or {@link withoutCommands} would change is spelled out, and so are line feeds, tabs and
 * backslashes: two names never look alike for it.
 */
export const spelledOut = (name: string, spell: (character: string) => string = escaped): string =>
  name
    .replace(/[\n\t\\]/g, spell)
    .replace(unseen, spell)
    .replace(anywhere, spell)
    .replace(atStart, (_, blank: string) => `${blank}${spell(':')}`);

const escaped = (character: string): string =>
  character === '\\' ? '\\\\' : `\\u{${character.codePointAt(0)?.toString(16)}}`;
