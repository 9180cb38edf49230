import {caller} from '../hosts/caller.ts';
import {cleanLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {quote} from '../hosts/quote.ts';

/**
 * Says what in a folder, or on the way to it, is in other hands than root's, the user's, or those of whoever called sudo: `OWNER PATH`, or `others PATH`
 * for what others may write to, which counts for root. Whoever owns `/` is trusted: root outside of a user namespace. A way begins in the working directory, which
 * nobody can exchange. A sticky folder lets others make entries, and take away their own.
 */
const ownersScript = `
uid=$(id -u) gid=$(id -g) caller=$uid group=$gid
if [ "$uid" = 0 ]; then
  case \${SUDO_UID-} in '' | *[!0-9]*) ;; *) caller=$SUDO_UID ;; esac
  case \${SUDO_GID-} in '' | *[!0-9]*) ;; *) group=$SUDO_GID ;; esac
fi
set -- "$1" $(ls -ldn /)
top=$4 folder=$1
set -f
command -v find >/dev/null || { echo 'find: not found' >&2; exit 1; }
foreign() { find "$@" ! -user 0 ! -user "$uid" ! -user "$caller" ! -user "$top" 2>/dev/null; }
open() {
  find "$@" ! -type l \\( -perm -0002 -o -perm -0020 ! -group 0 ! -group "$gid" ! -group "$group" \\) ! \\( -type d -perm -1000 \\) 2>/dev/null
}
first() {
  case $folder in /*) way=/ rest=\${folder#/} ;; *) way=. rest=\${folder#./} ;; esac
  while file=$("$1" "$way" -prune); [ -z "$file" ] && [ -n "$rest" ]; do
    way=\${way%/}/\${rest%%/*}
    case $rest in */*) rest=\${rest#*/} ;; *) rest= ;; esac
    [ -e "$way" ] || [ -h "$way" ] || return 0
  done
  [ -n "$file" ] || [ ! -d "$way" ] || file=$("$1" "$way/" | head -n 1)
}
first foreign
[ -z "$file" ] || { set -- $(ls -ld "$file"); echo "$3 $file"; exit 0; }
[ "$uid" != 0 ] || first open
[ -z "$file" ] || echo "others $file"
`;

/**
 * Makes sure that nobody else decides what is built and run in a folder, as git refuses the repositories of others (safe.directory): make runs what a
 * Makefile says, and the program is run as root.
 * @throws Failure with the owner and the way out.
 */
export const requireOwn = async (host: Host, folder: string, flag = '--dir DIR'): Promise<void> => {
  const {exitCode, stdout, stderr} = await host.run(['sh', '-c', ownersScript, 'sh', folder], {
    environment: {LC_ALL: 'C'},
  });
  const [, owner = '', file = ''] = /^(\S+) (.*)$/m.exec(stdout.toString('utf8')) ?? [];
  if (exitCode === 0 && !file) return;
  if (exitCode !== 0)
    throw new Failure({
      what: `Whose ${folder} is could not be told.`,
      why: cleanLine(stderr),
      todo: 'Install findutils.',
    });
  const shown = file === '.' ? 'the working directory' : cleanLine(file);
  const others = owner === 'others';
  throw new Failure({
    what: others ? `Others may change what lies in ${shown}.` : `${cleanLine(owner)} owns ${shown}.`,
    why: `Nothing was written, built or run in ${folder}: whoever can change what lies there decides what is run, as root in the end.`,
    todo: `Choose a directory of your own: ${flag}. Or ${others ? `let only its owner write: chmod go-w ${quote(file)}` : `run this as ${cleanLine(owner)}, who may call sudo`}.`,
    exitCode: exitCodes.usage,
  });
};

/** Arguments: UID GID FOLDER. The folders above it that root made on the way are its maker's too. */
const giveScript = `
uid=$1 gid=$2 folder=$3
[ -n "$(find "$folder/." "$folder/.." -prune -user "$uid" 2>/dev/null)" ] || exit 0
find "$folder" -user 0 -exec chown -h "$uid:$gid" {} +`;

/** What root makes in the folder of whoever called it by sudo belongs to him. */
export const giveBack = async (host: Host, folder: string): Promise<void> => {
  if (caller && host.local)
    await host.run(['sh', '-c', giveScript, 'sh', String(caller.uid), String(caller.gid), folder]);
};
