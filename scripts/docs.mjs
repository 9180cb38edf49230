// Writes docs/checks.md and docs/causes.md from the catalogues: `npm run docs`; with --check it only tells whether they are current.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

const {outputFiles} = await build({
  stdin: {
    contents:
      "export {checksPage} from './src/reports/checks-page.ts'; export {causesPage} from './src/reports/causes-page.ts';",
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const {checksPage, causesPage} = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

for (const [name, page] of [
  ['docs/checks.md', checksPage],
  ['docs/causes.md', causesPage],
]) {
  const file = path.join(root, name);
  if (!process.argv.includes('--check')) writeFileSync(file, page());
  else if (readFileSync(file, 'utf8') !== page()) {
    process.stderr.write(`${name} is not what the catalogue says: run "npm run docs".\n`);
    process.exitCode = 1;
  }
}
