import path from 'node:path';
import {spelledOut} from '../hosts/clean.ts';
import {failureLines} from '../hosts/failure.ts';
import {makeFolder, replaceFile} from '../hosts/safe-file.ts';
import {homeHere} from '../hosts/user.ts';
import type {FleetHost} from './fleet.ts';

/** Where logs of failed hosts are kept: `$XDG_STATE_HOME/ebpf/setup`, else `~/.local/state/ebpf/setup`. */
const folderOfLogs = ({XDG_STATE_HOME: base}: NodeJS.ProcessEnv = process.env): string =>
  // The XDG specification has relative paths ignored.
  path.join(base && path.isAbsolute(base) ? base : path.join(homeHere(), '.local/state'), 'ebpf/setup');

/** Writes down what was done on a host that failed: what was SAID, its steps, and why it ended. Its path, where it could be written. */
export const writeLog = async (
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
