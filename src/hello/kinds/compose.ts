import path from 'node:path';
import {packageFile} from '../../hosts/package-files.ts';

/** Parts within parts within parts. */
const deepest = 4;

/** A template in which each line `//@ PART`, or `#@ PART`, is replaced by that part of its language. */
export const assemble = (template: string): string => {
  const text = withParts(packageFile(`templates/${template}`), partOf(template), deepest);
  return text.replace(/\n+$/, '\n');
};

/**
 * A file of a project: what {@link assemble} gives, with the project's name for each word NAME (also the one at the beginning of NAME_bpf), and
 * its value for each word of `values`.
 */
export const compose = (template: string, name: string, values: Readonly<Record<string, string>> = {}): string => {
  const text = assemble(template);
  const words: Readonly<Record<string, string>> = {...values, NAME: name};
  const filled = text.replace(/\b([A-Z]+)(?=_bpf|_H\b|\b)/g, (word) => words[word] ?? word);
  // What an empty value leaves behind, and more than one empty line between parts.
  const close = /\.py$/.test(template) ? filled : filled.replace(/\n{3,}/g, '\n\n');
  return close.replace(/^\t+\n/gm, '');
};

/** Where a template's parts are: in the folder `parts` beside it, those of C all ending with .c. */
const partOf = (template: string) => (part: string) =>
  `templates/${path.dirname(template)}/parts/${part}${path.extname(template).replace(/^\.h$/, '.c')}`;

const withParts = (text: string, fileOf: (part: string) => string, depth: number): string => {
  const apart = /\.(?:c|rs)$/.test(fileOf('')) ? '\n' : '';
  const lines = text.split('\n').map((line) => {
    const part = /^(?:\/\/|#)@ ([\w-]+)$/.exec(line)?.[1];
    if (part === undefined || depth === 0) return line;
    return withParts(packageFile(fileOf(part)), fileOf, depth - 1).replace(/\n+$/, apart);
  });
  return lines.join('\n');
};
