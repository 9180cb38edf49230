#!/bin/sh
# The one probe of `ebpf`: reads what matters for eBPF on this host and prints it on stdout. It changes nothing, needs no root
# (but sees more with it), and runs under any POSIX sh: `ssh HOST sh -s <probe.sh`, `sh probe.sh >host.facts`.
#
# Output: records between `ebpf-probe 1 begin NONCE` and `ebpf-probe 1 end NONCE`. A record is a line `@NONCE KIND NAME STATE`
# and the lines up to the next one. The nonce is drawn at each run, so neither a login banner nor the content of a file can
# pass for a record. STATE is `ok`, `absent`, or `unreadable`, for a tool its exit code.
# src/facts/ turns this into JSON; a record it does not know is ignored, a record it misses is "not looked at".
set -u
LC_ALL=C nl='
'
rest=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin: PATH=
# Nothing is started from the working directory: entries that are empty or relative are left out. Each is searched once.
while [ -n "$rest" ]; do
  entry=${rest%%:*} rest=${rest#*:}
  case $entry in
    /*) case :$PATH: in *":$entry:"*) ;; *) PATH=$PATH${PATH:+:}$entry ;; esac ;;
  esac
done
export LC_ALL PATH
unset LD_PRELOAD CLANG_CONFIG_FILE_USER_DIR 2>/dev/null

nonce=
IFS= read -r nonce 2>/dev/null </proc/sys/kernel/random/uuid || nonce=$$-$(date +%s)

# Seconds for a tool: more where many processes wait for a processor, and in the minutes after a boot, when a tool comes from a disk, which takes a
# small board or an emulated machine more than 5 s for clang. There slow is no sign of hanging.
limit=5
if IFS=' /' read -r _ _ _ running _ 2>/dev/null </proc/loadavg; then
  limit=$((5 + running / 4))
  [ $limit -le 12 ] || limit=12
fi
if IFS=' .' read -r up _ 2>/dev/null </proc/uptime && [ "$up" -lt 300 ]; then limit=12; fi
# Seconds for everything of one kind: a tool that is asked twice, and a little.
patience=$((2 * limit + 2))
late="did not answer within $limit s"

# record KIND NAME STATE [LINES], in one write, for each wakes whoever passes it on.
record() { printf '\n@%s %s %s %s\n%s' "$nonce" "$1" "$2" "$3" "${4:+$4$nl}"; }

# Whether PATH is hidden behind a directory that we may not search, which `parent` then is.
hidden() {
  parent=${1%/*}
  while [ -n "$parent" ] && [ ! -e "$parent" ]; do parent=${parent%/*}; done
  [ -n "$parent" ] && [ ! -x "$parent" ]
}

# Prints the state of PATH when it can't be had.
missing() {
  if hidden "$1"; then record file "$1" unreadable "permission denied: $parent"; else record file "$1" absent; fi
}

unreadable() { record file "$1" unreadable "$(cat "$1" 2>&1 >/dev/null | head -n 1)"; }

# Small files, all in one process: a shell reads byte by byte, and some of /proc/sys give their value to the first read(2) only.
# `also` holds the paths of those that nobody misses, one a line.
texts() {
  out= last=
  set -f; IFS=$nl
  for text in $(grep -H -m 1000 '' "$@" $also 2>/dev/null); do
    file=${text%%:*} text=${text#*:}
    case $file in */pkgconfig/*) label="pc $file" ;; */grub*) label='text grub-default' ;; *) label="file $file" ;; esac
    if [ "$label" = "$last" ]; then first=no; else first=yes last=$label out="$out$nl@$nonce $label ok$nl"; fi
    case $file in
      /proc/self/status) case $text in Uid:* | CapEff:* | CapBnd:* | NoNewPrivs:* | Seccomp:*) ;; *) continue ;; esac ;;
      # Blanks or a byte order mark may stand before a name.
      */os-release) case $text in *ID=* | *ID_LIKE=* | *NAME=*) ;; *) continue ;; esac ;;
      */pkgconfig/*) case $text in Version:*) ;; *) continue ;; esac ;;
      */grub*) case $text in GRUB_DEFAULT=* | saved_entry=*) ;; *) continue ;; esac ;;
      /proc/self/mounts) [ ${#out} -lt 80000 ] || continue ;;
      *) [ $first = yes ] || continue ;;
    esac
    out=$out$text$nl
  done
  set +f; unset IFS
  printf '%s' "$out"
  for file; do
    case $out in *"$nl@$nonce file $file ok$nl"*) ;; *) if [ -e "$file" ]; then unreadable "$file"; else missing "$file"; fi ;; esac
  done
}

# The names in a directory, one a line.
names() {
  if [ ! -d "$1" ]; then missing "$1"; return; fi
  if [ ! -r "$1" ] || [ ! -x "$1" ]; then record file "$1" unreadable "permission denied: $1"; return; fi
  out=
  for entry in "$1"/* "$1"/.[!.]*; do [ -e "$entry" ] || [ -h "$entry" ] && out=$out${entry##*/}$nl; done
  record file "$1" ok "$out"
}

# Those of the given paths that exist, one a line.
existing() {
  name=$1 out=; shift
  for entry; do [ ! -e "$entry" ] || out=$out$entry$nl; done
  record text "$name" ok "$out"
}

# --- nothing is waited for without a limit ---------------------------------------------------------------------------------

# Runs COMMAND until the watchdog ends it, which knows it by this word in its environment, and all that it has started.
bounded() { deadline; EBPF_PROBE_UNTIL=$until "$@"; }
deadline() { now=; IFS=' .' read -r now _ </proc/uptime; until=$$:$((now + limit)); }

# SIGKILL, since a tool may ignore anything else. Where the probe itself has been ended, nothing is in time, and where ALL are meant.
end_late() { # [ALL]
  now=; IFS=' .' read -r now _ </proc/uptime
  for entry in $(grep -aoHs "EBPF_PROBE_UNTIL=$$:[0-9]*" /proc/[0-9]*/environ); do
    process=${entry#/proc/}
    [ -z "${1-}" ] && [ "${entry##*:}" -gt "$now" ] && kill -0 $$ || kill -9 "${process%%/*}"
  done
}
# /proc of another PID namespace has other numbers for what runs here.
[ /proc/$$/exe -ef /proc/self/exe ] || end_late() { :; }

# Ends what is late, and at the end of our patience PROCESS, without waiting for the other: /proc of what hangs may hang as well.
watchdog() { # PROCESS
  trap 'kill $!; exit' TERM
  waited=0 pause=$limit
  while kill -0 $$; do
    sleep $pause & wait $!
    waited=$((waited + pause)) pause=1
    [ $waited -lt $patience ] || kill -9 "$1"
    end_late &
  done
}

# Copies FILES to stdout until their end or that of our patience.
pass_on() {
  { cat "$@" <&3 3<&- & } 3<&0; relay=$!
  watchdog $relay >/dev/null 2>&1 </dev/null & dog=$!
  wait $relay 2>/dev/null; rc=$?
  kill $dog
  # Where nobody reads any more (SIGPIPE), or the probe itself has been ended, what hangs would never end.
  [ $rc != 141 ] && kill -0 $$ 2>/dev/null || end_late all
  return $rc
}

# Sets `path` to where NAME is found in PATH; `command -v` in $() would cost a process each time.
find_tool() {
  rest=$PATH:
  while [ -n "$rest" ]; do
    path=${rest%%:*}/$1 rest=${rest#*:}
    if [ -f "$path" ] && [ -x "$path" ]; then return 0; fi
  done
  path=
  return 1
}

# say COMMAND: what it prints, then a mark with its exit code. The end of the pipe is no mark: a child that it leaves behind may keep that open.
say() {
  bounded "$@" 2>&1 </dev/null; rc=$?
  [ $rc != 137 ] || rc=124
  mark; return $rc
}
mark() { printf '\n%s %s\n' "$nonce" $rc; }

# Reads what `say` printed, as far as the mark. Sets `out` (of clang only what tells something) and `rc`, 124 when it took too long.
heed() { # [clang]
  out= rc= count=0
  while IFS= read -r text; do
    case ${1:-any}$text in
      *"$nonce "[0-9]*) rc=${text##* }; break ;;
      any?* | *'clang version'* | *error:* | *'cannot '* | *'unable '* | *' not found'*) [ ${#out} -gt 4000 ] || out=$out$text$nl ;;
    esac
    count=$((count + 1))
    if [ $count -gt 2000 ]; then rc=124 out='prints without end'; return; fi
  done
  case $rc in '' | 124 | 137) rc=124 out=$late ;; esac
}

# A record printed with a single write of less than 1,000 bytes, which the pipe keeps in one piece.
# tool_record NAME STATE PATH OUTPUT
tool_record() { printf '\n@%s tool %s %s\n%s\n%.800s\n' "$nonce" "$@"; }

# Starts a function that nobody waits for: what hangs in a dead mount can't even be killed. Whoever reads from it sets the limit.
# Its stderr is not only redirected, since a shell keeps what it redirects, and with that our caller would wait for it as well.
start() { { exec 2>/dev/null; "$@"; } & }

# --- tools: side by side, each of them with its own limit ------------------------------------------------------------------

# Sets `path` to the newest of the versioned names of a program: clang-19 rather than clang-14.
find_newest() {
  path= high=0
  for entry in /usr/local/bin/"$1"-[0-9]* /usr/bin/"$1"-[0-9]* /usr/lib/llvm-*/bin/"$1"-[0-9]*; do
    case ${entry##*-} in *[!0-9]* | ???*) continue ;; esac
    [ "${entry##*-}" -gt $high ] && [ -x "$entry" ] && high=${entry##*-} path=$entry
  done
  [ -n "$path" ] || for entry in /usr/lib/llvm-*/bin/"$1"; do [ -x "$entry" ] && path=$entry; done
  [ -n "$path" ]
}

# Programs that need nothing but to tell their version: one after the other. When one of them is late, the rest is asked side by side.
versions() {
  names=$*; set --
  for name in $names; do
    if find_tool "$name"; then set -- "$@" "$path"; else tool_record "$name" absent '' ''; fi
  done
  for path; do say "$path" --version; [ $rc != 124 ] || break; done | {
    for path; do
      heed; tool_record "${path##*/}" $rc "$path" "$out"; shift
      [ $rc != 124 ] || break
    done
    exec </dev/null
    each_version "$@"
    wait
  } &
}

each_version() {
  for path; do say "$path" --version | { heed; tool_record "${path##*/}" $rc "$path" "$out"; } & done
}

# Programs that are not started, because their paths say enough: /usr/lib/llvm-14/bin/llc. The second line of an empty file is empty.
present() {
  names=$*; set --
  for name in $names; do
    if find_tool "$name"; then set -- "$@" "$path"; continue; fi
    case $name in ll* | gcc) find_newest "$name" && set -- "$@" "$path" && continue ;; esac
    record tool "$name" absent
  done
  # One readlink for all of them; that of busybox takes a single one.
  targets=$(readlink -f "$@" 2>/dev/null) || targets=$(for path; do readlink -f "$path" 2>/dev/null || printf '%s\n' "$path"; done)
  for path; do
    name=${path##*/}; name=${name%-[0-9]*}
    target=${targets%%"$nl"*} targets=${targets#*"$nl"}
    [ -s "$path" ] || target=
    record tool "$name" 0 "$path$nl$target"
  done
}

# One start of clang tells its version and whether it can emit BPF. `-o -` so that nothing is written.
probe_clang() { # NAME PATH, in the background
  {
    bounded "$2" -v -target bpf -O2 -x c -c -o - - 2>&1 >/dev/null <<'C'; rc=$?
int probe(void) { return 1; }
C
    mark
  } | { heed clang; tool_record "$1" $rc "$2" "$out"; } &
}

# Ubuntu's /usr/sbin/bpftool is a shell wrapper around /usr/lib/linux-tools/RELEASE/bpftool: look behind it too.
probe_bpftool() { # NAME PATH, in the background
  # The tunables let it have memory by 2 MB: half of its time goes for 12 MB that it gets by pages.
  { say "$2" version && [ -e /sys/kernel/btf/vmlinux ] && GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432 say "$2" btf dump file /sys/kernel/btf/vmlinux format raw; } | {
    heed; code=$rc answer=$out
    # libbpf parses the whole BTF before the first type appears. Newer ones say something on stderr before.
    if [ $code = 0 ] && [ -n "$answer" ] && [ -e /sys/kernel/btf/vmlinux ]; then heed_btf; answer=${answer%"$nl"}${nl}btf:\ $out; fi
    tool_record "$1" $code "$2" "$answer"
  } &
}

# Reads a dump of BTF as far as its first type, and nothing more; without any, `out` is what was said instead.
heed_btf() {
  out= rc=
  while IFS= read -r text; do
    case $text in
      "["[0-9]*"] "*) out=$text; return ;;
      "$nonce "[0-9]*) rc=${text##* }; break ;;
      ?*) [ ${#out} -gt 500 ] || out=$out$text$nl ;;
    esac
  done
  case $rc in '' | 124 | 137) out=$late ;; *) out=${out:-exit code $rc} ;; esac
}

# Never in a version that a go.mod of this directory asks for: that would be fetched.
probe_go() { GOTOOLCHAIN=local say "$1" version | { heed; tool_record go $rc "$1" "$out"; } & }

languages() {
  if find_tool go; then probe_go "$path"; else tool_record go absent '' ''; fi
  if find_tool rustc; then probe_rustc "$path"; else tool_record rustc absent '' ''; fi
  if find_tool bpf-linker; then probe_bpf_linker "$path"; else tool_record bpf-linker absent '' ''; fi
}

# From the root folder, and not what it would take to be there: rustup fetches the toolchain that a rust-toolchain.toml of this directory asks for.
probe_rustc() { (cd / && RUSTUP_AUTO_INSTALL=0 say "$1" -vV) | { heed; tool_record rustc $rc "$1" "$out"; } & }

# What follows --llvm-args is for its LLVM, which tells its version and ends there: before anything is linked, and nothing is written.
probe_bpf_linker() { # PATH, in the background
  { say "$1" --version && say "$1" --llvm-args=--version -o /dev/null /dev/null; } | {
    heed; code=$rc answer=$out
    [ "$code" != 0 ] || { heed; answer=$answer$out; }
    tool_record bpf-linker "$code" "$1" "$answer"
  } &
}

# Whether sudo would make this user root: at once, for a password, or not at all. The second question tells the last two apart; it is not
# asked where sudo remembers the password, which it would then remember longer.
probe_sudo() { # PATH
  { say "$1" -n true || [ $rc = 124 ] || say "$1" -n -v; } | {
    heed; code=$rc
    [ $code = 0 ] || [ $code = 124 ] || heed
    tool_record sudo $code "$1" "$out"
  }
}

# When apt last fetched its lists, and who holds a lock of apt or dpkg: /proc/locks names the inode and the process, and looking takes no lock.
# But it waits for a grace period of RCU (locks_start in fs/locks.c), some 15 ms, in which the tools run.
apt_state() {
  list= locks= fetched= now= held=
  for file in /var/lib/apt/lists/*_Packages* /var/lib/apt/lists/*_InRelease /var/lib/apt/lists/*_Release; do
    [ -e "$file" ] && { list=$file$nl; break; }
  done
  # The time is that of a file of /proc, which is made when it is asked for.
  # shellcheck disable=SC2046 # an inode, a time and a name each
  set -- $(stat -c '%i %Y %n' /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock /var/lib/apt/lists/partial /proc/self/stat 2>/dev/null)
  while [ $# -gt 2 ]; do
    case $3 in */partial) fetched=$2 ;; /proc/*) now=$2 ;; *) locks="$locks $1 $3" ;; esac
    shift 3
  done
  [ -n "$locks" ] && [ -r /proc/locks ] && while read -r _ _ _ mode pid where _; do
    case "$locks " in *" ${where##*:} "*) [ "$mode" = WRITE ] || continue ;; *) continue ;; esac
    file=${locks#*" ${where##*:} "} comm=; read -r comm 2>/dev/null <"/proc/$pid/comm"
    held="$held${file%% *} $pid $comm$nl"
  done </proc/locks
  printf '\n@%s text now ok\n%s\n\n@%s text apt-lists ok\n%.400s%s\n\n@%s text locks ok\n%.500s' "$nonce" "${now:-$(date +%s)}" "$nonce" "$list" "$fetched" "$nonce" "$held"
}

# scripts/attach.sh and scripts/compile.sh define them anew, where that is wanted.
start_attach() { :; }
print_attach() { :; }
compile() { :; }

tools() {
  # The slowest of all begins first.
  if find_tool clang; then probe_clang clang "$path"; else tool_record clang absent '' ''; fi
  plain=$path
  # clang-14 beside a clang that is the same file adds nothing.
  if find_newest clang && ! [ "$path" -ef "$plain" ]; then probe_clang clang-newest "$path"; else tool_record clang-newest absent '' ''; fi
  start_attach
  if find_tool bpftool; then probe_bpftool bpftool "$path"; else tool_record bpftool absent '' ''; fi
  path=
  for entry in /usr/lib/linux-tools/*/bpftool /usr/lib/linux-tools-*/bpftool; do [ -x "$entry" ] && path=$entry; done
  if [ -n "$path" ]; then probe_bpftool bpftool-linux-tools "$path"; else tool_record bpftool-linux-tools absent '' ''; fi
  uid=
  while read -r name _ uid _ && [ "$name" != Uid: ]; do :; done </proc/self/status
  if [ "$uid" != 0 ]; then
    if find_tool sudo; then probe_sudo "$path" & else tool_record sudo absent '' ''; fi
  fi
  [ -n "${no_languages-}" ] || languages
  versions cc make git pahole
  apt_state
  wait
  print_attach
}

# --- files: read by this shell while the tools run ------------------------------------------------------------------------

# The options of the kernel's configuration that a check may ask for, and what shows that a file which Kconfig wrote is whole.
options='^(CONFIG_(.*BPF.*|DEBUG_INFO.*|PAHOLE.*|.*KPROBE.*|.*UPROBE.*|.*FPROBE.*|.*FTRACE.*|FUNCTION_.*|TRACEPOINTS|HAVE_SYSCALL_TRACEPOINTS|PERF_EVENTS|MODULES|SECURITY|SECURITYFS|LSM|LOCK_DOWN_.*|SECURITY_LOCKDOWN.*|IKHEADERS|IKCONFIG.*|CGROUPS|NET|XDP_SOCKETS|NET_SCH_INGRESS|NET_CLS_ACT|NET_SOCK_MSG|NET_XGRESS|SCHED_CLASS_EXT|KALLSYMS.*|HZ|CC_VERSION_TEXT|MODULE_SIG.*|RETHUNK|SYSFS)=|# Automatically generated |# end of (General setup|Kernel hacking)|.*CONFIG_DEBUG_KERNEL[= ]|.*gzip: )'

# Whether the headers of the running release are its own: setup may have linked in those of another kernel.
own_headers() {
  [ ! -h "/lib/modules/$release/linked-by-ebpf" ] && grep -qs "\"$release\"" "/lib/modules/$release/build/include/generated/utsrelease.h"
}

config() {
  trouble= options_read=
  for file in /proc/config.gz "/boot/config-$release" "/lib/modules/$release/config" "/lib/modules/$release/build/.config" \
    "/usr/src/linux-headers-$release/.config" "/lib/modules/$release/kernel/.config" "/usr/lib/ostree-boot/config-$release" "/usr/lib/kernel/config-$release"; do
    if [ ! -e "$file" ]; then
      ! hidden "$file" || doubt "permission denied: $parent"
    elif [ ! -r "$file" ]; then
      doubt "permission denied: $file"
    else
      case $file in
        *.gz)
          if find_tool gzip; then gzip=gzip; elif find_tool busybox; then gzip='busybox gzip'; else doubt "no gzip to read $file"; continue; fi
          text=$($gzip -dc "$file" 2>&1 | grep -aE "$options") ;;
        */build/.config) own_headers || continue; text=$(grep -E "$options" "$file" 2>/dev/null) ;;
        *) text=$(grep -E "$options" "$file" 2>/dev/null) ;;
      esac
      case $text in
        *'gzip: '*) doubt "$file is cut off" ;;
        '') doubt "$file holds no options" ;;
        *) options_read=$text; record text kernel-config ok "$file$nl$text"; return ;;
      esac
    fi
  done
  if [ -z "$trouble" ]; then record text kernel-config absent; return; fi
  record text kernel-config unreadable "$trouble"
}

doubt() { case $trouble in *"$1"*) ;; *) trouble=$trouble${trouble:+; }$1 ;; esac; }

# The kernel's log, where neither securityfs nor the command line nor the configuration tells of lockdown: it takes three processes.
lockdown_log() {
  [ ! -r /sys/kernel/security/lockdown ] || return 0
  IFS= read -r text </proc/cmdline || :
  case " $text $options_read" in *' lockdown='[ci]* | *CONFIG_LOCK_DOWN_KERNEL_FORCE_[CI]*=y*) return ;; esac
  find_tool dmesg || return 0
  # With the first line of the log still there, no word of lockdown means that there is none.
  out=$(bounded dmesg 2>/dev/null </dev/null | grep -iE 'Linux version|kernel is locked down'); tool_record dmesg-lockdown $? dmesg "$out"
}

btf() {
  file=/sys/kernel/btf/vmlinux
  if [ ! -e $file ]; then missing $file; return; fi
  # The busybox of OpenWrt has no od.
  head=$(od -A n -t x1 -N 24 $file 2>/dev/null) || head=$(hexdump -v -n 24 -e '/1 " %02x"' $file 2>/dev/null)
  if [ -n "$head" ]; then
    record file $file ok "$head"
  elif [ -r $file ]; then record file $file unreadable 'neither od nor hexdump reads it'
  else unreadable $file; fi
}

links() { # where a symbolic link points, and whether anything is there
  for entry; do
    if [ -e "$entry" ]; then record link "$entry" ok; elif [ -h "$entry" ]; then record link "$entry" dangling; else record link "$entry" absent; continue; fi
    readlink "$entry" 2>/dev/null || echo "$entry"
  done
}

# What `uname -srm` says, which costs a process: newer kernels have all of it in files (https://docs.kernel.org/admin-guide/sysctl/kernel.html#arch).
system() {
  system=
  for name in ostype osrelease arch; do
    read -r text <"/proc/sys/kernel/$name" || { system=$(bounded uname -srm); break; }
    system=$system${system:+ }$text
  done 2>/dev/null
  release=${system#* } release=${release% *}
}

files() {
  system
  record text uname ok "$system"
  record text memlock ok; ulimit -l 2>/dev/null || echo unknown
  set -- /proc/version /proc/cmdline /proc/self/status /proc/self/uid_map
  for name in random/boot_id unprivileged_bpf_disabled perf_event_paranoid kptr_restrict bpf_stats_enabled ftrace_enabled dmesg_restrict; do
    set -- "$@" /proc/sys/kernel/$name
  done
  for name in enable harden kallsyms limit; do set -- "$@" /proc/sys/net/core/bpf_jit_$name; done
  for name in security/lockdown security/lsm sched_ext/state tracing/events/syscalls/sys_enter_execve/id tracing/events/sched/sched_process_exec/id \
    debug/tracing/events/syscalls/sys_enter_execve/id debug/tracing/events/sched/sched_process_exec/id; do
    set -- "$@" /sys/kernel/$name
  done
  set -- "$@" /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/product_name "/lib/modules/$release/build/include/generated/utsrelease.h" /etc/os-release
  [ -e /etc/os-release ] || set -- "$@" /usr/lib/os-release
  also=
  for dir in /usr/local/lib /usr/local/lib64 /usr/lib/*-linux-gnu* /usr/lib64 /usr/lib; do
    for name in libbpf libelf zlib; do [ ! -r "$dir/pkgconfig/$name.pc" ] || also=$also$nl$dir/pkgconfig/$name.pc; done
  done
  # The last word on the default counts; "saved" is what grubenv says.
  if [ -r /etc/default/grub ]; then
    for file in /etc/default/grub /etc/default/grub.d/*.cfg /boot/grub/grubenv; do [ ! -r "$file" ] || also=$also$nl$file; done
  else record text grub-default absent; fi
  # Mounts may be many, and are cut.
  texts "$@" /proc/self/mounts
  btf
  names /sys/kernel/btf
  names /sys/bus/event_source/devices
  for file in /sys/firmware/efi/efivars/SecureBoot-*; do
    [ -e "$file" ] && { record text secure-boot ok; od -A n -t u1 "$file"; }
  done
  config
  lockdown_log
  existing signs /system/build.prop /.dockerenv /run/.containerenv /run/systemd/container /run/systemd/system /proc/vz /proc/bc /dev/lxd/sock /sys/firmware/efi \
    /run/WSL /run/ostree-booted /var/run/reboot-required /sys/kernel/kheaders.tar.xz /boot/grub/grub.cfg /boot/loader/loader.conf
  existing development /usr/include/bpf/bpf_helpers.h /usr/include/bpf/libbpf.h /usr/local/include/bpf/bpf_helpers.h /usr/include/libelf.h /usr/include/gelf.h \
    /usr/include/zlib.h /usr/include/openssl/ssl.h /usr/include/linux/bpf.h /usr/include/stdio.h /usr/include/asm/types.h /usr/include/*-linux-*/asm/types.h /usr/include/*-linux-*/stdio.h
  existing modules /usr/lib/python3/dist-packages/bcc/__init__.py /usr/lib/python3*/site-packages/bcc/__init__.py
  go=/usr/share/gocode/src/github.com/cilium/ebpf
  existing cilium $go/go.mod $go/ringbuf $go/internal/tracefs "${GOMODCACHE:-${GOPATH:-${HOME-}/go}/pkg/mod}"/github.com/cilium/ebpf@v*/go.mod
  existing crates /usr/share/cargo/registry/libbpf-rs-[0-9]* /usr/share/cargo/registry/libbpf-cargo-[0-9]* /usr/share/cargo/registry/aya-[0-9]*
  present llc llvm-strip llvm-objcopy gcc pkg-config python3 bpftrace flex bison bc rsync xz cargo ip
  existing libraries /usr/local/lib/libbpf.so* /usr/local/lib64/libbpf.so* /usr/lib/*-linux-gnu*/libbpf.so* /usr/lib64/libbpf.so* /usr/lib/*-linux-gnu*/libbpf.a
  existing runtime /usr/lib/*-linux-gnu*/libelf.so.1 /usr/lib*/libelf.so.1 /usr/lib/*-linux-gnu*/libz.so.1 /usr/lib*/libz.so.1 /lib/*-linux-gnu*/libz.so.1
  links "/lib/modules/$release/build" "/lib/modules/$release/source" "/lib/modules/$release/linked-by-ebpf"
  existing header-halves "/lib/modules/$release/build/include/linux/kconfig.h" "/lib/modules/$release/source/include/linux/kconfig.h" \
    "/lib/modules/$release"/kernel/kernel/kheaders.ko*
  existing kernels /boot/vmlinuz-* /lib/modules/*
  existing trial /var/lib/ebpf-kernel/trial.json
  existing headers /usr/src/linux-headers-*
  existing sources /usr/src/linux-source-*
  out=
  for name in apt-get dpkg rpm dnf microdnf tdnf yum zypper pacman apk xbps-install emerge eopkg swupd urpmi nix-env guix opkg \
    rpm-ostree transactional-update bootc abroot; do find_tool $name && out=$out$path$nl; done
  record text package-managers ok "$out"
  # Where there is none, apk, pacman and emerge know of no package: they are not told to fetch it.
  existing package-indexes /var/cache/apk/APKINDEX.* /etc/apk/cache/APKINDEX.* /var/lib/pacman/sync/*.db /var/db/repos/gentoo/profiles /var/opkg-lists/*
  out=
  for name in sudo doas; do find_tool $name && out=$out$path$nl; done
  record text elevation ok "$out"
  names /var/lib/dpkg/updates
  # What `dpkg --audit` would complain of, in a third of its time.
  if [ -r /var/lib/dpkg/status ]; then
    record text dpkg-unfinished ok
    grep -B 1 -E '^Status: .* (half-installed|unpacked|half-configured|triggers-awaited|triggers-pending)$' /var/lib/dpkg/status
  fi
  [ -n "${beside_user-}" ] || compile
  # Last, since it may hang in a dead mount. Its last line is taken for that of the working directory, of which it says nothing where that is gone.
  if [ -z "${EBPF_AWAY-}" ] && [ . -ef "${PWD-}" ]; then
    deadline
    out=$(EBPF_PROBE_UNTIL=$until df -Pk / /boot /usr /var/cache /tmp . 2>&1); rc=$?
    if [ $rc = 137 ]; then record text disk unreadable "df $late"; else record text disk ok; printf '%.4000s\n' "$out"; fi
  else record text disk unreadable 'the working directory is gone or forbidden'; fi
  record end files ok
}

# As root beside the same probe by a user (src/facts/probe.ts) tools are the user's, and are told there; or nobody asks for them (ToolsMode there).
if [ -n "${beside_user-}${no_tools-}" ]; then
  versions() { :; }
  present() { :; }
  probe_clang() { :; }
  probe_bpftool() { :; }
  probe_go() { :; }
  probe_rustc() { :; }
  probe_bpf_linker() { :; }
fi

printf '\nebpf-probe 1 begin %s\n' "$nonce"
# The tools write small records into one pipe while the files come through another.
# Both are passed on until their end or until our patience is at its end: then the last record may be cut. One cat does it for both, which
# opens that of the tools (4) when the files are at their end; where there is no /proc, another.
start tools | {
  start files | pass_on - /proc/self/fd/4 || {
    record cut files $patience
    pass_on <&4 || record cut tools $patience
  }
} 4<&0
printf '\nebpf-probe 1 end %s\n' "$nonce"
