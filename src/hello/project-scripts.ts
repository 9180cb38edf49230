/**
 * Prints a line for each NAME in DIRECTORY: `absent NAME`, `other NAME` for what is no file, or `SHA256 NAME`; then the marker.
 * Arguments: DIRECTORY MARKER NAME...
 */
export const inspectScript = `
directory=$1 marker=$2; shift 2
if [ ! -e "$directory" ] && [ ! -h "$directory" ]; then echo none; exit; fi
[ -d "$directory" ] || { echo "It is not a directory." >&2; exit 1; }
cd "$directory" || exit
for name; do
  if [ -f "$name" ]; then sum=$(sha256sum <"$name") || exit; echo "\${sum%% *} $name"
  elif [ -e "$name" ] || [ -h "$name" ]; then echo "other $name"
  else echo "absent $name"; fi
done
if [ -f "$marker" ]; then echo marker; head -c 65536 "$marker"; fi
`;

/**
 * Writes all files beside their names first, reads them back, and only then puts them in place; on any trouble it removes what
 * it made. They are on the disk before they have their names: a file that a power cut has emptied would be taken for somebody else's.
 * Where the shell's own printf cannot write it is cat that does, since dash calls a full disk an "I/O error". The names beside are random and opened with O_EXCL (set -C), so that nobody can lay a link in the way.
 * A NAME may be in folders within, two at most. Exit code 1: nothing was changed; 2: some files could not be put in place; 3: a directory that
 * was to be NEW is there, since another run was faster, say.
 * Arguments: DIRECTORY SUFFIX NEW then NAME CONTENT pairs.
 */
export const writeScript = `
directory=$1 suffix=$2 new=$3; shift 3
existing=$directory
while [ -n "$existing" ] && [ ! -e "$existing" ]; do existing=\${existing%/*}; done
folders=
each() { "$@" "$directory"/*"$suffix" "$directory"/.[!.]*"$suffix" "$directory"/*/*"$suffix" "$directory"/.[!.]*/*"$suffix" "$directory"/*/*/*"$suffix"; }
undo() {
  each rm -f
  for folder in $folders; do rmdir "$directory/$folder" 2>/dev/null; done
  while [ -n "$directory" ] && [ "$directory" != "$existing" ]; do rmdir "$directory" 2>/dev/null; directory=\${directory%/*}; done
}
trap 'undo; exit 1' HUP INT TERM
# A folder of the project, with those above it; the inner ones come first in the list.
enter() {
  case $1 in */*) enter "\${1%/*}" || return ;; esac
  [ -d "$directory/$1" ] || { mkdir "$directory/$1" && folders="$1 $folders"; }
}
write() {
  printf %s "$2" 2>/dev/null >"$1" || { rm -f "$1"; printf %s "$2" | cat >"$1"; }
}
beside() {
  set -C
  while [ $# -gt 0 ]; do
    case $1 in */*) enter "\${1%/*}" || return ;; esac
    write "$directory/$1$suffix" "$2" || return
    case $2 in '#!'*) chmod +x "$directory/$1$suffix" ;; esac
    shift 2
  done
}
# All files in one process.
written() {
  left=$#
  while [ $left -gt 0 ]; do set -- "$@" "$directory/$1$suffix"; shift 2; left=$((left - 2)); done
  cat "$@" && echo .
}
meant() { while [ $# -gt 0 ]; do printf %s "$2"; shift 2; done; echo .; }
read_back() { [ "$(written "$@")" = "$(meant "$@")" ] || { echo 'what was written is not what is there' >&2; return 1; }; }
place() { while [ $# -gt 0 ]; do mv -f "$directory/$1$suffix" "$directory/$1" || return; shift 2; done; }
# The folders on the way are of whoever called root by sudo, where the one that was there is his.
give() {
  [ "$(id -u)" = 0 ] && [ -n "\${SUDO_UID-}" ] && [ -n "$(find "\${existing:-/}" -prune -user "$SUDO_UID")" ] || return 0
  made=$directory
  while [ "$made" != "$existing" ]; do chown -h "$SUDO_UID:\${SUDO_GID:-0}" "$made"; made=\${made%/*}; done
}
enter_directory() {
  [ -n "$new" ] || { mkdir -p "$directory"; return; }
  mkdir -p "\${directory%/*}/" || return
  said=$(mkdir "$directory" 2>&1) && return
  [ ! -e "$directory" ] && [ ! -h "$directory" ] || exit 3
  echo "$said" >&2; return 1
}
enter_directory && give && beside "$@" && read_back "$@" || { undo; exit 1; }
each sync 2>/dev/null
place "$@" || { undo; exit 2; }
`;
