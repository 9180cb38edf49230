import {readdirSync} from 'node:fs';

const written = '// Written by `npm run docs` from the names of the files in causes/.\n';

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What lists the causes, so that a new one is a file and nothing else: src/explain/label.ts, their names, and src/explain/catalogue.ts. */
export const causesLists = (folder: string): {label: string; catalogue: string} => {
  const labels = readdirSync(folder)
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  return {
    label: `${written}
/** The name of a cause. The labels are a contract: scripts compare them. */
export type Label =
${labels.map((label) => `  | '${label}'`).join('\n')};
`,
    catalogue: `${written}
${labels.map((label) => `export {${camelCase(label)} as '${label}'} from './causes/${label}.ts';`).join('\n')}
`,
  };
};
