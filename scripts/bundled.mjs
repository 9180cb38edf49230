// What of others' code is in the bundle: their licences, which ask to go with it, and a bill of materials, because a bundle has no dependencies that `npm
// audit` could see.
import {readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';

/** The packages whose files were taken. */
const foldersOf = ({inputs}) => [
  ...new Set(
    Object.keys(inputs).flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []),
  ),
];

/** What npm used to take in place of one name. */
const licenceOf = ({license, licenses}) => license ?? licenses?.map(({type}) => type).join(' OR ');

const describe = async (root, folder) => {
  const {name, version, ...told} = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
  const files = (await readdir(path.join(root, folder))).filter((each) =>
    /^(?:licen[cs]e|copying|notice|unlicense)/i.test(each),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(path.join(root, folder, file), 'utf8')));
  const licence = licenceOf(told);
  if (!licence || !texts.some((text) => text.trim()))
    throw new Error(`${folder} is in the bundle and has no licence that could go with it.`);
  return {folder, name, version, licence, text: texts.map((text) => text.trim()).join('\n\n')};
};

const purl = ({name, version}) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** https://cyclonedx.org/docs/1.6/json/ without a time or serial number: the same source builds the same file. */
const sbom = ({name, version, license}, packages, lock) => {
  const component = (type, each, licence) => ({
    type,
    'bom-ref': purl(each),
    name: each.name,
    version: each.version,
    purl: purl(each),
    licenses: [/[ (]/.test(licence) ? {expression: licence} : {license: {id: licence}}],
  });
  const hashes = (folder) => {
    const [, base64] = /^sha512-(.*)$/.exec(lock.packages[folder]?.integrity ?? '') ?? [];
    return base64 ? {hashes: [{alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex')}]} : {};
  };
  const root = component('application', {name, version}, license);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {component: root},
    components: packages.map((each) => ({...component('library', each, each.licence), ...hashes(each.folder)})),
    dependencies: [
      {ref: root['bom-ref'], dependsOn: packages.map(purl)},
      ...packages.map((each) => ({ref: purl(each)})),
    ],
  };
};

/** Writes THIRD-PARTY-LICENSES.txt and sbom.cdx.json to a folder. @throws Error for a package without a licence. */
export const writeBundled = async (metafile, root, folder) => {
  const [own, lock] = await Promise.all(
    ['package.json', 'package-lock.json'].map(async (file) =>
      JSON.parse(await readFile(path.join(root, file), 'utf8')),
    ),
  );
  const found = await Promise.all(foldersOf(metafile).map((each) => describe(root, each)));
  // One version may lie in several folders.
  const packages = [...new Map(found.map((each) => [purl(each), each])).values()].sort((a, b) =>
    purl(a) < purl(b) ? -1 : 1,
  );
  const notices = packages.map(({name, version, licence, text}) => `${name} ${version} (${licence})\n\n${text}\n`);
  await Promise.all([
    writeFile(
      path.join(folder, 'THIRD-PARTY-LICENSES.txt'),
      `The files of ${own.name} contain code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`,
    ),
    writeFile(path.join(folder, 'sbom.cdx.json'), `${JSON.stringify(sbom(own, packages, lock), undefined, 2)}\n`),
  ]);
};
