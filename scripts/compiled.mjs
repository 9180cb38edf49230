// Keeps what V8 compiles of the bundle while the doctor looks at this machine: bin/compiled.js says what for. Of the functions that were called, whole; of
// others, where they are.
import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

/**
 * Writes it for a bundle, and for the Node that is named. With saved `facts` it is those that are judged: then the same source gives the same bytes.
 * @throws Error when that Node could not be started.
 */
export const writeCompiled = (dist, {node = process.execPath, facts} = {}) => {
  // Without a seed no two runs give the same; V8 leaves it out of account when it compares its flags.
  const words = ['--random-seed=1', fileURLToPath(import.meta.url), dist, ...(facts ? ['--facts', facts] : [])];
  // Nothing of where it is built counts: no policy of a folder above, no job whose summary a report is added to.
  const {error, status, stderr} = spawnSync(node, words, {cwd: '/', env: {PATH: process.env.PATH}, encoding: 'utf8'});
  if (error ?? status === null) throw error ?? new Error(stderr);
};

const run = async (dist, flags) => {
  const {compiledFile, loaderOf} = createRequire(import.meta.url)(path.join(dist, '../bin/compiled.js'));
  const scripts = new Map();
  process.once('exit', () => {
    for (const [file, script] of scripts) {
      const kept = compiledFile(dist, file);
      mkdirSync(path.dirname(kept), {recursive: true});
      writeFileSync(kept, script.createCachedData());
    }
  });
  const load = loaderOf(dist, (file, script) => scripts.set(file, script));
  process.argv.splice(2, Infinity, 'doctor', '--json', ...flags);
  await load(path.join(dist, 'main.js')).main(dist);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv[2], process.argv.slice(3));
