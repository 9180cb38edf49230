import {cleanLine} from '../../hosts/clean.ts';
import {Failure} from '../../hosts/failure.ts';
import type {Host, RunResult} from '../../hosts/host.ts';
import {toolWords} from '../../hosts/tool-words.ts';
import type {Command} from '../../remedies/remedy.ts';
import {showCommand} from '../../remedies/show.ts';
import {failedHook, hookAdvice} from './hooks.ts';

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

/** What apt or dpkg said of a failure on a host, with what to do about it. */
export const aptFailure = (
  host: Pick<Host, 'name' | 'local'>,
  command: Command,
  {exitCode, stderr, stdout}: AptResult,
  lock?: Lock,
): Failure => {
  const text = `${stdout.toString('utf8')}\n${stderr}`;
  const hook = failedHook(text);
  const lines = text
    // apt gives dpkg a terminal, which ends lines its own way.
    .replaceAll('\r\n', '\n')
    // dpkg tells the reason in a line of its own: "error processing archive X (--unpack):", then " ... (No space left on device)".
    .replace(/^(dpkg: .*:)\n (?=\S)/gm, '$1 ')
    .split('\n')
    .map((line) => cleanLine(line))
    .filter((line) => /^(?:E|Err|dpkg): ?|^W: .*(?:Failed|resolving)/.test(line));
  const told = [...(hook?.said ?? []), ...lines];
  const why = [...new Set(told)].slice(0, 12).join('\n') || `Exit code ${exitCode ?? 'none: it was killed'}.`;
  return new Failure({
    what: `"${showCommand(command.slice(0, 2))}" failed.`,
    why,
    said: lines.join('\n'),
    ran: command,
    todo: lock
      ? `Try again when ${lock.holder} is done, or wait longer with --lock-wait SECONDS.`
      : hook
        ? hookAdvice(hook, host)
        : advice(why, command),
  });
};

/** Whether a download failed because the lists name what the mirror no longer has. */
export const listsAreStale = ({why = ''}: Failure): boolean => /\b404\b|no longer has|Hash Sum mismatch/i.test(why);

/** What to do about apt's own words. */
export const advice = (why: string, command: Command = []): string => {
  const runs = (option: string) => command.includes(option);
  if (/dpkg was interrupted/.test(why) && !runs('--configure'))
    return 'Complete it as root, then run setup again: dpkg --configure -a';
  if (/exited unexpectedly|received (?:a )?signal|was killed|^Exit code 137/i.test(why))
    return 'It was killed: look whether memory ran out (as root: dmesg), then run setup again: it completes what was begun.';
  if (/No space left|not enough free space|don't have enough free space/i.test(why))
    return 'Free some space (as root: apt-get clean), then run setup again: it completes what was begun.';
  if (
    /Temporary failure resolving|Could not resolve|Could not connect|Cannot initiate the connection|Connection (?:timed out|refused)|Network is unreachable/i.test(
      why,
    )
  ) {
    return 'The mirrors in /etc/apt are out of reach from here: look at the network or the proxy, then run setup again.';
  }
  if (/is expired|not valid yet/.test(why))
    return 'By the clock here the lists are out of date: set the clock if it is wrong, else take a mirror that is kept up, then run setup again.';
  if (/Malformed|sources\.list|list of sources|does not have a Release file|not signed|NO_PUBKEY/i.test(why))
    return 'Fix the entry that apt names in /etc/apt, then run setup again.';
  if (/\b404\b|no longer has|Hash Sum mismatch/i.test(why))
    return 'The lists and the mirror disagree even when fetched anew: the mirror may be in the middle of an update. Try again later, or another mirror.';
  if (/--fix-broken install/.test(why) && !runs('--fix-broken') && !runs('-f'))
    return 'Complete it as root, then run setup again: apt-get --fix-broken install';
  if (/unmet dependencies|held broken packages/i.test(why))
    return 'Look at what holds them: apt-mark showhold; apt-cache policy PACKAGE.';
  return 'Fix what it names, then run setup again; what packages said is in /var/log/apt/term.log.';
};
