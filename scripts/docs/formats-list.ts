import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Format} from '../../src/reports/format.ts';

/** The files of src/reports that hold a format, what people read first. */
export const formatFiles = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^export default \{/m.test(readFileSync(path.join(folder, name), 'utf8')))
    .sort((a, b) => Number(b === 'text.ts') - Number(a === 'text.ts') || (a < b ? -1 : 1));

const nameOf = (file: string): string => file.replace(/\.ts$/, '');

/** What lists the formats, so that a new one is a file and nothing else: src/reports/format-files.ts. */
export const formatsList = (
  files: readonly string[],
): string => `// Written by \`npm run docs\` from the files in this folder.
import type {Format} from './format.ts';

/** The name of a format. */
export type FormatName =
${files.map((file) => `  | '${nameOf(file)}'`).join('\n')};

export const formatFiles: Readonly<Record<FormatName, () => Promise<{readonly default: Format}>>> = {
${files.map((file) => `  ${nameOf(file)}: () => import('./${file}'),`).join('\n')}
};
`;

const head = '| `--format` | for |\n|---|---|\n';

/** docs/ci.md with the table of the formats. */
export const withFormats = (page: string, formats: Readonly<Record<string, Format>>): string => {
  const start = page.indexOf(head) + head.length;
  const rows = Object.entries(formats).map(([file, {readers}]) => `| \`${nameOf(file)}\` | ${readers} |\n`);
  return page.slice(0, start) + rows.join('') + page.slice(page.indexOf('\n\n', start) + 1);
};
