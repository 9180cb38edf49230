import type {Socket} from 'node:net';

/** Sends what is written at one go in one piece: ssh2 writes the length of each packet by itself. */
export function together(socket: Socket): Socket {
  const write = socket.write as (...words: unknown[]) => boolean;
  socket.write = (...words: unknown[]): boolean => {
    if (socket.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return write.apply(socket, words);
  };
  return socket;
}
