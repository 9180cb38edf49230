// `ebpf` with its own Node: unpacked anywhere, it runs.
import {execFileSync} from 'node:child_process';
import {chmodSync, cpSync, writeFileSync} from 'node:fs';
import path from 'node:path';
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

/** Lays out the tree: the package, its launcher, and Node. */
export const layOutStandalone = (packageFolder, arch, folder, cache) => {
  cpSync(packageFolder, folder, {recursive: true});
  unpackNode(arch, folder, cache);
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
