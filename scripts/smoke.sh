#!/bin/sh
# Proves that a hello project traces: starts it, waits until it says that it is tracing, causes an execve of its own, waits until
# the program reports that very execve, stops it as Ctrl-C would. Run it as root, under any POSIX sh:
#
#     sh smoke.sh PROGRAM TOKEN SECONDS        e.g. sh smoke.sh ./hello $(date +%s) 10
#
# TOKEN is a word that nobody else uses. Lines that begin with @TOKEN are ours; the others are the program's, as it wrote them:
#
#     @TOKEN pid N         it runs             @TOKEN timeout        it took more than SECONDS
#     @TOKEN ready         it says it traces   @TOKEN exit N         it ended; 128 + N if by signal N
#     @TOKEN triggered     our execve is done  @TOKEN fact NAME V    what explains a failure
#     @TOKEN observed      it reported it
#
# The execve is known by its file name, not by a PID, so it works in PID namespaces; the file does not exist, because the
# tracepoint fires on the way in. trace_pipe is not used: it has one reader at a time, and holds other programs' lines.
set -u
LC_ALL=C
export LC_ALL
program=$1 token=$2 limit=$3
path=/nonexistent/ebpf-hello-$token

say() { printf '@%s %s\n' "$token" "$*"; }

# The shell that tells its PID becomes the program. Whoever reads this pipe knows when the program has ended; if the reader
# itself is killed, the program's next line ends it (SIGPIPE).
run() {
  sh -c 'echo "@$1 pid $$"; exec "$2"' sh "$token" "$program" </dev/null 2>&1
  say "exit $?"
}

# Ends program PID after the time limit, gently, then for good. USR1 ends it, and its sleep: not TERM, which is lost when it comes
# between the fork and the trap, because the shell that forked it has a trap on TERM of its own.
watch() {
  trap 'kill $! 2>/dev/null; wait $!; exit' USR1
  sleep "$limit" >/dev/null 2>&1 & wait $!
  say timeout
  kill -INT "$1"
  sleep 2 >/dev/null 2>&1 & wait $!
  kill -KILL "$1"
}

facts() {
  say "fact uid $(id -u)"
  say "fact effective-capabilities $(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)"
  for dir in /sys/kernel/tracing /sys/kernel/debug/tracing; do
    [ -d $dir/events ] && say "fact tracefs $dir"
    [ -d $dir/events/syscalls/sys_enter_execve ] && say "fact tracepoint $dir"
  done
  [ -e /sys/kernel/btf/vmlinux ] && say 'fact btf yes'
}

follow() {
  pid='' watchdog='' ready='' observed='' shown=0 interrupted='' stopping=''
  # A signal interrupts read; then the loop goes on, to see the program end.
  trap 'interrupted=yes stopping=yes; [ -z "$pid" ] || kill -INT "$pid"' TERM
  while line='' && IFS= read -r line || [ -n "$interrupted" ]; do
    interrupted=''
    case $line in
      '') ;;
      "@$token pid "*)
        pid=${line##* }
        printf '%s\n' "$line"
        [ -z "$stopping" ] || kill -INT "$pid"
        watch "$pid" </dev/null 2>/dev/null & watchdog=$!
        ;;
      "@$token exit "*)
        kill -USR1 "$watchdog" 2>/dev/null && wait "$watchdog" 2>/dev/null
        [ -n "$observed" ] || facts
        printf '%s\n' "$line"
        break
        ;;
      'Tracing execve'*)
        printf '%s\n' "$line"
        [ -z "$ready" ] || continue
        ready=yes
        say ready
        (exec "$path") 2>/dev/null
        say triggered
        ;;
      *"$path"*)
        [ -z "$observed" ] || continue
        observed=yes
        printf '%s\n' "$line"
        say observed
        kill -INT "$pid"
        ;;
      *)
        # What it says before it traces may hold the verifier's log, whose end matters; then a busy host has thousands of execves.
        [ -z "$ready" ] || shown=$((shown + 1))
        [ $shown -gt 20 ] || printf '%s\n' "$line"
        ;;
    esac
  done
}

# In the background, because a shell that waits for a foreground command heeds no trap.
run | follow &
follower=$!
trap 'kill -TERM "$follower" 2>/dev/null' TERM INT HUP
while wait "$follower"; [ $? -gt 128 ]; do :; done
