// The npm package: what `files` of package.json names, with a package.json that is for users alone.
import {execFileSync} from 'node:child_process';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {rollup} from 'rollup';
import {dts} from 'rollup-plugin-dts';

/** Where this repository lives, as OWNER/NAME on GitHub: the one place that says so. GitHub's own workflows set it. */
const repository = process.env.GITHUB_REPOSITORY;

const home = repository
  ? {
      repository: {type: 'git', url: `git+https://github.com/${repository}.git`},
      bugs: `https://github.com/${repository}/issues`,
      homepage: `https://github.com/${repository}#readme`,
    }
  : {};

/** One file of types in place of one for each of ours: dist/index.d.ts, which imports nothing but Node's own. */
const rollUpTypes = async (folder) => {
  const types = path.join(folder, 'dist/types');
  const onwarn = ({message}) => {
    throw new Error(message);
  };
  const bundle = await rollup({input: path.join(types, 'index.d.ts'), plugins: [dts()], external: /^node:/, onwarn});
  await bundle.write({file: path.join(folder, 'dist/index.d.ts')});
  rmSync(types, {recursive: true});
};

/** Lays the package out in a folder, as npm would unpack it. Built code runs without dependencies, and nothing is run at installation. */
export const layOutPackage = async (root, folder) => {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', path.dirname(folder)];
  const [{filename}] = JSON.parse(execFileSync('npm', pack, {cwd: root, stdio: ['ignore', 'pipe', 'ignore']}));
  const archive = path.join(path.dirname(folder), filename);
  execFileSync('tar', ['-C', folder, '--strip-components=1', '--no-same-owner', '-xf', archive]);
  rmSync(archive);
  const file = path.join(folder, 'package.json');
  const {scripts: _1, devDependencies: _2, overrides: _3, ...told} = JSON.parse(readFileSync(file, 'utf8'));
  await rollUpTypes(folder);
  told.exports['.'].types = './dist/index.d.ts';
  writeFileSync(file, `${JSON.stringify({...told, ...home}, undefined, 2)}\n`);
};

/** Packs a laid out package. npm writes the same bytes for the same files: it dates all of them 1985. */
export const packNpm = (folder, artifacts) =>
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', artifacts], {cwd: folder});
