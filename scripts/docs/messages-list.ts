import {readdirSync} from 'node:fs';

/** What lists the messages of tools, so that those of another tool are a file and nothing else: src/explain/message-tables.ts. */
export const messagesList = (folder: string): string => {
  const names = readdirSync(folder)
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  return `// Written by \`npm run docs\` from the names of the files in messages/.
${names.map((name) => `export * as ${name} from './messages/${name}.ts';`).join('\n')}
`;
};
