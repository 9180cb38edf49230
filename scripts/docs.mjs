// Writes docs/checks.md, docs/causes.md and docs/packages.md from the catalogues, docs/hosts.md from the saved hosts, and our own sentences for explain: `npm run docs`; with --check it only tells whether they are current.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {loadSource} from './load-source.mjs';
import {sentencesFile} from './own-sentences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

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
  ['docs/causes.md', causesPage],
  ['docs/packages.md', packagesPage],
  ['docs/hosts.md', () => hostsPage(hosts)],
  ['src/explain/own/sentences.ts', () => sentencesFile(path.join(root, 'src'))],
]) {
  const file = path.join(root, name);
  if (!process.argv.includes('--check')) writeFileSync(file, page());
  else if (readFileSync(file, 'utf8') !== page()) {
    process.stderr.write(`${name} is not what the sources say: run "npm run docs".\n`);
    process.exitCode = 1;
  }
}
