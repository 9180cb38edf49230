#!/bin/sh
# The one probe of `ebpf`: reads what matters for eBPF on this host and prints it on stdout. It changes nothing, needs no root
# (but sees more with it), and runs under any POSIX sh: `ssh HOST sh -s <probe.sh`, `sh probe.sh >host.facts`.
#
# Output: records between `ebpf-probe 1 begin NONCE` and `ebpf-probe 1 end NONCE`. A record is a line `@NONCE KIND NAME STATE`
# and the lines up to the next one. The nonce is drawn at each run, so neither a login banner nor the content of a file can
# pass for a record. STATE is `ok`, `absent`, or `unreadable`, for a tool its exit code.
# src/facts/ turns this into JSON; a record it does not know is ignored, a record it misses is "not looked at".
set -u
LC_ALL=C PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset LD_PRELOAD CLANG_CONFIG_FILE_USER_DIR 2>/dev/null

nonce=
IFS= read -r nonce 2>/dev/null </proc/sys/kernel/random/uuid || nonce=$$-$(date +%s)
release=$(uname -r)

# record KIND NAME STATE
record() { printf '\n@%s %s\n' "$nonce" "$*"; }

# Prints the state of PATH when it can't be had: absent, or hidden behind a directory that we may not search.
missing() {
  parent=${1%/*}
  while [ -n "$parent" ] && [ ! -e "$parent" ]; do parent=${parent%/*}; done
  if [ -z "$parent" ] || [ -x "$parent" ]; then record file "$1" absent
  else record file "$1" unreadable; echo "permission denied: $parent"; fi
}

unreadable() { record file "$1" unreadable; cat "$1" 2>&1 >/dev/null | head -n 1; }

# A file of one line, read by the shell itself: no process is started.
line() {
  if [ ! -e "$1" ]; then missing "$1"; return; fi
  text=
  if { IFS= read -r text <"$1" || [ -n "$text" ]; } 2>/dev/null; then record file "$1" ok; printf '%s\n' "$text"
  else unreadable "$1"; fi
}

# A file of a few kilobytes at most.
lines() {
  if [ ! -e "$1" ]; then missing "$1"
  elif text=$(head -c "${2:-16384}" "$1" 2>/dev/null); then record file "$1" ok; printf '%s\n' "$text"
  else unreadable "$1"; fi
}

# The names in a directory, one a line.
names() {
  if [ ! -d "$1" ]; then missing "$1"; return; fi
  if [ ! -r "$1" ] || [ ! -x "$1" ]; then record file "$1" unreadable; echo "permission denied: $1"; return; fi
  record file "$1" ok
  for entry in "$1"/* "$1"/.[!.]*; do [ -e "$entry" ] || [ -h "$entry" ] && printf '%s\n' "${entry##*/}"; done
}

# Those of the given paths that exist, one a line.
existing() {
  record text "$1" ok; shift
  for entry; do [ -e "$entry" ] && printf '%s\n' "$entry"; done
}

# --- tools: each in its own process, side by side, none longer than 5 seconds ---------------------------------------------

if timeout 5 true 2>/dev/null; then limited() { timeout 5 "$@"; }
else
  limited() { # for a host without timeout(1): a watchdog of our own
    "$@" & job=$!
    (sleep 5; kill -9 $job) >/dev/null 2>&1 </dev/null & dog=$!
    wait $job; rc=$?; kill $dog 2>/dev/null; return $rc
  }
fi

# Runs COMMAND and prints its record with a single write of less than 1,000 bytes, which the pipe keeps in one piece.
# tool NAME PATH COMMAND...
tool() {
  name=$1 path=$2; shift 2
  out=$(limited "$@" 2>&1 </dev/null); rc=$?
  printf '\n@%s tool %s %s\n%s\n%.800s\n' "$nonce" "$name" "$rc" "$path" "$out"
}

# Tells the newest of the versioned names of a program, such as clang-19 beside clang-14.
newest() {
  best= high=0
  for dir in /usr/local/bin /usr/bin /usr/lib/llvm-*/bin; do
    for entry in "$dir/$1"-[0-9] "$dir/$1"-[0-9][0-9]; do
      [ -x "$entry" ] && [ "${entry##*-}" -gt $high ] 2>/dev/null && high=${entry##*-} best=$entry
    done
  done
  [ -n "$best" ] || for entry in /usr/lib/llvm-*/bin/"$1"; do [ -x "$entry" ] && best=$entry; done
  [ -n "$best" ] && printf '%s\n' "$best"
}

# The path of a program: its plain name if there is one, else the newest versioned name.
find_tool() { command -v "$1" || newest "$1"; }

probe_tool() { # NAME ARGUMENT...
  name=$1; shift
  path=$(find_tool "$name") || { printf '\n@%s tool %s absent\n' "$nonce" "$name"; return; }
  tool "$name" "$path" "$path" "$@"
}

# One start of clang tells its version and whether it can emit BPF. `-o -` so that nothing is written.
compile_bpf() { printf 'int probe(void *ctx) { return ctx != 0; }\n' | limited "$1" -v -target bpf -O2 -x c -c -o - - 2>&1 >/dev/null; }

probe_clang() { # NAME PATH
  out=$(compile_bpf "$2"); rc=$?
  out=$(printf '%s\n' "$out" | grep -E 'clang version|error|cannot|unable')
  printf '\n@%s tool %s %s\n%s\n%.800s\n' "$nonce" "$1" "$rc" "$2" "$out"
}

# Ubuntu's /usr/sbin/bpftool is a shell wrapper around /usr/lib/linux-tools/RELEASE/bpftool: look behind it too.
probe_bpftool() { # NAME PATH
  out=$(limited "$2" version 2>&1 </dev/null); rc=$?
  if [ $rc = 0 ] && [ -e /sys/kernel/btf/vmlinux ]; then
    # libbpf parses the whole BTF before the first line appears; the rest is cut off.
    out=$out'
btf: '$(limited "$2" btf dump file /sys/kernel/btf/vmlinux format raw 2>&1 </dev/null | head -n 1 | head -c 200)
  fi
  printf '\n@%s tool %s %s\n%s\n%.800s\n' "$nonce" "$1" "$rc" "$2" "$out"
}

tools() {
  plain=$(command -v clang); versioned=$(newest clang)
  [ -n "$plain" ] && probe_clang clang "$plain" &
  [ -n "$versioned" ] && [ "$versioned" != "$plain" ] && probe_clang clang-newest "$versioned" &
  plain=$(command -v bpftool)
  [ -n "$plain" ] && probe_bpftool bpftool "$plain" &
  bundled=
  for entry in /usr/lib/linux-tools/*/bpftool /usr/lib/linux-tools-*/bpftool; do [ -x "$entry" ] && bundled=$entry; done
  [ -n "$bundled" ] && probe_bpftool bpftool-linux-tools "$bundled" &
  for name in llc llvm-strip llvm-objcopy pahole gcc cc make git pkg-config bpftrace; do probe_tool $name --version & done
  probe_tool python3 -V &
  if command -v systemd-detect-virt >/dev/null; then probe_tool systemd-detect-virt & fi
  if command -v dpkg >/dev/null; then
    tool dpkg dpkg dpkg --audit &
    tool dpkg-version dpkg dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version}\n' dpkg apt debianutils libbpf0 libbpf1 libbpf-dev linux-libc-dev &
    tool dpkg-arch dpkg dpkg --print-architecture &
  fi
  if [ ! -r /sys/kernel/security/lockdown ] && command -v dmesg >/dev/null; then
    # With the first line of the log still there, no word of lockdown means that there is none.
    tool dmesg-lockdown dmesg sh -c 'log=$(dmesg) || exit 1; printf "%s\n" "$log" | grep -iE "Linux version|kernel is locked down" | cut -c1-120 | head -n 3' &
  fi
  wait
}

# --- files: read by this shell while the tools run ------------------------------------------------------------------------

# The options of the kernel's configuration that a check may ask for.
options='CONFIG_(.*BPF.*|DEBUG_INFO.*|PAHOLE.*|.*KPROBE.*|.*UPROBE.*|.*FPROBE.*|.*FTRACE.*|FUNCTION_.*|TRACEPOINTS|HAVE_SYSCALL_TRACEPOINTS|PERF_EVENTS|MODULES|SECURITY|SECURITYFS|LSM|LOCK_DOWN_.*|SECURITY_LOCKDOWN.*|IKHEADERS|IKCONFIG.*|CGROUPS|NET|XDP_SOCKETS|NET_SCH_INGRESS|NET_CLS_ACT|NET_SOCK_MSG|SCHED_CLASS_EXT|KALLSYMS.*|CC_VERSION_TEXT|MODULE_SIG.*|RETHUNK|SYSFS)='

config() {
  for file in /proc/config.gz "/boot/config-$release" "/lib/modules/$release/config" "/lib/modules/$release/build/.config" \
    "/usr/src/linux-headers-$release/.config" "/lib/modules/$release/kernel/.config" "/usr/lib/ostree-boot/config-$release" "/usr/lib/kernel/config-$release"; do
    [ -r "$file" ] || continue
    case $file in *.gz) text=$(gzip -dc "$file" 2>/dev/null | grep -E "^$options") ;; *) text=$(grep -E "^$options" "$file" 2>/dev/null) ;; esac
    [ -n "$text" ] || continue
    record text kernel-config ok; printf '%s\n%s\n' "$file" "$text"; return
  done
  record text kernel-config absent
}

btf() {
  file=/sys/kernel/btf/vmlinux
  if [ ! -e $file ]; then missing $file; return; fi
  if head=$(od -A n -t x1 -N 24 $file 2>/dev/null) && [ -n "$head" ]; then
    record file $file ok; ls -ln $file 2>/dev/null | { read -r _ _ _ _ size _; echo "$size"; }; printf '%s\n' "$head"
  else unreadable $file; fi
}

links() { # where a symbolic link points, and whether anything is there
  for entry; do
    if [ -e "$entry" ]; then record link "$entry" ok; elif [ -h "$entry" ]; then record link "$entry" dangling; else record link "$entry" absent; continue; fi
    readlink "$entry" 2>/dev/null || echo "$entry"
  done
}

files() {
  record text uname ok; uname -srm
  record text uid ok; id -u
  record text now ok; date +%s
  record text memlock ok; ulimit -l 2>/dev/null || echo unknown
  lines /etc/os-release
  line /proc/version
  line /proc/cmdline
  record file /proc/self/status ok; grep -E '^(Uid|Cap[A-Z][a-z]*|NoNewPrivs|Seccomp):' /proc/self/status
  lines /proc/self/uid_map
  lines /proc/self/mounts 65536
  line /proc/sys/kernel/random/boot_id
  for name in kernel/unprivileged_bpf_disabled kernel/perf_event_paranoid kernel/kptr_restrict kernel/bpf_stats_enabled kernel/ftrace_enabled \
    kernel/dmesg_restrict net/core/bpf_jit_enable net/core/bpf_jit_harden net/core/bpf_jit_kallsyms net/core/bpf_jit_limit; do
    line /proc/sys/$name
  done
  config
  btf
  names /sys/kernel/btf
  names /sys/bus/event_source/devices
  line /sys/kernel/security/lockdown
  line /sys/kernel/security/lsm
  line /sys/kernel/sched_ext/state
  for dir in /sys/kernel/tracing /sys/kernel/debug/tracing; do
    line $dir/events/syscalls/sys_enter_execve/id
    line $dir/events/sched/sched_process_exec/id
  done
  for file in /sys/firmware/efi/efivars/SecureBoot-*; do
    [ -e "$file" ] && { record text secure-boot ok; od -A n -t u1 "$file"; }
  done
  for name in sys_vendor product_name; do line /sys/class/dmi/id/$name; done
  existing signs /.dockerenv /run/.containerenv /run/systemd/container /run/systemd/system /proc/vz /dev/lxd/sock /sys/firmware/efi \
    /run/WSL /var/run/reboot-required /sys/kernel/kheaders.tar.xz /boot/grub/grub.cfg /boot/loader/loader.conf
  existing development /usr/include/bpf/bpf_helpers.h /usr/include/bpf/libbpf.h /usr/local/include/bpf/bpf_helpers.h /usr/include/libelf.h /usr/include/gelf.h \
    /usr/include/zlib.h /usr/include/linux/bpf.h /usr/include/stdio.h /usr/include/asm/types.h /usr/include/*-linux-gnu*/asm/types.h /usr/include/*/stdio.h
  for dir in /usr/local/lib /usr/local/lib64 /usr/lib/*-linux-gnu* /usr/lib64 /usr/lib; do
    for name in libbpf libelf zlib; do
      file=$dir/pkgconfig/$name.pc
      [ -r "$file" ] && { record pc "$file" ok; grep -E '^Version:' "$file"; }
    done
  done
  existing libraries /usr/local/lib/libbpf.so* /usr/local/lib64/libbpf.so* /usr/lib/*-linux-gnu*/libbpf.so* /usr/lib64/libbpf.so* /usr/lib/*-linux-gnu*/libbpf.a
  links "/lib/modules/$release/build" "/lib/modules/$release/source"
  existing kernels /boot/vmlinuz-* /lib/modules/*
  existing headers /usr/src/linux-headers-*
  record text package-managers ok
  for name in apt-get dpkg dnf yum zypper pacman apk; do command -v $name; done
  record text elevation ok
  for name in sudo doas pkexec; do command -v $name; done
  locks
  names /var/lib/dpkg/updates
  record text apt-lists ok
  for file in /var/lib/apt/lists/*_Packages* /var/lib/apt/lists/*_InRelease /var/lib/apt/lists/*_Release; do
    [ -e "$file" ] && { echo "$file"; break; }
  done
  date -r /var/lib/apt/lists/partial +%s 2>/dev/null
  record text disk ok; df -Pk / /boot /usr /var/cache /tmp . 2>/dev/null
  record text memory ok; grep -E '^(MemTotal|MemAvailable):' /proc/meminfo 2>/dev/null
}

# Who holds a lock of apt or dpkg: /proc/locks names the inode and the process, and looking takes no lock.
locks() {
  record text locks ok
  held=$(cat /proc/locks 2>/dev/null)
  [ -n "$held" ] || return
  for file in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock; do
    inode=$(ls -i "$file" 2>/dev/null) || continue
    inode=${inode%% *}
    printf '%s\n' "$held" | while read -r _ _ _ mode pid where _; do
      [ "$mode" = WRITE ] && [ "${where##*:}" = "$inode" ] || continue
      comm=; read -r comm 2>/dev/null <"/proc/$pid/comm"
      printf '%s %s %s\n' "$file" "$pid" "$comm"
    done
  done
}

printf '\nebpf-probe 1 begin %s\n' "$nonce"
# The tools write small records into the pipe while files() prints; cat passes them on when it is done.
tools 2>/dev/null | { files 2>/dev/null; cat; }
printf '\nebpf-probe 1 end %s\n' "$nonce"
