import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

/** The exports of explain-parts.ts, built from the sources as they are. */
export async function loadExplain() {
  const directory = await mkdtemp(join(tmpdir(), 'ebpf-explain-'));
  try {
    await build({
      entryPoints: [fileURLToPath(new URL('explain-parts.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(directory, 'explain.mjs'),
    });
    return await import(join(directory, 'explain.mjs'));
  } finally {
    await rm(directory, {recursive: true});
  }
}
