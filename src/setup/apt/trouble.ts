import {cleanLine, cleanLines} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host, RunResult} from '../../hosts/host.ts';
import {toolWords} from '../../hosts/tool-words.ts';
import type {Command} from '../../remedies/remedy.ts';
import {showCommand} from '../../remedies/show.ts';
import {failedHook, hookAdvice} from './hooks.ts';
import {withoutStatus} from './status.ts';

/** How apt or dpkg ended. Of another host all its output is in `stderr`. */
export type AptResult = Pick<RunResult, 'exitCode' | 'stderr' | 'stdout'>;

/** A lock that another process holds, by the words of apt or dpkg. */
export interface Lock {
  /** `unattended-upgr (process 812)` where it is told. */
  readonly holder: string;
  readonly file: string;
}

/**
 * The lock that stood in the way; undefined when something else went wrong. A lock file that can't be opened (read-only file system,
 * not root) is "Could not open lock file": waiting would not help.
 */
export const heldLock = (stderr: string): Lock | undefined => {
  const text = toolWords(stderr);
  const apt = /Could not get lock (\S+?)\.?(?: It is held by process (\d+)(?: \(([^)]*)\))?| - open \(11)/.exec(text);
  const dpkg = /dpkg: error: (?:dpkg )?(.*) (?:lock )?(?:was|is) locked by another process(?: with pid (\d+))?/.exec(
    text,
  );
  const [, file, pid, name] = apt ?? dpkg ?? [];
  if (file === undefined) return undefined;
  const holder = pid ? `${cleanLine(name || 'another package manager')} (process ${pid})` : 'another package manager';
  return {holder, file: apt ? cleanLine(file) : "dpkg's lock"};
};

/** The stage in which package managers speak, for src/explain. */
export const packages = 'packages';

/** What to do about words that nobody knows. */
export const fixAndGoOn = 'Fix what it names, then run setup again; what packages said is in /var/log/apt/term.log.';

/** Of one that said nothing. */
export const howItEnded = (exitCode: number | undefined): string => `Exit code ${exitCode ?? 'none: it was killed'}.`;

/** What apt or dpkg said of a failure on a host. */
export const aptFailure = (
  host: Pick<Host, 'name' | 'local'>,
  command: Command,
  {exitCode, stderr, stdout}: AptResult,
  lock?: Lock,
): Failure => {
  const text = withoutStatus(`${stdout.toString('utf8')}\n${stderr}`);
  const hook = failedHook(text);
  const whole = text
    // apt gives dpkg a terminal, which ends lines its own way.
    .replaceAll('\r\n', '\n')
    // dpkg tells the reason in a line of its own: "error processing archive X (--unpack):", then " ... (No space left on device)".
    .replace(/^(dpkg: .*:)\n (?=\S)/gm, '$1 ');
  const removals = refusedRemovals(whole);
  const lines = cleanLines(whole).filter((line) =>
    /^(?:E|Err|dpkg): ?|^W: .*(?:Failed|resolving|GPG error|signature verification)/.test(line),
  );
  const told = [...(hook?.said ?? []), ...lines];
  const why = [...new Set(told)].slice(0, 12).join('\n') || howItEnded(exitCode);
  const killed = [undefined, 137].includes(exitCode) || /exited unexpectedly|received (?:a )?signal/.test(why);
  return new Failure({
    what: `"${showCommand(command.slice(0, 2))}" failed.`,
    why,
    // Who holds a lock, which hook failed, what would go, and that it was killed is known better than by the words alone.
    ...(lock || hook || removals || killed ? {} : {said: lines.join('\n'), stage: packages}),
    ran: command,
    todo: lock
      ? `Try again when ${lock.holder} is done, or wait longer with --lock-wait SECONDS.`
      : hook
        ? hookAdvice(hook, host)
        : removals
          ? `Nothing was changed: for these packages apt would remove ${removals}, which is yours to decide. Remove that yourself, or keep it and do without; then run setup again.`
          : killed
            ? 'It was killed: look whether memory ran out (as root: dmesg), then run setup again: it completes what was begun.'
            : fixAndGoOn,
  });
};

/** Packages that apt would have removed for others, where it was told not to. */
const refusedRemovals = (text: string): string | undefined => {
  if (!text.includes('Packages need to be removed but remove is disabled')) return undefined;
  const [, names = ''] = /^The following packages will be REMOVED:\n((?: .*\n)*)/m.exec(text) ?? [];
  return cleanLine(names).slice(0, 300) || 'others';
};

/** Whether a download failed because the lists name what the mirror no longer has. */
export const listsAreStale = ({why = ''}: Failure): boolean =>
  /\b404\b|no longer has|Hash Sum mismatch|unexpected size/i.test(why);
