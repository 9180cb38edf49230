import {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Client} from 'ssh2';

/** Milliseconds for the goodbye to leave this machine. */
const patience = 1000;

/** Closes a connection: the goodbye is sent, and no answer awaited, which would cost a round trip and may never come. */
export async function hangUp({client, socket}: {readonly client: Client; readonly socket: Duplex}): Promise<void> {
  if (socket.destroyed) return;
  const closed = new Promise<void>((resolve) => void socket.once('close', resolve));
  client.end();
  if (socket instanceof Socket) socket.destroySoon();
  else setImmediate(() => socket.destroy());
  const force = setTimeout(() => socket.destroy(), patience);
  await closed;
  clearTimeout(force);
}
