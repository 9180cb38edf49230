// esbuild makes a chunk for each set of entries that share code: eighty for the doctor, and Node takes a millisecond for each file. What is always loaded
// together is joined here: what begins the look, what every command is made of, and what the doctor has beyond that.

import crypto from 'node:crypto';
import {rm} from 'node:fs/promises';
import {isBuiltin} from 'node:module';
import path from 'node:path';
import {rollup} from 'rollup';

/** Each has what these sources import and the layers before it have not. */
const layers = {
  start: ['src/main.ts', 'src/command-line.ts', 'src/facts/probe.ts'],
  header: ['src/header-at-once.ts'],
  core: ['src/run-command.ts', 'unneeded:wsl-utils', 'src/commands/probe.ts'],
  doctor: ['src/commands/doctor.ts', 'src/reports/json.ts'],
};

/** The layer of each file that esbuild wrote, by its path. */
const layerOf = ({outputs}, root) => {
  const layer = new Map();
  const take = (file, name) => {
    const absolute = path.join(root, file);
    if (layer.has(absolute)) return;
    layer.set(absolute, name);
    for (const {path: imported, kind, external} of outputs[file].imports)
      if (kind === 'import-statement' && !external) take(imported, name);
  };
  for (const [name, sources] of Object.entries(layers))
    for (const source of sources) {
      const [file] = Object.entries(outputs).find(([, {entryPoint}]) => entryPoint === source) ?? [];
      if (!file) throw new Error(`${source} is no entry of the bundle any more.`);
      take(file, name);
    }
  return layer;
};

/** `import x, {y as z} from 'node:m'` by require: where Node's own modules are imported, Node asks each of them for all that it has, down to WebCrypto. */
const required = ({source, specifiers}) => {
  const module = `require(${JSON.stringify(source.value)})`;
  const named = specifiers.filter(({imported}) => imported);
  const names = named.map(({imported, local}) => `${imported.name}: ${local.name}`);
  // Functions, which few commands call; and no other modules of Node take as long to load.
  const isCrypto = source.value === 'node:crypto';
  const other =
    isCrypto &&
    named.find(({imported}) => !/^[a-z]/.test(imported.name) || typeof crypto[imported.name] !== 'function');
  if (other) throw new Error(`${other.imported.name} of node:crypto is no function, and is not called late.`);
  // `promisify` asks execFile itself how it is to be called.
  const isSpawn = source.value === 'node:child_process' && named.every(({imported}) => imported.name === 'spawn');
  const calls = named.map(({imported, local}) => `${local.name} = (...words) => ${module}.${imported.name}(...words)`);
  const wholes = specifiers.filter(({imported}) => !imported).map(({local}) => `${local.name} = ${module}`);
  return [...wholes, ...(isCrypto || isSpawn ? calls : [`{${names.join(', ')}} = ${module}`])]
    .map((each) => `const ${each};`)
    .join('\n');
};

/** Modules that are required: Node 20 loads those in half the time, and V8's code for them can be kept (bin/compiled.js). */
const toRequire = {
  name: 'to-require',
  transform(code) {
    const imports = this.parse(code).body.filter(
      ({type, source}) => type === 'ImportDeclaration' && isBuiltin(source.value),
    );
    return imports.reduceRight((text, node) => text.slice(0, node.start) + required(node) + text.slice(node.end), code);
  },
  resolveImportMeta: (property) =>
    ({url: 'require("node:url").pathToFileURL(__filename).href', dirname: '__dirname'})[property],
};

/** Writes the bundle that esbuild left in a folder anew, in fewer files. */
export const link = async (metafile, root, folder) => {
  const layer = layerOf(metafile, root);
  const entries = Object.entries(metafile.outputs).flatMap(([file, {entryPoint}]) =>
    entryPoint && !path.relative(folder, path.join(root, file)).startsWith('chunks/') ? path.join(root, file) : [],
  );
  const named = Object.fromEntries(entries.map((file) => [path.relative(folder, file).replace(/\.js$/, ''), file]));
  const bundle = await rollup({input: named, external: (id) => isBuiltin(id), treeshake: false, plugins: [toRequire]});
  await Promise.all(Object.keys(metafile.outputs).map((file) => rm(path.join(root, file))));
  await bundle.write({
    dir: folder,
    format: 'cjs',
    dynamicImportInCjs: false,
    exports: 'named',
    chunkFileNames: 'chunks/[name]-[hash].js',
    manualChunks: (id) => layer.get(id),
  });
  await bundle.close();
};
