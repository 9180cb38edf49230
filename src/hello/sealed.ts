import {shortLine} from '../hosts/clean.ts';
import type {Host, RunOptions} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';

/**
 * A root in which there is what compilers need and the project, and nothing else: no home, no /etc, no /proc, no network. Types of a stranger
 * are compiled in it, so that nothing of this machine could find its way into the program. The mounts go with the process.
 */
const script = `root=$1 project=$2; shift 2
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=755 sealed "$root"
cd "$root"
mkdir -p dev etc tmp ".$project"
for name in usr bin sbin lib lib32 lib64 libx32 opt nix; do
  if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$name"
  elif [ -d "/$name" ]; then mkdir "$name"; mount --rbind "/$name" "$name"; fi
done
for name in alternatives ld.so.cache; do
  [ -d "/etc/$name" ] && mkdir "etc/$name"
  [ -f "/etc/$name" ] && : >"etc/$name"
  [ ! -e "/etc/$name" ] || mount --bind "/etc/$name" "etc/$name"
done
for name in null zero; do : >"dev/$name"; mount --bind "/dev/$name" "dev/$name"; done
mount --bind "$project" ".$project"
export PATH="$PATH:/usr/sbin:/sbin"
exec chroot . sh -c 'cd "$1" && shift && exec "$@"' sh "$project" "$@"`;

/** Mounts of one's own take root, or a user namespace where the machine allows one. */
const unshare = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--mount',
  '--net',
  '--ipc',
];

/** This machine, on which commands see `project` and the compilers alone; `root` is an empty folder. */
const sealed = (root: string, project: string): Host => {
  const host = localHost();
  const run = (command: readonly string[], {environment = {}, ...options}: RunOptions = {}) => {
    const variables = Object.entries({PATH: process.env.PATH ?? '/usr/bin:/bin', ...environment});
    const clean = ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`)];
    return host.run([...unshare, '--', ...clean, 'sh', '-c', script, 'sh', root, project, ...command], options);
  };
  return {...host, run};
};

const toolsAreThere =
  'for tool; do command -v "$tool" >/dev/null || { echo "$tool is not in /usr, /opt or /nix" >&2; exit 1; }; done';

/** {@link sealed}, or this machine as it is and the reason why: it allows no mounts of one's own, or `tools` lie elsewhere. */
export const sealedIfPossible = async (
  root: string,
  project: string,
  tools: readonly string[],
): Promise<{host: Host; obstacle?: string}> => {
  const host = sealed(root, project);
  const result = await host
    .run(['sh', '-c', toolsAreThere, 'sh', ...tools], {timeout: 10_000})
    .catch((error: Error) => error.message);
  if (typeof result !== 'string' && result.exitCode === 0) return {host};
  const why = typeof result === 'string' ? result : result.stderr;
  return {host: localHost(), obstacle: shortLine(why, 200) || "it allows no mounts of one's own"};
};
