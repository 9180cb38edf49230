/**
 * Lines of a package's maintainer scripts that call run-parts with more than one directory, as mainline's do since 6.19.11. debianutils before
 * 5.21 answers "run-parts: missing operand", and the package can then neither be installed nor removed:
 * https://github.com/bkw777/mainline/issues/367, https://bugs.debian.org/1101733.
 */
export const manyDirectories = (script: string): readonly string[] =>
  script
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => !line.startsWith('#') && operands(line).length > 1);

/** What follows `run-parts` and is no option, up to the end of that command. */
const operands = (line: string): readonly string[] => {
  const call = /(?:^|[\s;&|(])run-parts\s+([^;&|)>]*)/.exec(line)?.[1] ?? '';
  return call.split(' ').filter((word) => word !== '' && !word.startsWith('-') && !/^\d$/.test(word));
};
