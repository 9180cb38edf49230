'use strict';
// V8 compiles a program anew at each start, which is a third of what a start of this one takes. What it made of it at the build is kept beside the bundle,
// for that version of Node: another one loads the bundle as any other (and keeps what it compiles where it can, src/hosts/compiled.ts).
const {lstatSync, readFileSync} = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const {Script} = require('node:vm');

/** Where the code for this Node lies, in the folder of the bundle. */
exports.compiledFolder = (dist) => path.join(dist, 'compiled', `${process.version}-${process.arch}`);

/** Where a file's code lies. Without it, or where V8 takes it for another's, the file is compiled as ever. */
exports.compiledFile = (dist, file) => `${path.join(exports.compiledFolder(dist), path.relative(dist, file))}.code`;

/** What requires a file of the bundle, by its absolute path, as Node would. `compiled` is told of each file and its script. */
exports.loaderOf = (dist, compiled = () => {}) => {
  const modules = new Map();
  const isSafe = guardOf(dist);
  const load = (file) => {
    const known = modules.get(file);
    if (known) return known.exports;
    const module = {exports: {}};
    modules.set(file, module);
    const folder = path.dirname(file);
    const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
      filename: file,
      cachedData: read(exports.compiledFile(dist, file), isSafe),
    });
    compiled(file, script);
    const requireHere = (name) => (/^[./]/.test(name) ? load(path.resolve(folder, name)) : require(name));
    requireHere.resolve = require.resolve;
    script.runInThisContext().call(module.exports, module.exports, requireHere, module, file, folder);
    return module.exports;
  };
  return load;
};

// V8 runs what it is given without a look at where it came from. So it is read only where nobody but the owner of the bundle, or root, may write.
const guardOf = (dist) => {
  const {uid: owner} = lstatSync(dist);
  const folders = new Map();
  const isOwn = (place) => {
    const {uid, mode} = lstatSync(place);
    return (uid === owner || uid === 0) && (mode & 0o022) === 0;
  };
  const isOwnFolder = (folder) => {
    if (path.relative(dist, folder) === '') return true;
    if (!folders.has(folder)) folders.set(folder, isOwn(folder) && isOwnFolder(path.dirname(folder)));
    return folders.get(folder);
  };
  return (file) => isOwnFolder(path.dirname(file)) && isOwn(file);
};

const read = (file, isSafe) => {
  try {
    return isSafe(file) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
};
