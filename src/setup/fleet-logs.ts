import path from 'node:path';
import {spelledOut} from '../hosts/clean.ts';
import {filesAtOnce} from '../hosts/descriptors.ts';
import {exitCodes, failureLines} from '../hosts/failure.ts';
import {sideBySide} from '../hosts/pool.ts';
import {makeFolder, replaceFile} from '../hosts/safe-file.ts';
import {homeHere} from '../hosts/user.ts';
import type {FleetHost} from './fleet.ts';

/** Where logs of failed hosts are kept: `$XDG_STATE_HOME/ebpf/setup`, else `~/.local/state/ebpf/setup`. */
const folderOfLogs = ({XDG_STATE_HOME: base}: NodeJS.ProcessEnv = process.env): string =>
  // The XDG specification has relative paths ignored.
  path.join(base && path.isAbsolute(base) ? base : path.join(homeHere(), '.local/state'), 'ebpf/setup');

/** Writes down what was done on each host that was begun and did not become ready; the paths of those that could be written, by host. */
export const keepLogs = async (
  hosts: readonly FleetHost[],
  said: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, string>> => {
  const failed = hosts.filter(({begun, exitCode}) => begun !== false && exitCode !== exitCodes.ready);
  const kept = await sideBySide(failed, filesAtOnce, async (host): Promise<[string, string] | undefined> => {
    const file = await writeLog(host, said.get(host.host) ?? []);
    return file === undefined ? undefined : [host.host, file];
  });
  return new Map(kept.filter((pair) => pair !== undefined));
};

/** What was `said` of a host, its steps, and why it ended, in a file of its name. */
const writeLog = async (
  {host, setup, error, exitCode}: FleetHost,
  said: readonly string[],
  now = new Date(),
): Promise<string | undefined> => {
  const file = path.join(folderOfLogs(), `${spelledOut(host).replaceAll(/[^\w.@-]/g, '_')}.log`);
  const steps = setup?.steps ?? [];
  const text = [
    `${now.toISOString()} ebpf setup of ${host}: exit code ${exitCode}`,
    ...said,
    ...steps.map(
      ({title, ok, milliseconds, message}) =>
        `${ok ? 'ok  ' : 'FAIL'} ${title} (${(milliseconds / 1000).toFixed(1)} s)${message ? `: ${message}` : ''}`,
    ),
    ...(error ? [failureLines(error)] : []),
    '',
  ].join('\n');
  try {
    await makeFolder(path.dirname(file));
    await replaceFile(file, text, {mode: 0o600});
    return file;
  } catch {
    return undefined; // All of it is in the report as well.
  }
};
