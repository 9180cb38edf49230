import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {Check} from '../../src/checks/check.ts';
import {groupOf, groups} from '../../src/checks/groups.ts';

/** A file of a check, or of several that are shown one after another. */
interface File {
  readonly name: string;
  readonly checks: readonly Check[];
}

/** The files below src/checks that hold checks, by their paths there. */
export const checkFiles = (folder: string): readonly string[] =>
  readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .filter((name) => name.includes('/') && /^export default /m.test(readFileSync(path.join(folder, name), 'utf8')))
    .sort();

/** What lists the checks, so that a new one is a file and nothing else: src/checks/catalogue.ts. */
export const checksList = (modules: Readonly<Record<string, Check | readonly Check[]>>): string => {
  const files = Object.entries(modules).map(([name, exported]) => ({name, checks: [exported].flat()}));
  const imports = [
    ...files.map(({name}) => [nameOf(name), variable(name)] as const),
    ['check', 'type {Check}'] as const,
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return `// Written by \`npm run docs\` from the files in the folders here, in the order of groups.ts and of their own \`after\`.
${imports.map(([name, what]) => `import ${what} from './${name}.ts';`).join('\n')}

/** Every check, in the order in which reports show them: from what only another kernel mends to what a package mends. */
export const catalogue: readonly Check[] = [
${inOrder(files)
  .map(({name, checks}) => `  ${checks.length > 1 ? '...' : ''}${variable(name)},`)
  .join('\n')}
];
`;
};

const nameOf = (file: string): string => file.replace(/\.ts$/, '');

const variable = (file: string): string =>
  nameOf(file).replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());

const inOrder = (files: readonly File[]): readonly File[] => {
  const followers = (file: File): readonly File[] =>
    files.filter(({checks: [first]}) => file.checks.some(({id}) => id === first?.after));
  const withFollowers = (file: File): readonly File[] => [file, ...followers(file).flatMap(withFollowers)];
  const ordered = Object.keys(groups).flatMap((group) => {
    const heads = files.filter(({checks: [first]}) => first && groupOf(first.id) === group && !first.after);
    // Those at the end have nothing behind them.
    return [true, false].flatMap((followed) =>
      heads.filter((head) => followers(head).length > 0 === followed).flatMap(withFollowers),
    );
  });
  const lost = files.find((file) => !ordered.includes(file));
  if (lost)
    throw new Error(`${lost.name}: its group is not in groups.ts, or there is no check "${lost.checks[0]?.after}".`);
  return ordered;
};

/** The checks that no profile names in its file: src/profiles/told.ts. */
export const toldList = (folder: string, checks: readonly Check[]): string => {
  const named = readdirSync(folder)
    .filter((name) => name !== 'told.ts')
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  const told = checks.filter(({id}) => groupOf(id) !== 'feature' && !named.includes(`'${id}'`));
  return `// Written by \`npm run docs\` from the profiles in this folder.

/** Checks that no profile names: each tells of them. */
export const told: readonly string[] = [${told.map(({id}) => `'${id}'`).join(', ')}];
`;
};
