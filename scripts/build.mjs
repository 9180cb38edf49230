// Builds dist/: every command an entry of one bundle with shared chunks, so that a command loads only what it needs,
// and the manifest that spares oclif from loading commands to list them.
import {execFileSync} from 'node:child_process';
import {mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {Plugin} from '@oclif/core';
import {build} from 'esbuild';
import {writeBundled} from './bundled.mjs';
import {writeCompiled} from './compiled.mjs';
import {link} from './link.mjs';
import {writeShell} from './shell/write.mjs';
import {slim} from './slim.mjs';
import {compiledSchemas, validators} from './validators.mjs';
import {taken, writeWasm} from './wasm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const commands = (await readdir(path.join(root, 'src/commands'), {recursive: true})).filter(
  (name) => name.endsWith('.ts') && name !== 'base.ts' && !name.startsWith('flags/'),
);

// The day of this version, by its heading in the changelog: the same for whoever builds it.
const released = /^## .*(\d{4}-\d\d-\d\d)$/m.exec(await readFile(path.join(root, 'CHANGELOG.md'), 'utf8'))?.[1] ?? '';
const {version, description, oclif} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
await rm(dist, {recursive: true, force: true});
const {metafile} = await build({
  absWorkingDir: root,
  entryPoints: [
    {in: 'src/main.ts', out: 'main'},
    {in: 'src/index.ts', out: 'index'},
    {in: 'src/help.ts', out: 'help'},
    ...commands.map((name) => ({in: `src/commands/${name}`, out: `commands/${name.replace(/\.ts$/, '')}`})),
    ...validators,
  ],
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: false,
  // Whole licences are written below.
  legalComments: 'none',
  metafile: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['*.node', 'cpu-features', 'typescript'],
  // ssh2's poly1305 asks for its folder, though its code is within the file.
  define: {__dirname: 'import.meta.dirname', VERSION: JSON.stringify(version)},
  plugins: [slim(root), compiledSchemas(root)],
  logLevel: 'warning',
});

// The folder is a root of its own to oclif: a manifest in the package's root would hide the source from its tools.
await mkdir(dist, {recursive: true});
await writeFile(
  path.join(dist, 'package.json'),
  JSON.stringify({name: 'ebpf', version, description, type: 'commonjs', oclif}),
);
await writeBundled({inputs: {...metafile.inputs, ...taken}}, root, dist);
await link(metafile, root, dist);
await writeWasm(root, dist);
const plugin = new Plugin({root: dist, ignoreManifest: true, type: 'core'});
await plugin.load();
await writeFile(path.join(dist, 'oclif.manifest.json'), JSON.stringify({version, commands: plugin.manifest.commands}));
await writeShell(plugin.manifest, {version, description, date: released}, dist);
writeCompiled(dist);

// The types of what index.ts exports.
execFileSync(
  process.execPath,
  [path.join(root, 'node_modules/typescript/bin/tsc'), '--project', path.join(root, 'tsconfig.types.json')],
  {stdio: 'inherit'},
);

// Ansible's module carries the probe in itself.
const ansible = path.join(root, 'integrations/ansible');
const parts = [`${ansible}/module-head.sh`, path.join(root, 'scripts/probe.sh'), `${ansible}/module-tail.sh`];
const texts = await Promise.all(parts.map((file) => readFile(file, 'utf8')));
await writeFile(`${ansible}/plugins/modules/ebpf_facts.sh`, texts.join(''), {mode: 0o755});
