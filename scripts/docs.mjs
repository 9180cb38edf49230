// Writes the lists of causes, checks and formats in src/, the table of formats in docs/ci.md, docs/checks.md, docs/causes.md and docs/packages.md from the catalogues, docs/hosts.md from the saved hosts, and our own sentences for explain: `npm run docs`; with --check it only tells whether they are current.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {loadSource} from './load-source.mjs';
import {sentencesFile} from './own-sentences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const write = (name, text) => {
  const file = path.join(root, name);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is not what the sources say: run "npm run docs".\n`);
    process.exitCode = 1;
  }
};

// The pages below are of what these list.
const {causesLists, checkFiles, checksList, formatFiles, formatsList, messagesList, toldList, withFormats} =
  await loadSource(
    ['causes', 'checks', 'formats', 'messages']
      .map((name) => `export * from './scripts/docs/${name}-list.ts';`)
      .join(' '),
  );
for (const [name, text] of Object.entries(causesLists(path.join(root, 'src/explain/causes'))))
  write(`src/explain/${name}.ts`, text);

write('src/explain/message-tables.ts', messagesList(path.join(root, 'src/explain/messages')));

/** What each of the files of a folder exports by default. */
const defaultsIn = async (folder, files) => {
  const modules = await loadSource(
    files.map((file, index) => `export {default as file${index}} from './${folder}/${file}';`).join(' '),
  );
  return Object.fromEntries(files.map((file, index) => [file, modules[`file${index}`]]));
};

const checks = await defaultsIn('src/checks', checkFiles(path.join(root, 'src/checks')));
write('src/checks/catalogue.ts', checksList(checks));
write('src/profiles/told.ts', toldList(path.join(root, 'src/profiles'), Object.values(checks).flat()));
const formats = formatFiles(path.join(root, 'src/reports'));
write('src/reports/format-files.ts', formatsList(formats));
const ci = readFileSync(path.join(root, 'docs/ci.md'), 'utf8');
write('docs/ci.md', withFormats(ci, await defaultsIn('src/reports', formats)));

const {checksPage, causesPage, hostsPage, packagesPage} = await loadSource(
  ['checks', 'causes', 'hosts', 'packages']
    .map((name) => `export {${name}Page} from './scripts/docs/${name}-page.ts';`)
    .join(' '),
);

const folder = path.join(root, 'test/saved');
const hosts = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(path.join(folder, name), 'utf8'))]);

for (const [name, page] of [
  ['docs/checks.md', checksPage],
  ['docs/causes.md', () => causesPage(path.join(root, 'src/explain/causes'))],
  ['docs/packages.md', packagesPage],
  ['docs/hosts.md', () => hostsPage(hosts)],
  ['src/explain/own/sentences.ts', () => sentencesFile(path.join(root, 'src'))],
])
  write(name, page());
