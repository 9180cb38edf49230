import {readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseSync} from '@swc/core';
import {build} from 'esbuild';

/** Every regular expression of `sources`: those written down, and those that are put together when a file is loaded. */
export async function collectPatterns(sources) {
  const files = readdirSync(sources, {recursive: true}).filter((file) => file.endsWith('.ts'));
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(sources, file), 'utf8')]));
  const written = [...texts].flatMap(([file, text]) =>
    literalsIn(parseSync(text, {syntax: 'typescript', target: 'es2023'})).map((literal) => ({file, ...literal})),
  );
  const building = files.filter((file) => texts.get(file).includes('new RegExp('));
  return [...written, ...(await builtBy(sources, ['index.ts', 'explain/causes.ts', ...building]))];
}

function literalsIn(node) {
  if (node === null || typeof node !== 'object') return [];
  if (node.type === 'RegExpLiteral') return [{source: node.pattern, flags: node.flags}];
  return Object.values(node).flatMap(literalsIn);
}

/** Loads each file with everything that it imports of ours, and listens to what they make. */
async function builtBy(sources, files) {
  const directory = await mkdtemp(path.join(sources, '../.patterns-'));
  const Original = globalThis.RegExp;
  const found = [];
  process.setSourceMapsEnabled(true);
  try {
    await build({
      entryPoints: files.map((file) => path.join(sources, file)),
      outbase: sources,
      outdir: directory,
      outExtension: {'.js': '.mjs'},
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'error',
    });
    globalThis.RegExp = new Proxy(Original, {
      construct(target, args) {
        const made = new target(...args);
        const file = new Error().stack.split('\n')[2].match(/\/src\/([^:]*\.ts):/)?.[1];
        if (file) found.push({file, source: made.source, flags: made.flags});
        return made;
      },
    });
    for (const file of files) await import(pathToFileURL(path.join(directory, file.replace(/\.ts$/, '.mjs'))));
  } finally {
    process.setSourceMapsEnabled(false);
    globalThis.RegExp = Original;
    await rm(directory, {recursive: true});
  }
  return found;
}
