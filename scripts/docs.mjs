// Writes docs/checks.md from the catalogue: `npm run docs`; with --check it only tells whether the page is current.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = path.join(root, 'docs/checks.md');

const {outputFiles} = await build({
  stdin: {contents: "export {checksPage} from './src/reports/checks-page.ts';", resolveDir: root, loader: 'ts'},
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const {checksPage} = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);

if (!process.argv.includes('--check')) writeFileSync(page, checksPage());
else if (readFileSync(page, 'utf8') !== checksPage()) {
  process.stderr.write('docs/checks.md is not what the catalogue says: run "npm run docs".\n');
  process.exitCode = 1;
}
