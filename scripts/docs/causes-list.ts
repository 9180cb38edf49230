import {readdirSync} from 'node:fs';
import path from 'node:path';

const written = '// Written by `npm run docs` from the names of the files in causes/, a folder a group.\n';

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The causes by label, each with the folder that it stands in. */
export const causeFiles = (folder: string): readonly {group: string; label: string}[] =>
  readdirSync(folder)
    .flatMap((group) =>
      readdirSync(path.join(folder, group)).map((file) => ({group, label: file.replace(/\.ts$/, '')})),
    )
    .sort((a, b) => (a.label < b.label ? -1 : 1));

/** As the formatter orders exports. */
const byPlace = (files: ReturnType<typeof causeFiles>) =>
  [...files].sort((a, b) => (`${a.group}/${a.label}` < `${b.group}/${b.label}` ? -1 : 1));

/** What lists the causes, so that a new one is a file and nothing else: src/explain/label.ts, their names, and src/explain/catalogue.ts. */
export const causesLists = (folder: string): {label: string; catalogue: string} => {
  const files = causeFiles(folder);
  const labels = files.map(({label}) => label);
  return {
    label: `${written}
/** The name of a cause. The labels are a contract: scripts compare them. */
export type Label =
${labels.map((label) => `  | '${label}'`).join('\n')};
`,
    catalogue: `${written}
${byPlace(files)
  .map(({group, label}) => `export {${camelCase(label)} as '${label}'} from './causes/${group}/${label}.ts';`)
  .join('\n')}
`,
  };
};
