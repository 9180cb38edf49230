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
import {compiledSchemas, validators} from './validators.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const commands = (await readdir(path.join(root, 'src/commands'), {recursive: true})).filter(
  (name) => name.endsWith('.ts') && name !== 'base.ts' && !name.startsWith('flags/'),
);

/**
 * What oclif loads at each start and never needs here: it finds plugins' packages (minimatch), commands without a manifest (tinyglobby), settings
 * outside package.json (lilconfig), spinners (cli-spinners, of which it asks the frames of dots2 on a terminal), says what it does (debug) and what
 * that took, and looks for Windows (wsl-utils). A call to one of the others would fail loudly.
 */
const unneeded = {
  minimatch: '',
  tinyglobby: '',
  lilconfig: '',
  'cli-spinners': 'exports.dots2 = {frames: []};',
  debug: 'module.exports = () => () => {};',
  'node:perf_hooks': 'exports.performance = performance;',
  'wsl-utils': '',
};

/** Of oclif itself, whose index also compares Node's version by all of semver: what is imported, each from its own file. */
const slim = `
  export * as Args from '@oclif/core/args';
  export {Command} from '@oclif/core/command';
  export * as Flags from '@oclif/core/flags';
  export {flush} from '@oclif/core/flush';
  export {Help} from '@oclif/core/help';
  export {run} from '@oclif/core/run';
`;

/** oclif sorts the commands by the rules of a language, whose tables take longer to be there than all else that it does with them. */
const sorting = {
  file: /@oclif\/core\/lib\/config\/plugin\.js$/,
  from: 'a.id.localeCompare(b.id)',
  to: 'a.id < b.id ? -1 : 1',
};

const slimOclif = {
  name: 'slim-oclif',
  setup({onResolve, onLoad}) {
    onLoad({filter: sorting.file}, async ({path: file}) => {
      const text = await readFile(file, 'utf8');
      if (!text.includes(sorting.from)) throw new Error(`${file} does not sort by ${sorting.from} any more.`);
      return {contents: text.replaceAll(sorting.from, sorting.to), loader: 'js'};
    });
    onResolve({filter: /^[\w:-]+$/}, ({path: name, importer}) =>
      importer.includes('@oclif') && name in unneeded ? {path: name, namespace: 'unneeded'} : undefined,
    );
    onLoad({filter: /.*/, namespace: 'unneeded'}, ({path: name}) => ({contents: unneeded[name], loader: 'js'}));
    onResolve({filter: /^@oclif\/core$/}, ({path: name}) => ({path: name, namespace: 'slim'}));
    onLoad({filter: /.*/, namespace: 'slim'}, () => ({contents: slim, loader: 'js', resolveDir: root}));
  },
};

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
  plugins: [slimOclif, compiledSchemas(root)],
  logLevel: 'warning',
});

// The folder is a root of its own to oclif: a manifest in the package's root would hide the source from its tools.
await mkdir(dist, {recursive: true});
await writeFile(
  path.join(dist, 'package.json'),
  JSON.stringify({name: 'ebpf', version, description, type: 'commonjs', oclif}),
);
await writeBundled(metafile, root, dist);
await link(metafile, root, dist);
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
