import {packageFile} from '../../hosts/package-files.ts';

/** Parts within parts within parts. */
const deepest = 4;

/**
 * A file of a project: a template in which each line `//@ PART` is replaced by that part, each word NAME by the project's name (also the
 * one at the beginning of NAME_bpf), and each word of VALUES by its value.
 */
export const compose = async (
  template: string,
  name: string,
  values: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const folder = `templates/${template.replace(/[^/]*$/, 'parts')}`;
  const text = await withParts(await packageFile(`templates/${template}`), folder, deepest);
  const words: Readonly<Record<string, string>> = {...values, NAME: name};
  const filled = text.replace(/\b([A-Z]+)(?=_bpf|_H\b|\b)/g, (word) => words[word] ?? word);
  // What an empty value leaves behind, and more than one empty line between parts.
  return filled.replace(/^\t+\n/gm, '').replace(/\n{3,}/g, '\n\n');
};

const withParts = async (text: string, folder: string, depth: number): Promise<string> => {
  const lines = await Promise.all(
    text.split('\n').map(async (line) => {
      const part = /^\/\/@ ([\w-]+)$/.exec(line)?.[1];
      if (part === undefined || depth === 0) return line;
      const inner = await packageFile(`${folder}/${part}.c`);
      return (await withParts(inner, folder, depth - 1)).trimEnd();
    }),
  );
  return lines.join('\n');
};
