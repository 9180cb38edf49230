import {quote} from '../quote.ts';
import type {SshConfig} from './config.ts';

/** A host as messages and questions name it: as the user wrote it, with where that leads when it is not plain. */
export const where = ({original, host, port}: SshConfig): string =>
  original === host && port === 22 ? host : `${original} (${host} port ${port})`;

interface Target {
  readonly host: string;
  readonly user?: string | undefined;
  readonly port?: number | undefined;
  /** The ssh_config that was given in place of the user's. */
  readonly file?: string | undefined;
}

/** What to try by hand: the same account on the same port. */
export const byHand = ({host, user, port, file}: Target): string =>
  [
    ...['Try: ssh'],
    ...(file ? ['-F', quote(file)] : []),
    ...(port && port !== 22 ? ['-p', port] : []),
    quote(user ? `${user}@${host}` : host),
    'true',
  ].join(' ');

/** {@link byHand} for a host whose settings are known. */
export const tryByHand = ({original, user, port, file}: SshConfig): string =>
  byHand({host: original, user, port, file});
