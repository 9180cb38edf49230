import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import {giveBack, requireOwn} from '../owners.ts';
import type {RouteOptions, Step} from '../route.ts';
import type {Work} from '../stage.ts';

/** KiB for a tree, unpacked and prepared: 6.1 takes 1.6 GB. */
const needed = 2_000_000;

/**
 * Says what is at TREE: `tree VERSION`, `none`, `other` (no kernel tree), `no-samples VERSION` or `old VERSION` (before tprogs-y, which
 * 5.10 has); where there is none, then also the free KiB and the newest archive of /usr/src.
 */
const inspectScript = `
tree=$1
if [ ! -e "$tree" ]; then
  echo none
  dir=$tree
  while [ ! -d "$dir" ]; do case $dir in */*) dir=\${dir%/*} ;; *) dir=. ;; esac; [ -n "$dir" ] || dir=/; done
  df -Pk "$dir" | { read -r _; read -r _ _ _ free _; echo "$free"; }
  ls -d /usr/src/linux-source-*.tar.* /usr/src/linux-source-*/linux-source-*.tar.* 2>/dev/null | sort -V | tail -n 1
  exit
fi
version=$(sed -n 's/^VERSION = //p; s/^PATCHLEVEL = /./p' "$tree/Makefile" 2>/dev/null | tr -d '\\n')
if [ -z "$version" ] || [ ! -e "$tree/Kbuild" ]; then echo other
elif [ ! -e "$tree/samples/bpf/Makefile" ]; then echo "no-samples $version"
elif ! grep -q '^tprogs-y' "$tree/samples/bpf/Makefile"; then echo "old $version"
else echo "tree $version"; fi
`;

/** The tree that was named, or one unpacked from the distribution's package linux-source. It appears whole or not at all. */
export const sourceStep = ({source}: RouteOptions, tree: string): Step => ({
  title: source ? `Look at ${source}` : `Unpack the kernel's source to ${tree}`,
  first: 'source',
  run: async (work) => {
    const start = performance.now();
    await requireOwn(work.host, tree, source ? '--source TREE' : '--dir DIR');
    const [state = '', free = '', archive = ''] = await inspect(work, tree);
    const [kind, version = ''] = state.split(' ');
    if (kind === 'tree') return done(start, `Linux ${version}, there already`, false);
    if (kind !== 'none') throw unfit(tree, kind ?? '', version);
    if (source) throw new Failure({what: `There is no ${source}.`, todo: 'Name a kernel tree with --source TREE.'});
    await unpack(work, archive, tree, Number(free));
    await giveBack(work.host, tree);
    const [after = ''] = await inspect(work, tree);
    if (after.startsWith('tree ')) return done(start, `Linux ${after.split(' ')[1]} from ${archive}`, true);
    throw unfit(tree, after.split(' ')[0] ?? '', after.split(' ')[1] ?? '');
  },
});

const inspect = async ({host, signal}: Work, tree: string): Promise<readonly string[]> => {
  const {stdout} = await host.run(['sh', '-c', inspectScript, 'sh', tree], {
    environment: {LC_ALL: 'C'},
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  return stdout.toString('utf8').split('\n').map(cleanLine);
};

/** Beside its name, then moved into place; what is left of an attempt that was cut off is removed. */
const unpackScript = `
archive=$1 tree=$2
trap 'rm -rf "$tree.partial"; exit 1' HUP INT TERM
rm -rf "$tree.partial" && mkdir -p "$tree.partial" &&
  tar -xf "$archive" -C "$tree.partial" --strip-components=1 --checkpoint=10000 --checkpoint-action='echo=at %u' &&
  mv "$tree.partial" "$tree" && exit
rm -rf "$tree.partial"
exit 1
`;

const unpack = async ({host, onProgress, signal}: Work, archive: string, tree: string, free: number): Promise<void> => {
  if (!archive)
    throw new Failure({
      what: "The kernel's source is not installed.",
      why: 'No linux-source-*.tar.* in /usr/src.',
      todo: 'Install it (Debian and Ubuntu: apt install linux-source), or name a kernel tree with --source TREE.',
    });
  if (free < needed)
    throw new Failure({
      what: `There is not enough room for a kernel tree: ${(free / 1e6).toFixed(1)} GB free, ${needed / 1e6} GB needed.`,
      todo: 'Make room, choose a directory on another disk with --dir DIR, or name a tree with --source TREE.',
    });
  onProgress?.('source', `unpacking ${archive}, 1.5 GB`);
  const {exitCode, stderr} = await host.run(['sh', '-c', unpackScript, 'sh', archive, tree], {
    environment: {LC_ALL: 'C'},
    // A checkpoint is a record of 10 KiB.
    onLine: (line) => {
      const records = /at (\d+)$/.exec(line)?.[1];
      if (records) onProgress?.('source', `unpacking ${archive}: ${Math.round(Number(records) / 100)} MB`);
    },
    timeout: 30 * 60_000,
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  if (exitCode === 0) return;
  const lines = stderr
    .split('\n')
    .map(cleanLine)
    .filter((line) => /^(?:tar|xz|bzip2|gzip|mkdir|mv)/.test(line) && !/ at \d+$/.test(line));
  throw new Failure({
    what: `${archive} could not be unpacked. Nothing is left of the attempt.`,
    why: lines.slice(0, 5).join('\n'),
    todo: /No space left|quota/.test(stderr)
      ? 'The disk is full: make room, or choose a directory on another one with --dir DIR.'
      : /xz: not found|xz: Cannot exec|bzip2: (?:not found|Cannot exec)/.test(stderr)
        ? 'Install xz-utils and bzip2, or let "ebpf setup --for kernel-samples" do it.'
        : 'Is the archive whole? Install it anew: apt install --reinstall linux-source',
  });
};

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

const done = (start: number, message: string, changed: boolean) => ({
  stages: [{name: 'source' as const, ok: true, milliseconds: Math.round(performance.now() - start), message}],
  changed,
});
