import {cleanLine} from '../../hosts/clean.ts';
import type {Work} from '../stage.ts';

/** A kernel tree, or where one would be unpacked. */
export interface FoundTree {
  /** As the script says it. */
  readonly state: string;
  /** Of Linux, such as 6.1. */
  readonly version: string;
  readonly tree: string;
  /** What it would be unpacked from; empty where there is none. */
  readonly archive: string;
}

/**
 * Finds the tree of a project: the one that its user names, that which DIRECTORY/linux is or leads to, else the newest archive of
 * /usr/src as it is kept unpacked for all projects. Prints STATE, PATH, and the archive where nothing is yet. STATE is
 * `tree VERSION`, `none`, `other` (no kernel tree), `no-samples VERSION`, `old VERSION` (before tprogs-y, which 5.10 has), or `taken`
 * where DIRECTORY/linux is in the way of the tree that was named. Arguments: DIRECTORY SOURCE
 */
const inspectScript = `
link=$1/linux tree=$2
if [ -n "$tree" ]; then
  if [ -e "$link" ] && [ ! -h "$link" ] && [ ! "$link" -ef "$tree" ]; then echo taken; readlink -f "$link"; exit; fi
elif [ -e "$link" ]; then tree=$link
else
  cache=\${XDG_CACHE_HOME-}
  case $cache in /*) ;; *) cache=$HOME/.cache ;; esac
  archive=$(ls -d /usr/src/linux-source-*.tar.* /usr/src/linux-source-*/linux-source-*.tar.* 2>/dev/null | sort -V | tail -n 1)
  tree=\${archive##*/}
  tree=$cache/ebpf/\${tree%%.tar.*}
  [ -n "$archive" ] || tree=$(ls -d "$cache"/ebpf/linux-source-*[0-9] 2>/dev/null | sort -V | tail -n 1)
fi
if [ ! -e "$tree" ]; then
  echo none; echo "$tree"; echo "\${archive-}"
  exit
fi
version=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' "$tree/Makefile" 2>/dev/null | tr -d '\\n')
if [ -z "$version" ] || [ ! -e "$tree/Kbuild" ]; then echo other
elif [ ! -e "$tree/samples/bpf/Makefile" ]; then echo "no-samples $version"
elif ! grep -q '^tprogs-y' "$tree/samples/bpf/Makefile"; then echo "old $version"
else echo "tree $version"; fi
readlink -f "$tree"
`;

/** The tree of the project that is worked on. @see inspectScript */
export const findTree = async ({host, directory, signal}: Work, source = ''): Promise<FoundTree> => {
  const {stdout} = await host.run(['sh', '-c', inspectScript, 'sh', directory, source], {
    environment: {LC_ALL: 'C'},
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  const [said = '', tree = '', archive = ''] = stdout.toString('utf8').split('\n').map(cleanLine);
  const [state = '', version = ''] = said.split(' ');
  return {state, version, tree, archive};
};
