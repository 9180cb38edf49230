import {once} from 'node:events';
import {Socket} from 'node:net';
import type {ClientChannel} from 'ssh2';
import {cleanLine, shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import type {Connected} from './route.ts';
import {type Channel, SessionRefused, type Transport} from './transport.ts';

/** Milliseconds for the host to open a channel: on a half-open TCP connection it never would. */
const openPatience = 30_000;

/** Commands over a connection of ssh2. */
export function ssh2Transport({client, config, socket, release}: Connected): Transport {
  let gone: Failure | undefined;
  const lost = (why: string) => {
    gone ??= new Failure({
      what: `The connection to ${config.original} was lost`,
      why: cleanLine(why),
      link: 'lost',
    });
  };
  client.on('error', (error) => lost(error.message));
  client.on('close', () => {
    lost('The host closed it.');
    release();
  });

  const channelOf = (stream: ClientChannel): Channel => {
    let exited = false;
    let code: number | undefined;
    stream.on('exit', (status: number | null) => {
      exited = true;
      code = status ?? undefined;
    });
    stream.on('error', () => {}); // a late write; the end is told by 'close'
    const ended = new Promise<number | undefined>((resolve, reject) => {
      stream.once('close', () => (gone && !exited ? reject(gone) : resolve(code)));
    });
    ended.catch(() => {});
    return {stdin: stream, stdout: stream, stderr: stream.stderr, ended, destroy: () => stream.destroy()};
  };

  return {
    alive: () => gone === undefined,
    open: (commandLine) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(gone);
        const timer = setTimeout(() => {
          lost('It opened no channel in time.');
          reject(gone);
          client.destroy();
        }, openPatience);
        client.exec(commandLine, (error: (Error & {reason?: unknown}) | undefined, stream) => {
          clearTimeout(timer);
          if (!error) resolve(channelOf(stream));
          else if (gone || !client) reject(gone ?? error);
          else
            reject(
              'reason' in error
                ? new SessionRefused(error.message)
                : new Failure({
                    what: `${config.original} runs no command`,
                    why: shortLine(error.message, 300),
                    link: 'refused',
                    cause: error,
                  }),
            );
        });
      }),
    // The goodbye is sent, but its answer would cost a round trip.
    close: async () => {
      if (gone) return;
      const closed = once(client, 'close');
      client.end();
      if (socket instanceof Socket) socket.destroySoon();
      else setImmediate(() => socket.destroy());
      await closed;
    },
  };
}
