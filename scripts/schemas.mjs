// Writes the JSON Schemas of our documents from their types, docstrings included: `npm run schemas`. A test holds them equal.
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {createGenerator} from 'ts-json-schema-generator';

const root = fileURLToPath(new URL('..', import.meta.url));

const documents = [
  ['facts-1', 'src/facts/facts.ts', 'Facts'],
  ['report-1', 'src/reports/report.ts', 'Report'],
  ['plan-1', 'src/remedies/plan.ts', 'Plan'],
  ['setup-1', 'src/setup/setup.ts', 'SetupResult'],
  // What people write is taken at its word: an unknown key is a mistake.
  ['policy-1', 'src/policy/document.ts', 'PolicyDocument', {additionalProperties: false}],
];

/** File name and text of each schema. */
export const makeSchemas = () =>
  documents.map(([name, file, type, options]) => {
    const generator = createGenerator({
      path: path.join(root, file),
      tsconfig: path.join(root, 'tsconfig.json'),
      type,
      skipTypeCheck: true,
      // Documents grow within a major version: readers must take what they don't know.
      additionalProperties: true,
      ...options,
    });
    const schema = generator.createSchema(type);
    return [`${name}.schema.json`, `${JSON.stringify(schema, undefined, 2)}\n`];
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(path.join(root, 'schemas'), {recursive: true});
  for (const [name, text] of makeSchemas()) await writeFile(path.join(root, 'schemas', name), text);
}
