// `ebpf` with its own Node: unpacked anywhere, it runs.
import {execFileSync} from 'node:child_process';
import {chmodSync, cpSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {writeCompiled} from '../compiled.mjs';
import {unpackNode} from './node.mjs';

/** Found through links, so that one in /usr/local/bin is enough. */
const launcher = `#!/bin/sh
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=\${self%/*}/$link ;;
  esac
done
case $self in
  */*) ;;
  *) self=$(command -v "$self") ;;
esac
exec "\${self%/*}/node" "\${self%/*}/run.js" "$@"
`;

const facts = fileURLToPath(new URL('../../test/saved/debian-12-microvm-6.18.json', import.meta.url));

/** Lays out the tree: the package, its launcher, and Node with what it has compiled of the package, where it runs on this machine. */
export const layOutStandalone = (packageFolder, arch, folder, cache) => {
  cpSync(packageFolder, folder, {recursive: true});
  unpackNode(arch, folder, cache);
  if (arch === process.arch) writeCompiled(path.join(folder, 'dist'), {node: path.join(folder, 'bin/node'), facts});
  writeFileSync(path.join(folder, 'bin/ebpf'), launcher);
  chmodSync(path.join(folder, 'bin/ebpf'), 0o755);
};

/** One archive of a folder, the same bytes for the same files: names in order, root's, of one time. */
export const packTar = (folder, archive, epoch, level) =>
  execFileSync(
    'tar',
    [
      ...['--sort=name', `--mtime=@${epoch}`, '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rwX,go=rX'],
      ...['--format=gnu', '-I', `xz -T1 -${level}`, '-C', path.dirname(folder), '-cf', archive, path.basename(folder)],
    ],
    {stdio: ['ignore', 'inherit', 'inherit']},
  );
