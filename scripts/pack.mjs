// Builds every way to have `ebpf` into artifacts/, with their checksums: `npm run pack`; `npm run pack -- x64 --level 0` is quick.
// The same commit gives the same bytes: files are root's and of the commit's time.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {packDeb} from './pack/deb.mjs';
import {architectures} from './pack/node.mjs';
import {layOutPackage, packNpm} from './pack/npm.mjs';
import {layOutStandalone, packTar} from './pack/standalone.mjs';

const {values, positionals} = parseArgs({
  options: {level: {type: 'string', default: '9'}, output: {type: 'string', default: 'artifacts'}},
  allowPositionals: true,
});
const wanted = positionals.length > 0 ? positionals : architectures;
const root = fileURLToPath(new URL('..', import.meta.url));
const about = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const epoch =
  process.env.SOURCE_DATE_EPOCH ??
  execFileSync('git', ['log', '-1', '--format=%ct'], {cwd: root, encoding: 'utf8'}).trim();
const artifacts = path.resolve(root, values.output);
const cache = path.join(root, '.lab/node');

rmSync(artifacts, {recursive: true, force: true});
mkdirSync(artifacts, {recursive: true});
const work = mkdtempSync(path.join(artifacts, 'work-'));
try {
  const folder = path.join(work, 'package');
  mkdirSync(folder);
  await layOutPackage(root, folder);
  packNpm(folder, artifacts);
  copyFileSync(path.join(root, 'dist/sbom.cdx.json'), path.join(artifacts, `ebpf-${about.version}.cdx.json`));
  for (const arch of wanted) {
    const tree = path.join(work, `ebpf-${about.version}-linux-${arch}`);
    layOutStandalone(folder, arch, tree, cache);
    packTar(tree, path.join(artifacts, `${path.basename(tree)}.tar.xz`), epoch, values.level);
    if (process.platform === 'linux') packDeb(about, arch, tree, artifacts, epoch, values.level);
  }
} finally {
  rmSync(work, {recursive: true});
}
const sums = readdirSync(artifacts)
  .sort()
  .map((name) => {
    const bytes = readFileSync(path.join(artifacts, name));
    process.stdout.write(`${String((bytes.length / 1e6).toFixed(1)).padStart(6)} MB  ${name}\n`);
    return `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
  });
writeFileSync(path.join(artifacts, 'SHA256SUMS'), sums.join(''));
