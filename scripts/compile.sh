# An optional part of the probe (scripts/probe.sh): compiles a program of ten lines against the headers that are installed, generates its
# skeleton, links its loader and opens it, in a private directory that is removed. Versions are hints; this is what a build does.
# Its record: `@NONCE text compile ok`, then a line `STEP ok` or `STEP EXITCODE` and the first lines that the tool printed.

write_trial() {
  cat >trial.bpf.c <<'C' && cat >trial.c <<'C2'
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, __u32); __type(value, __u64); } count SEC(".maps");
char LICENSE[] SEC("license") = "Dual BSD/GPL";
SEC("socket") int trial(void *ctx) { __u32 key = 0; return bpf_map_lookup_elem(&count, &key) != 0; }
C
#include "trial.skel.h"
int main(void) { struct trial_bpf *skel = trial_bpf__open(); trial_bpf__destroy(skel); return skel == 0; }
C2
}

# step NAME COMMAND...
step() {
  name=$1; shift
  answer=$(say "$@" | { heed; printf '%s\n%s\n' "$rc" "$out"; })
  code=${answer%%"$nl"*}
  if [ "$code" = 0 ]; then echo "$name ok"; else printf '%s %s\n%.400s\n' "$name" "$code" "${answer#*"$nl"}"; fi
  return "$code"
}

run_trial() {
  for clang in clang clang-newest none; do
    case $clang in clang) find_tool clang && break ;; clang-newest) find_newest clang && break ;; *) path= ;; esac
  done
  clang=$path
  bpftool=
  find_tool bpftool
  for path in "$path" /usr/lib/linux-tools/*/bpftool; do
    [ -x "$path" ] && bounded "$path" version >/dev/null 2>&1 </dev/null && bpftool=$path && break
  done
  if find_tool cc || find_tool gcc; then cc=$path; else cc=$clang; fi
  [ -n "$clang" ] || { echo 'bpf missing'; return; }
  step bpf "$clang" -g -O2 -Wall -target bpf -idirafter "/usr/include/$(uname -m)-linux-gnu" -c trial.bpf.c -o trial.bpf.o || return
  [ -n "$bpftool" ] || { echo 'skeleton missing'; return; }
  step skeleton sh -c '"$1" gen skeleton trial.bpf.o >trial.skel.h' sh "$bpftool" || return
  step link "$cc" trial.c -o trial -lbpf -lelf -lz || return
  step open ./trial
}

# Makes a private directory where 2 MB can be written, and programs may be run if there is such a one. Sets `home`.
find_room() {
  for permission in x r; do
    for directory in /dev/shm /tmp /var/tmp; do
      home=$(umask 077; mktemp -d "$directory/ebpf.XXXXXX" 2>/dev/null) || continue
      if head -c 2000000 /dev/zero >"$home/room" && chmod 700 "$home/room" && [ -$permission "$home/room" ]; then
        rm -f "$home/room"; return
      fi 2>/dev/null
      rm -rf "$home"
    done
  done
  home=
}

# Its four steps follow the other files.
patience=$((patience + 4 * limit))

compile() {
  trap '[ -z "$home" ] || rm -rf "$home"; exit 1' HUP INT TERM PIPE
  home=
  find_room
  if [ -z "$home" ]; then record text compile unreadable; echo 'no room for 2 MB in /dev/shm, /tmp and /var/tmp'; return; fi
  record text compile ok
  # Compilers put what they make on the way into TMPDIR, wherever that leads.
  (cd "$home" && export TMPDIR="$home" && write_trial && run_trial)
  rm -rf "$home"
  trap - HUP INT TERM PIPE
}
