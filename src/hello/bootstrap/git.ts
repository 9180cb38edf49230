import {setTimeout as sleep} from 'node:timers/promises';
import {cleanLine} from '../../hosts/clean.ts';
import type {RunResult} from '../../hosts/host.ts';
import {trimEndOf} from '../../hosts/trim-end.ts';
import type {StageName, Work} from '../stage.ts';

export const upstream = 'https://github.com/libbpf/libbpf-bootstrap';

/** Never asks, and gives up a connection that carries less than 1 kB in 30 s: a mirror that hangs must not hang us. */
const environment = {LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true'};
const patience = ['-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=30'];

/** Git on the host, and what it says as progress. Resolves whatever its exit code is. */
export const git = async (
  {host, onProgress, signal}: Work,
  stage: StageName,
  args: readonly string[],
): Promise<RunResult> => {
  // A shell that has no git says so as everybody's does.
  const result = await host.run(['sh', '-c', 'exec git "$@"', 'sh', ...patience, ...args], {
    environment,
    onLine: (line) => onProgress?.(stage, cleanLine(line)),
    timeout: 30 * 60_000,
    ...(signal && {signal}),
  });
  signal?.throwIfAborted();
  return result;
};

const cutOff =
  /early EOF|unexpected disconnect|hung up unexpectedly|RPC failed|Connection (?:reset|timed out)|Operation timed out|Operation too slow|transfer closed|TLS connection was non-properly|index-pack failed/;

export const wasCutOff = (stderr: string): boolean => cutOff.test(stderr);

/** Tries again what was cut off: twice, after a while. What has arrived whole stays. */
export const gitAgain = async (work: Work, stage: StageName, args: readonly string[]): Promise<RunResult> => {
  for (let tries = 1; ; tries += 1) {
    const result = await git(work, stage, args);
    if (result.exitCode === 0 || tries === 3 || !wasCutOff(result.stderr)) return result;
    work.onProgress?.(stage, 'cut off; trying again');
    await sleep(tries * 2000, undefined, work.signal ? {signal: work.signal} : {});
  }
};

/**
 * What lets git take the submodules from beside the mirror that was named, where they are there: .gitmodules names them by their
 * addresses upstream. Git takes submodules from this machine's own disk only when it is told to.
 */
export const mirrorOptions = async (work: Work, url: string): Promise<readonly string[]> => {
  if (url === upstream) return [];
  const local = /^(?:\/|\.|file:)/.test(url) ? ['-c', 'protocol.file.allow=always'] : [];
  const whole = trimEndOf(url, '/');
  const base = whole.slice(0, whole.lastIndexOf('/') + 1);
  const {exitCode} = await git(work, 'clone', [...local, 'ls-remote', '--exit-code', '--', `${base}libbpf`, 'HEAD']);
  return exitCode === 0 ? [...local, '-c', `url.${base}.insteadOf=https://github.com/libbpf/`] : local;
};
