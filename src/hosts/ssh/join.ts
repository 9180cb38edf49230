import {Duplex, type Readable, type Writable} from 'node:stream';

/** One stream of two: what is written goes to `input`, what is read comes from `output`. It is gone when it is destroyed, whatever the other side says. */
export function join(input: Writable, output: Readable, destroy: () => void): Duplex {
  input.on('error', () => {}); // seen as the end of what is read
  const duplex = new Duplex({
    read: () => output.resume(),
    write: (chunk: Buffer, _encoding, done) => void (input.write(chunk) ? done() : input.once('drain', done)),
    final: (done) => void input.end(done),
    destroy: (error, done) => {
      destroy();
      done(error);
    },
  });
  output.on('data', (chunk: Buffer) => {
    if (!duplex.push(chunk)) output.pause();
  });
  return duplex;
}
