import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/** What TypeScript text exports, with all that it imports by paths from the top folder: `export {a} from './src/a.ts'`. */
export const loadSource = async (contents) => {
  const top = fileURLToPath(new URL('..', import.meta.url));
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-source-'));
  const file = path.join(folder, 'source.mjs');
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: top, loader: 'ts'},
    bundle: true,
    format: 'esm',
    platform: 'node',
    // A mistake in a new file is told with the line of that file.
    sourcemap: 'inline',
    outfile: file,
    write: false,
  });
  process.setSourceMapsEnabled(true);
  try {
    writeFileSync(file, outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, {recursive: true});
  }
};
