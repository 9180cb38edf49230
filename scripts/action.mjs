// Commits what `uses:` and pre-commit take without building: the npm package, with action.yml and .pre-commit-hooks.yaml, as the next commit of the
// branch `action` (or the one that is named). The same source commit gives the same tree; prints the commit, which is what to pin.
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {layOutPackage} from './pack/npm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const branch = `refs/heads/${process.argv[2] ?? 'action'}`;
const work = mkdtempSync(path.join(tmpdir(), 'ebpf-action-'));
const run = (args, {cwd, env}) =>
  execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
const GIT_DIR = run(['rev-parse', '--absolute-git-dir'], {cwd: root});
const git = (args, env = {}) => run(args, {cwd: work, env: {GIT_DIR, ...env}});
const parents = () => {
  const tip = git(['for-each-ref', '--format=%(objectname)', branch]);
  return tip ? ['-p', tip] : [];
};

try {
  const folder = path.join(work, 'package');
  mkdirSync(folder);
  await layOutPackage(root, folder);
  for (const name of ['action.yml', '.pre-commit-hooks.yaml'])
    copyFileSync(path.join(root, name), path.join(folder, name));
  const index = {GIT_INDEX_FILE: path.join(work, 'index')};
  git(['add', '--all', '--force', '.'], {...index, GIT_WORK_TREE: folder});
  const tree = git(['write-tree'], index);
  const [source, date, name, email] = git(['log', '-1', '--format=%H%n%cI%n%cn%n%ce']).split('\n');
  const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const commit = git(['commit-tree', tree, ...parents(), '-m', `ebpf ${version}, built from ${source}`], {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  });
  git(['update-ref', branch, commit]);
  process.stdout.write(`${commit}\n`);
} finally {
  rmSync(work, {recursive: true});
}
