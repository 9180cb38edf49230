// Writes the JSON Schemas of our documents from their types, docstrings included: `npm run docs`; with --check it only tells whether
// they are current.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {createFormatter, createParser, createProgram, DEFAULT_CONFIG, SchemaGenerator} from 'ts-json-schema-generator';
import {loadSource} from './load-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

// Documents grow within a major version: readers must take what they don't know.
const ours = {additionalProperties: true};
// What people write is taken at its word: an unknown key is a mistake.
const theirs = {additionalProperties: false};

const catalogues = await loadSource(
  "export {catalogue} from './src/checks/catalogue.ts'; export {profiles} from './src/profiles/catalogue.ts';",
);
const profiles = catalogues.profiles.map(({name}) => name);
const checks = catalogues.catalogue.map(({id}) => id);

const documents = [
  ['facts-1', 'Facts', ours],
  ['report-1', 'Report', ours],
  ['inspect-1', 'Inspection', ours],
  ['plan-1', 'Plan', ours],
  ['setup-1', 'SetupResult', ours],
  ['setups-1', 'FleetResult', ours],
  ['hellos-1', 'HelloFleet', ours],
  ['kernel-list-1', 'KernelList', ours],
  ['kernel-install-1', 'KernelInstallation', ours],
  ['kernel-remove-1', 'KernelRemoval', ours],
  ['kernel-status-1', 'KernelStatus', ours],
  ['policy-1', 'PolicyDocument', theirs],
];

const files =
  '{facts/facts,programs/inspect/document,assess/report,remedies/plan,setup/setup,setup/fleet,setup/hellos,setup/kernel/install,kernels/mainline/list,kernels/remove,kernels/status,policy/document}';
const config = {
  ...DEFAULT_CONFIG,
  path: path.join(root, `src/${files}.ts`),
  tsconfig: path.join(root, 'tsconfig.json'),
  skipTypeCheck: true,
};
const program = createProgram(config);

/** Names of types that have none hold offsets in a file, which any edit moves: they get numbers. */
function steady(text) {
  const places = [...new Set(text.match(/"#\/definitions\/[^"]*"/g))];
  const names = places
    .map((place) => place.slice('"#/definitions/'.length, -1))
    .filter((name) => name.includes('def-'));
  return names.reduce(
    (changed, name, index) =>
      changed
        .replaceAll(`/${name}"`, `/Fact_${index + 1}"`)
        .replaceAll(`"${decodeURIComponent(name)}"`, `"Fact_${index + 1}"`),
    text,
  );
}

/** Lets an editor complete and check what only the catalogues know, and take dates as YAML 1.1 reads them without quotes. */
function nameWhatThereIs({PolicyDocument, Demands, GroupDemands, Requirements, IgnoreEntry}) {
  for (const {properties} of [PolicyDocument, Demands, GroupDemands]) properties.profiles.items.enum = profiles;
  Requirements.properties.checks.items.enum = checks;
  IgnoreEntry.properties.check.enum = checks;
  delete IgnoreEntry.properties.until.type;
}

const stale = documents.filter(([name, type, options]) => {
  const own = {...config, ...options, type};
  const generator = new SchemaGenerator(program, createParser(program, own), createFormatter(own), own);
  const schema = generator.createSchema(type);
  if (type === 'PolicyDocument') nameWhatThereIs(schema.definitions);
  const text = steady(`${JSON.stringify(schema, undefined, 2)}\n`);
  const file = path.join(root, 'schemas', `${name}.schema.json`);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  return readFileSync(file, 'utf8') !== text;
});

if (stale.length > 0) {
  process.stderr.write(`schemas/ is not what the types say (${stale.map(([name]) => name)}): run "npm run docs".\n`);
  process.exitCode = 1;
}
