# The optional part of the probe (scripts/probe.sh): carries the prober of native/ along, runs it beside the tools, and leaves nothing
# behind. It is put in front of the probe's first line of output; the lines `#payload ARCH` become native/attach-ARCH.b64.
# Its record: `@NONCE text attach ok`, what the prober printed (native/report.h), and `exit CODE`.

prober() {
  case $1 in
  x86_64 | amd64) cat <<'base64'
#payload x86_64
base64
  ;;
  aarch64 | arm64) cat <<'base64'
#payload aarch64
base64
  ;;
  *) return 1 ;;
  esac
}

# Unpacks the prober to a private file in directory $1 and opens it as descriptor 7; the file is gone before anything runs.
# Its name is known before it is there, so that a signal at any moment finds what to remove.
open_prober() {
  home=$1/ebpf.$nonce
  trap 'rm -rf "$home"; exit 1' HUP INT TERM PIPE
  if mkdir -m 700 "$home" 2>/dev/null; then
    { prober "$machine" | base64 -d | gzip -dc >"$home/attach" && chmod 500 "$home/attach"; } 2>/dev/null &&
      exec 7<"$home/attach" && opened=yes
    rm -rf "$home"
  fi
  trap - HUP INT TERM PIPE
  [ "$opened" = yes ]
}

# Runs it from the first directory that lets programs run: 126 is a mount without exec, or a policy.
run_prober() {
  machine=$(uname -m)
  if ! prober "$machine" >/dev/null; then record text attach unreadable; echo "there is no prober for $machine"; return; fi
  if [ "$attach_as" = root ] && [ "$(id -u)" != 0 ]; then record text attach unreadable; echo 'not root'; return; fi
  if ! printf AA== | base64 -d >/dev/null 2>&1; then record text attach unreadable; echo 'base64 cannot be run'; return; fi
  reason='no directory to unpack it in'
  for directory in /dev/shm /run /tmp /var/tmp; do
    opened=no
    open_prober "$directory" || continue
    out=$(/proc/self/fd/7 2>/dev/null </dev/null); code=$? # it limits its time itself, to ten seconds
    exec 7<&-
    case $out in
    ebpf-attach*) record text attach ok; printf '%s\nexit %s\n' "$out" "$code"; return ;;
    esac
    reason="programs cannot be run from $directory (exit $code)"
  done
  record text attach unreadable; printf '%s\n' "$reason"
}

# Whether a filter of system calls is on: it may let bpf() through or not, and only trying tells.
filtered() {
  while read -r name value; do
    [ "$name" = Seccomp: ] && [ "$value" != 0 ] && return 0
  done </proc/self/status
  return 1
}

# What the tools print is in pieces of less than 1,000 bytes, which the pipe keeps whole; this is more, so it waits in a file
# that has no name any more until they are done.
start_attach() {
  waiting=
  if [ "$attach_as" = filtered ]; then filtered || return; attach_as=root; fi
  for directory in /dev/shm /run /tmp /var/tmp; do
    waiting=$directory/ebpf.$nonce.out
    trap 'rm -f "$waiting"; exit 1' HUP INT TERM PIPE
    (umask 077; set -C; : >"$waiting") 2>/dev/null && exec 8>>"$waiting" 9<"$waiting" && break
    waiting=
  done
  [ -n "$waiting" ] && rm -f "$waiting"
  trap - HUP INT TERM PIPE
  if [ -z "$waiting" ]; then record text attach unreadable; echo 'no directory to write in'; return; fi
  run_prober >&8 9<&- &
}

print_attach() { [ -n "$waiting" ] && cat <&9; }
