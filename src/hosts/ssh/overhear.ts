import type {Duplex} from 'node:stream';

/** Bytes before a host's own name that are listened to; RFC 4253, 4.2 allows it lines before that. */
const longest = 2048;

/** What a host says before the keys are exchanged. */
export interface Overheard {
  /** Its own name, `OpenSSH_9.2p1 Debian-2`; undefined before it has come. */
  readonly software: string | undefined;
  /** Lines before that: sshd says there why it closes. */
  readonly said: string;
}

/** Listens in on a stream that ssh2 has already paused: it is the one to set it going. */
export function overhear(socket: Duplex): Overheard {
  const heard = {software: undefined as string | undefined, said: ''};
  let text = '';
  const listen = (chunk: Buffer) => {
    text = (text + chunk.toString('latin1', 0, longest)).slice(0, longest);
    const name = /^SSH-[\d.]+-(.*)\r?\n/m.exec(text);
    heard.software = name?.[1];
    heard.said = text.slice(0, name?.index);
    if (name || text.length === longest) socket.off('data', listen);
  };
  socket.on('data', listen);
  return heard;
}
