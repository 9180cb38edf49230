import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Ajv} from 'ajv';
import {execa} from 'execa';

const root = path.join(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');

/** The packages whose code is in the bundle by its own word: esbuild writes the file's name above what it took of it. */
const bundled = (): readonly string[] => {
  const files = readdirSync(dist, {recursive: true}).filter((name) => String(name).endsWith('.js'));
  const texts = files.map((name) => readFileSync(path.join(dist, String(name)), 'utf8'));
  const folders = texts.flatMap((text) =>
    [...text.matchAll(/^ *\/\/ ((?:node_modules\/(?:@[^/\n]+\/)?[^/\n]+\/)+)/gm)].map(([, folder = '']) => folder),
  );
  return [...new Set(folders)].map((folder) => {
    const {name, version} = JSON.parse(readFileSync(path.join(root, lastPackage(folder), 'package.json'), 'utf8'));
    return `${name}@${version}`;
  });
};

/** `node_modules/a/lib/`, without what is below the package. */
const lastPackage = (folder: string): string => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(folder)?.[0] ?? folder;

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly {license?: {id: string}; expression?: string}[];
  readonly hashes: readonly {alg: string; content: string}[];
}
const sbom = JSON.parse(readFileSync(path.join(dist, 'sbom.cdx.json'), 'utf8')) as {
  components: readonly Component[];
  dependencies: readonly {ref: string; dependsOn?: readonly string[]}[];
};

test('every package in the bundle goes with its licence', () => {
  const notices = readFileSync(path.join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8').split(`\n${'-'.repeat(80)}\n`);
  const packages = bundled();
  expect(packages.length).toBeGreaterThan(40);
  for (const each of packages) {
    const [, name = '', version = ''] = /^(.+)@(.+)$/.exec(each) ?? [];
    const notice = notices.find((text) => text.includes(`\n${name} ${version} (`));
    expect([each, notice]).toEqual([each, expect.stringMatching(/copyright|public domain/i)]);
  }
});

test('the bill of materials names what is in the bundle, each with version, licence and the hash of its lock', () => {
  const listed = sbom.components.map(({name, version}) => `${name}@${version}`);
  expect(listed).toEqual(expect.arrayContaining([...bundled()]));
  for (const {purl, licenses, hashes} of sbom.components) {
    expect(purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+\S*$/);
    expect(licenses).toEqual([expect.objectContaining({license: {id: expect.stringMatching(/^[\w.-]+$/)}})]);
    expect(hashes).toEqual([{alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/)}]);
  }
  const refs = sbom.dependencies.map(({ref}) => ref);
  expect(new Set(refs).size).toBe(sbom.components.length + 1);
  expect(sbom.dependencies[0]?.dependsOn).toEqual(sbom.components.map(({purl}) => purl));
});

/** What bom-1.6.schema.json of CycloneDX, which lets no other property be, asks of the parts that are used here. */
const bom = {
  type: 'object',
  required: ['bomFormat', 'specVersion'],
  additionalProperties: false,
  properties: {
    $schema: {enum: ['http://cyclonedx.org/schema/bom-1.6.schema.json']},
    bomFormat: {enum: ['CycloneDX']},
    specVersion: {enum: ['1.6']},
    version: {type: 'integer', minimum: 1},
    metadata: {type: 'object', additionalProperties: false, properties: {component: {$ref: '#/definitions/component'}}},
    components: {type: 'array', uniqueItems: true, items: {$ref: '#/definitions/component'}},
    dependencies: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['ref'],
        additionalProperties: false,
        properties: {
          ref: {type: 'string', minLength: 1},
          dependsOn: {type: 'array', uniqueItems: true, items: {type: 'string', minLength: 1}},
        },
      },
    },
  },
  definitions: {
    component: {
      type: 'object',
      required: ['type', 'name'],
      additionalProperties: false,
      properties: {
        type: {enum: ['application', 'library']},
        'bom-ref': {type: 'string', minLength: 1},
        name: {type: 'string'},
        version: {type: 'string', maxLength: 1024},
        purl: {type: 'string'},
        hashes: {
          type: 'array',
          items: {
            type: 'object',
            required: ['alg', 'content'],
            additionalProperties: false,
            properties: {alg: {enum: ['SHA-512']}, content: {type: 'string', pattern: '^[a-fA-F0-9]{128}$'}},
          },
        },
        licenses: {
          type: 'array',
          minItems: 1,
          maxItems: 1,
          items: {
            type: 'object',
            required: ['license'],
            additionalProperties: false,
            properties: {
              license: {
                type: 'object',
                required: ['id'],
                additionalProperties: false,
                // Of the names of spdx.schema.json, those that are here.
                properties: {
                  id: {
                    enum: [
                      'MIT',
                      'ISC',
                      'BSD-2-Clause',
                      'BSD-3-Clause',
                      'Apache-2.0',
                      '0BSD',
                      'Unlicense',
                      'BlueOak-1.0.0',
                    ],
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

test('the bill of materials is as the schema of CycloneDX wants it', () => {
  const validate = new Ajv().compile(bom);
  validate(sbom);
  expect(validate.errors).toBeNull();
});

test('npm, which reads the lock by itself, knows each component by the same version', async () => {
  const {stdout} = await execa('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {cwd: root});
  const known = (JSON.parse(stdout) as {components: Component[]}).components.map(({purl}) => purl);
  expect(known).toEqual(expect.arrayContaining(sbom.components.map(({purl}) => purl)));
});

test.each([
  ['no word of it', {}, 'Copyright', false],
  ['no text', {license: 'MIT'}, undefined, false],
  ['an empty text', {license: 'MIT'}, ' \n', false],
  ['both', {license: 'MIT'}, 'Copyright', true],
])('the build takes a package with %s in its licence: %s', async (_, told, text, taken) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-bundled-'));
  try {
    const inner = path.join(folder, 'node_modules/@s/one');
    mkdirSync(inner, {recursive: true});
    writeFileSync(path.join(folder, 'package.json'), '{"name": "own", "version": "1.0.0", "license": "MIT"}');
    writeFileSync(path.join(folder, 'package-lock.json'), '{"packages": {}}');
    writeFileSync(path.join(inner, 'package.json'), JSON.stringify({name: '@s/one', version: '1.2.3', ...told}));
    if (text !== undefined) writeFileSync(path.join(inner, 'LICENSE'), text);
    const script = `import {writeBundled} from '${root}/scripts/bundled.mjs';
await writeBundled({inputs: {'node_modules/@s/one/index.js': {}, 'src/x.ts': {}}}, '${folder}', '${folder}');`;
    const {exitCode, stderr} = await execa('node', ['--input-type=module', '-e', script], {reject: false});
    expect([exitCode === 0, stderr.includes('node_modules/@s/one is in the bundle and has no licence')]).toEqual([
      taken,
      !taken,
    ]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
