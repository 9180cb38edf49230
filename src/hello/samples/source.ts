import {cleanLine} from '../../hosts/clean.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {giveBack, requireOwn} from '../owners.ts';
import type {RouteOptions, Step} from '../route.ts';
import {oneStage, type Work} from '../stage.ts';
import {findTree} from './find-tree.ts';

/** KiB for a tree, unpacked and prepared: 6.1 takes 1.6 GB. */
const needed = 2_000_000;

/** What DIRECTORY/linux is to lead to, so that the project's own make finds it, and the next hello. Arguments: DIRECTORY TREE */
const linkScript = `[ "$1/linux" -ef "$2" ] || ln -sfn -- "$2" "$1/linux"`;

/**
 * The tree that was named, that the project has, or one unpacked from the distribution's package linux-source, once for all projects:
 * it appears whole or not at all. Without `unpack` nothing of that size is made.
 */
export const sourceStep = ({source}: RouteOptions, {unpacks = true} = {}): Step => ({
  title: source ? `Look at ${source}` : 'Find the kernel tree, or unpack one',
  first: 'source',
  run: async (work) => {
    const start = performance.now();
    const {state, version, tree, archive} = await findTree(work, source);
    if (state === 'taken') throw taken(work.directory, tree);
    const named = source ?? tree;
    if (named) await requireOwn(work.host, named, source ? '--source TREE' : 'XDG_CACHE_HOME=DIRECTORY');
    if (state === 'none') {
      if (source) throw new Failure({what: `There is no ${source}.`, todo: 'Name a kernel tree with --source TREE.'});
      if (!unpacks && archive) throw notAsked(tree);
      await unpack(work, archive, tree);
      await giveBack(work.host, tree);
    } else if (state !== 'tree') throw unfit(tree, state, version);
    await work.host.run(['sh', '-c', linkScript, 'sh', work.directory, tree]);
    await giveBack(work.host, `${work.directory}/linux`);
    if (state === 'tree') return oneStage('source', start, `Linux ${version} in ${tree}, there already`, false);
    const after = await findTree(work, source);
    if (after.state !== 'tree') throw unfit(tree, after.state, after.version);
    return oneStage(
      'source',
      start,
      `Linux ${after.version} from ${archive}, kept in ${tree} for all projects (1.6 GB)`,
      true,
    );
  },
});

/**
 * Beside its name, then moved into place: by one at a time, which is all that holds the folder's lock, as children that a killed one has left do.
 * What is left of an attempt that was cut off is removed first, and takes no room. Exit code 3: too little is free.
 * Arguments: ARCHIVE TREE KIB
 */
const unpackScript = `
archive=$1 tree=$2 needed=$3
cache=\${tree%/*}
mkdir -p "$cache" && exec 9<"$cache" || exit 1
# A file system without locks (NFS wants them on files open for writing) does without.
flock -n 9 2>/dev/null || { echo waiting; flock 9 2>/dev/null; }
[ ! -e "$tree" ] || exit 0
trap 'rm -rf "$tree.partial"; exit 1' HUP INT TERM
rm -rf "$tree.partial"
free=$(df -Pk "$cache" | { read -r _; read -r _ _ _ free _; echo "$free"; })
[ "$free" -ge "$needed" ] || { echo "free $free"; exit 3; }
mkdir "$tree.partial" &&
  tar -xf "$archive" -C "$tree.partial" --strip-components=1 --checkpoint=10000 --checkpoint-action='echo=at %u' &&
  mv "$tree.partial" "$tree" && exit
rm -rf "$tree.partial"
exit 1
`;

const unpack = async ({host, onProgress, signal}: Work, archive: string, tree: string): Promise<void> => {
  if (!archive)
    throw new Failure({
      what: "The kernel's source is not installed.",
      why: 'No linux-source-*.tar.* in /usr/src.',
      todo: 'Install it (Debian and Ubuntu: apt install linux-source), or name a kernel tree with --source TREE.',
    });
  onProgress?.(
    'source',
    `unpacking ${archive} to ${tree}: 1.6 GB on disk, 45 s of one core with what it needs to be built in`,
  );
  const {exitCode, stdout, stderr} = await host.run(['sh', '-c', unpackScript, 'sh', archive, tree, String(needed)], {
    environment: {LC_ALL: 'C'},
    // A checkpoint is a record of 10 KiB.
    onLine: (line) => {
      const records = /at (\d+)$/.exec(line)?.[1];
      if (records) onProgress?.('source', `unpacking ${archive}: ${Math.round(Number(records) / 100)} MB`);
      if (line === 'waiting') onProgress?.('source', `waiting: another ebpf is unpacking to ${tree}`);
    },
    timeout: 30 * 60_000,
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  if (exitCode === 0) return;
  if (exitCode === 3) {
    const free = Number(/^free (\d+)$/m.exec(stdout.toString('utf8'))?.[1]);
    throw new Failure({
      what: `There is not enough room for a kernel tree: ${(free / 1e6).toFixed(1)} GB free, ${needed / 1e6} GB needed.`,
      why: `It would be kept in ${tree} for all projects.`,
      todo: 'Make room, choose another disk with XDG_CACHE_HOME=DIRECTORY, or name a tree with --source TREE.',
    });
  }
  const lines = stderr
    .split('\n')
    .map(cleanLine)
    .filter((line) => /^(?:tar|xz|bzip2|gzip|mkdir|mv)/.test(line) && !/ at \d+$/.test(line));
  throw new Failure({
    what: `${archive} could not be unpacked. Nothing is left of the attempt.`,
    why: lines.slice(0, 5).join('\n'),
    todo: /No space left|quota/.test(stderr)
      ? 'The disk is full: make room, or choose another one with XDG_CACHE_HOME=DIRECTORY.'
      : /xz: not found|xz: Cannot exec|bzip2: (?:not found|Cannot exec)/.test(stderr)
        ? 'Install xz-utils and bzip2, or let "ebpf setup --for kernel-samples" do it.'
        : 'Is the archive whole? Install it anew: apt install --reinstall linux-source',
  });
};

const taken = (directory: string, tree: string): Failure =>
  new Failure({
    what: `${directory} has a kernel tree of its own.`,
    why: `${tree} is a folder, so --source TREE can't be remembered in its place; nothing was changed there.`,
    todo: `Leave out --source, move ${tree} away, or give the project another directory with --dir DIR.`,
    exitCode: exitCodes.usage,
  });

const notAsked = (tree: string): Failure =>
  new Failure({
    what: 'It is built in a kernel tree, and none is unpacked yet.',
    why: `That takes 1.6 GB in ${tree}, and about 45 s of one core; so it is not done unasked.`,
    todo: 'Have one unpacked: "ebpf hello --for kernel-samples". Or name one with --source TREE.',
  });

const unfit = (tree: string, kind: string, version: string): Failure => {
  const todo = 'Name a tree from 5.10 on that has samples/bpf: --source TREE.';
  switch (kind) {
    case 'no-samples':
      return new Failure({
        what: `Linux ${version} in ${tree} has no samples/bpf.`,
        why: 'It was removed there, or the package leaves it out.',
        todo,
      });
    case 'old':
      return new Failure({
        what: `Linux ${version} in ${tree} is too old.`,
        why: 'Its samples/bpf has hostprogs-y in place of tprogs-y.',
        todo,
      });
    default:
      return new Failure({
        what: `${tree} is not a kernel tree.`,
        why: 'It has no Makefile with VERSION and PATCHLEVEL, or no Kbuild.',
        todo,
      });
  }
};
