#!/bin/sh
# Proves that a hello project traces: starts it, waits until it says that it is tracing, causes an execve of its own, waits until
# the program reports that very execve, stops it as Ctrl-C would. Run it as root, under any POSIX sh:
#
#     sh smoke.sh TOKEN SECONDS READY PROGRAM [ARGUMENT...]      e.g. sh smoke.sh $(date +%s) 10 'Tracing' ./hello
#
# READY is how the program's line begins that says that it traces; where it is empty, it is taken to trace from its start on.
# TOKEN is a word that nobody else uses. Lines that begin with @TOKEN are ours; the others are the program's, as it wrote them:
#
#     @TOKEN pid N         it runs             @TOKEN timeout        it took more than SECONDS
#     @TOKEN ready         it says it traces   @TOKEN exit N         it ended; 128 + N if by signal N
#     @TOKEN triggered     our execve is done  @TOKEN fact NAME V    what explains a failure
#     @TOKEN observed      it reported it      @TOKEN left WHAT      stayed behind
#
# The execve is known by its file name, or by the name of the process that calls it, not by a PID, so it works in PID namespaces;
# the file does not exist, because the tracepoint fires on the way in. It is called again until it is reported: some programs
# say that they trace a moment before they do.
#
# A scene (scripts/scenes/) put before this text has something else caused and looked for: scene_prepare sets up what is needed, and may set
# `path` (what the report holds) and `target` (one more argument of the program); scene_cause does it; scene_tidy removes what the first made.
set -u
LC_ALL=C
export LC_ALL
token=$1 limit=$2 ready_line=$3; shift 3
path=/nonexistent/ebpf-hello-$token
# A process's name has 15 characters at most.
comm=eh-$(printf %s "$token" | tr -dc '[:alnum:]' | cut -c1-12)

say() { printf '@%s %s\n' "$token" "$*"; }

# The shell that tells its PID becomes the program. Whoever reads this pipe knows when the program has ended; if the reader
# itself is killed, the program's next line ends it (SIGPIPE).
run() {
  sh -c 'echo "@$1 pid $$"; shift; exec "$@"' sh "$token" "$@" </dev/null 2>&1
  say "exit $?"
}

# Ends program PID after SECONDS, gently, then for good. USR1 ends a helper of ours, and its sleep: not TERM, which is lost when it
# comes between the fork and the trap, because the shell that forked it has a trap on TERM of its own.
watch() {
  trap 'kill $! 2>/dev/null; wait $!; exit' USR1
  pause "$2"
  [ -n "$3" ] || { say timeout; runs "$1"; }
  stop "$1"
}

# How often the BPF programs that it holds have run: counted where kernel.bpf_stats_enabled is 1, or somebody holds BPF_ENABLE_STATS.
runs() {
  count=$(sed -n 's/^run_cnt:[[:space:]]*//p' /proc/"$1"/fdinfo/* 2>/dev/null | sort -n | tail -n 1)
  case $count in '' | 0) ;; *) say "fact runs $count" ;; esac
}

# Ctrl-C; SIGTERM for a program that leaves SIGINT alone; SIGKILL for one that hangs.
stop() {
  kill -INT "$1"; pause 2
  kill -TERM "$1"; pause 2
  say timeout; kill -KILL "$1"
}

pause() { sleep "$1" >/dev/null 2>&1 & wait $!; }

# One execve of a process with a name of its own, and a fork before it for programs that trace those.
trigger() {
  if defined scene_cause; then scene_cause; else call; fi
}
defined() { command -v "$1" >/dev/null 2>&1; }
call() { (printf %s "$comm" >/proc/self/comm; (:); exec "$path") 2>/dev/null; }

trigger_again() {
  trap 'kill $! 2>/dev/null; wait $!; exit' USR1
  while :; do
    { sleep 0.3 2>/dev/null || sleep 1; } & wait $!
    trigger
  done
}

begin_trigger() {
  ready=yes
  say ready
  trigger
  say triggered
  trigger_again </dev/null >/dev/null 2>&1 & triggers=$!
}

# Ends helper processes of ours, and waits for them.
end() { for job; do kill -USR1 "$job" 2>/dev/null && wait "$job" 2>/dev/null; done; }

facts() {
  say "fact uid $(id -u)"
  say "fact effective-capabilities $(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)"
  for dir in /sys/kernel/tracing /sys/kernel/debug/tracing; do
    [ -d $dir/events ] && say "fact tracefs $dir"
    [ -d $dir/events/syscalls/sys_enter_execve ] && say "fact tracepoint $dir"
  done
  [ -e /sys/kernel/btf/vmlinux ] && say 'fact btf yes'
  for pmu in kprobe uprobe; do [ -e /sys/bus/event_source/devices/$pmu ] && say "fact $pmu yes"; done
}

follow() {
  pid='' watchdog='' triggers='' ready='' observed='' shown=0 interrupted='' stopping=''
  # A signal interrupts read; then the loop goes on, to see the program end.
  trap 'interrupted=yes stopping=yes; [ -z "$pid" ] || kill -INT "$pid"' TERM
  while line='' && IFS= read -r line || [ -n "$interrupted" ]; do
    interrupted=''
    case $line in
      '') continue ;;
      "@$token pid "*)
        pid=${line##* }
        printf '%s\n' "$line"
        [ -z "$stopping" ] || kill -INT "$pid"
        watch "$pid" "$limit" '' </dev/null 2>/dev/null & watchdog=$!
        [ -n "$ready_line" ] || begin_trigger
        continue
        ;;
      "@$token exit "*)
        end $triggers $watchdog
        [ -n "$observed" ] || facts
        printf '%s\n' "$line"
        break
        ;;
      *"$path"* | *"$comm"*)
        [ -z "$observed" ] || continue
        observed=yes
        printf '%s\n' "$line"
        say observed
        end $triggers $watchdog
        watch "$pid" 0 stop </dev/null 2>/dev/null & watchdog=$! triggers=''
        continue
        ;;
    esac
    # What it says before it traces may hold the verifier's log, whose end matters; then a busy host has thousands of execves.
    [ -z "$ready" ] || shown=$((shown + 1))
    [ $shown -gt 20 ] || printf '%s\n' "$line"
    case $line in
      "$ready_line"*) [ -n "$ready" ] || begin_trigger ;;
    esac
  done
}

target=''
if defined scene_prepare; then scene_prepare || { say 'exit 125'; exit 1; }; fi

# In the background, because a shell that waits for a foreground command heeds no trap.
run "$@" ${target:+"$target"} | follow &
follower=$!
trap 'kill -TERM "$follower" 2>/dev/null' TERM INT HUP
while wait "$follower"; [ $? -gt 128 ]; do :; done
if defined scene_tidy; then scene_tidy; fi
