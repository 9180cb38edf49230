// Compiles the schemas of what comes from outside into functions, so that no command carries a compiler of schemas or waits for one:
// https://ajv.js.org/standalone.html
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {Ajv} from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

/** The documents that commands read, and whether a mistake in them is told with the schema beside it. */
const documents = {'facts-1': false, 'report-1': false, 'policy-1': true};

const prefix = 'validators/';

/** Entries of the bundle, one for each document. */
export const validators = Object.keys(documents).map((name) => ({in: prefix + name, out: prefix + name}));

/** Gives esbuild the functions of {@link validators}. */
export const compiledSchemas = (root) => ({
  name: 'compiled-schemas',
  setup({onResolve, onLoad}) {
    onResolve({filter: new RegExp(`^${prefix}`)}, ({path: entry}) => ({
      path: entry.slice(prefix.length),
      namespace: 'schema',
    }));
    onLoad({filter: /.*/, namespace: 'schema'}, async ({path: name}) => {
      const ajv = new Ajv({
        allErrors: true,
        verbose: documents[name],
        strictTypes: false,
        inlineRefs: false,
        code: {source: true, esm: true},
      });
      const schema = JSON.parse(await readFile(path.join(root, 'schemas', `${name}.schema.json`), 'utf8'));
      return {contents: standalone.default(ajv, ajv.compile(schema)), resolveDir: root, loader: 'js'};
    });
  },
});
