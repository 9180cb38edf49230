import {quote} from './quote.ts';

/**
 * A command that runs on a host by itself: no cut connection and no Ctrl-C here ends it. It is started at most once for its id,
 * however often it is asked for, so a reply that was lost can simply be asked for again.
 */
export interface Job {
  /** Chosen by us before the start: lower-case letters, digits and dashes. It names a folder on the host. */
  readonly id: string;
  readonly command: readonly string[];
  readonly asRoot?: boolean;
  readonly directory?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the last line on stderr of {@link followScript} says, each with a word after it. */
export const jobStates = {over: 'job-over', died: 'job-died', more: 'job-more', absent: 'job-absent'} as const;

/** `$1` is the job's id. Root's jobs survive a reboot, so that a later run finds out what became of them. */
const folder = `case $(id -u) in 0) base=/var/lib/ebpf/jobs ;; *) base=\${XDG_STATE_HOME:-$HOME/.local/state}/ebpf/jobs ;; esac
job=$base/$1
pause() { sleep 0.2 2>/dev/null || sleep 1; }
line() { text=; [ ! -r "$1" ] || read -r text <"$1" || :; } 2>/dev/null
# Asked five times a second for as long as the job takes, on hosts that may be slow: it starts no program.
alive() {
  line /proc/sys/kernel/random/boot_id; now=$text
  line "$job/boot"; [ "$text" = "$now" ] || return 1
  line "$job/pid"; kill -0 "$text" 2>/dev/null || return 1
  # Where nothing reaps orphans, as in a container without an init, a dead one stays as a zombie.
  line "/proc/$text/stat"; case $text in *') Z '*) return 1 ;; esac
}`;

/**
 * What runs on the host. The folder `lock` is made by one of any number of starts; the others leave. `rc` appears whole, by a rename,
 * when the command is over.
 */
export function runnerScript({command, directory, environment = {}}: Job): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`);
  const enter =
    directory === undefined ? [] : [`cd ${quote(directory.startsWith('/') ? directory : `./${directory}`)} || exit 1`];
  return [
    'cd "$1" || exit 1',
    'mkdir lock 2>/dev/null || exit 0',
    'cat /proc/sys/kernel/random/boot_id >boot 2>/dev/null',
    'echo $$ >pid.new; mv pid.new pid',
    // The folder is for its owner alone; what the command makes is not.
    `( umask 022; cd /; ${[...exports, ...enter].map((line) => `${line}; `).join('')}exec ${command.map(quote).join(' ')} ) </dev/null >log 2>&1`,
    'echo $? >rc.new; sync rc.new 2>/dev/null; mv rc.new rc',
    '',
  ].join('\n');
}

/**
 * Takes the runner on stdin (`$2` bytes: what a cut connection left of it is not run) and starts it: under systemd as a unit of its own,
 * which outlives the session whatever logind thinks of it, else in a session of its own.
 */
export const startScript = `umask 077
${folder}
# What lies there is run: no folder, or link, that another has laid in the way.
own() { set -- $(ls -ldn "$1"); case $1 in d????[!w]??[!w]*) [ "$3" = "$(id -u)" ] ;; *) return 1 ;; esac; }
mkdir -p "$job" || exit 1
own "$base" && own "$job" || { echo "others may change what lies in $job" >&2; exit 1; }
[ ! -d "$job/lock" ] || exit 0
cat >"$job/run.$$" && [ $(($(wc -c <"$job/run.$$"))) = "$2" ] && mv "$job/run.$$" "$job/run" || { rm -f "$job/run.$$"; echo "the script did not arrive whole" >&2; exit 1; }
alone=nohup; command -v setsid >/dev/null 2>&1 && alone=setsid
{ [ "$(id -u)" = 0 ] && [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1 &&
  systemd-run --quiet --collect --unit="ebpf-$1-$$" --property=KillMode=process --setenv=PATH="$PATH" --setenv=HOME="\${HOME:-/root}" sh "$job/run" "$job" >/dev/null 2>&1 </dev/null; } ||
  ( exec </dev/null >/dev/null 2>&1; exec $alone sh "$job/run" "$job" ) &
tries=0
until [ -d "$job/lock" ]; do
  [ $tries -lt 50 ] || { echo "it did not begin" >&2; exit 1; }
  tries=$((tries + 1)); pause
done`;

/** Bytes and pauses after which a round of following is over, so that each has a limit of time. */
export const roundBytes = 8 * 1024 * 1024;
const roundPauses = 1000;
/** Milliseconds that so many pauses last at least, on a host whose clock runs as it should; half of it is put up with. */
export const shortestRound = roundPauses * 100;

/** Prints the log from byte `$2` on until the job is over, or a round is full. */
export const followScript = `${folder}
at=$2 sent=0 blind=0 pauses=0
[ -d "$job/lock" ] || { echo "${jobStates.absent} -" >&2; exit 1; }
running() {
  if [ ! -e "$job/pid" ]; then blind=$((blind + 1)); [ $blind -lt 25 ]; return; fi
  alive
}
while :; do
  end=
  if [ -e "$job/rc" ]; then end=over
  elif ! running; then if [ -e "$job/rc" ]; then end=over; else end=died; fi; fi
  size=0; [ ! -e "$job/log" ] || size=$(($(wc -c <"$job/log")))
  if [ $((size - at)) -gt 1048576 ]; then size=$((at + 1048576)) end=more; fi
  if [ $size -gt $at ]; then tail -c +$((at + 1)) "$job/log" | head -c $((size - at)); sent=$((sent + size - at)) at=$size; fi
  case $end in
  over) echo "${jobStates.over} $(cat "$job/rc")" >&2; exit 0 ;;
  died) echo "${jobStates.died} -" >&2; exit 0 ;;
  esac
  [ $sent -lt ${roundBytes} ] && [ $pauses -lt ${roundPauses} ] || { echo "${jobStates.more} -" >&2; exit 0; }
  [ "$end" = more ] || { pauses=$((pauses + 1)); pause; }
done`;

export const removeScript = `${folder}
[ -e "$job/rc" ] || { [ -e "$job/pid" ] && alive && exit 0; }
rm -rf "$job"`;

/** Names the jobs that still run, one a line. */
export const listScript = `${folder}
for job in "$base"/*; do [ -d "$job/lock" ] && [ ! -e "$job/rc" ] && [ -e "$job/pid" ] && alive && echo "\${job##*/}"; done; exit 0`;
