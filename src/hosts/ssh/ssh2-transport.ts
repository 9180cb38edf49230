import type {ClientChannel} from 'ssh2';
import {shortLine} from '../clean.ts';
import {Failure} from '../failure.ts';
import {tryByHand} from './by-hand.ts';
import {hangUp} from './hang-up.ts';
import {lostFailure} from './lost.ts';
import type {Connected} from './route.ts';
import {type Channel, SessionRefused, type Transport} from './transport.ts';

/** Milliseconds for the host to open a channel: on a half-open TCP connection it never would. */
const openPatience = 30_000;

/** Milliseconds for a command's channel to be closed once it has ended and its output has. */
const closePatience = 1000;

/** Bytes of a command that any server takes: dropbear refuses more than 9,000. OpenSSH takes what Linux does as one argument. */
const longestCommand = (software: string): number => (software.startsWith('OpenSSH_') ? 120_000 : 8000);

/** Commands over a connection of ssh2. */
export function ssh2Transport(connected: Connected): Transport {
  const {client, config, socket, software, unasked, release} = connected;
  let gone: Failure | undefined;
  const lost = (why: string): Failure => {
    gone ??= lostFailure(config.original, why, tryByHand(config));
    return gone;
  };
  client.on('error', (error) => void lost(error.message));
  client.on('close', () => {
    lost('The host closed it.');
    release();
  });

  const channelOf = (stream: ClientChannel): Channel => {
    let code: number | undefined;
    let leave = () => {};
    const awaited = new Set(['exit', 'stdout', 'stderr']);
    const ended = new Promise<number | undefined>((resolve, reject) => {
      leave = () => resolve(code);
      stream.once('close', () => (gone && awaited.has('exit') ? reject(gone) : resolve(code)));
      // A host may leave out what closes the channel; nothing can follow.
      const come = (what: string) => {
        awaited.delete(what);
        if (awaited.size === 0) setTimeout(leave, closePatience).unref();
      };
      stream.on('exit', (status: number | null) => {
        code = status ?? undefined;
        come('exit');
      });
      stream.once('end', () => come('stdout'));
      stream.stderr.once('end', () => come('stderr'));
    });
    stream.on('error', () => {}); // a late write; the end is told by 'close'
    ended.catch(() => {});
    const destroy = () => {
      stream.destroy();
      leave();
    };
    const took = (bytes: number) => unasked.asked(bytes);
    return {stdin: stream, stdout: stream, stderr: stream.stderr, took, ended, destroy};
  };

  return {
    longestCommand: longestCommand(software),
    alive: () => gone === undefined,
    open: (commandLine) =>
      new Promise((resolve, reject) => {
        if (gone || !socket.writable) return reject(lost('The host closed it.'));
        const timer = setTimeout(() => {
          reject(lost('It opened no channel in time.'));
          socket.destroy();
        }, openPatience);
        client.exec(commandLine, (error, stream) => {
          clearTimeout(timer);
          if (!error) resolve(channelOf(stream));
          else if (gone) reject(gone);
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
    close: async () => {
      await hangUp(connected);
      release();
    },
  };
}
