import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {cleanLine} from '../clean.ts';
import {exitCodes, Failure} from '../failure.ts';
import {fromRaw, parseResolved, type SshConfig} from './config.ts';
import {readConfigFiles} from './config-files.ts';
import type {Destination} from './destination.ts';

/** Settings for a destination: OpenSSH's own answer where it is installed, else that of a parser. FILE replaces the user's configuration. */
export async function resolveConfig(destination: Destination, file?: string): Promise<SshConfig> {
  const options = [
    ...(file ? ['-F', file] : []),
    ...(destination.user ? ['-l', destination.user] : []),
    ...(destination.port ? ['-p', String(destination.port)] : []),
  ];
  try {
    const {stdout} = await promisify(execFile)('ssh', [...options, '-G', '--', destination.host], {
      maxBuffer: 1 << 20,
      timeout: 20_000,
    });
    return fromRaw(parseResolved(stdout), destination, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return fromRaw(await readConfigFiles(destination, file), destination, file);
    }
    throw new Failure({
      what: `OpenSSH does not accept the configuration for ${destination.host}`,
      why: cleanLine((error as {stderr?: string}).stderr || String(error)),
      todo: `Run: ssh -G ${destination.host}`,
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
}
