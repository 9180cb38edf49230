import {spawn} from 'node:child_process';
import {connect, createServer, type Server, type Socket} from 'node:net';
import path from 'node:path';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../../lab/sshd.ts';

const bin = path.resolve(import.meta.dirname, '../../../bin/run.js');

/** Milliseconds that the relay holds what passes, each way: what is sent without waiting for an answer then comes together. */
const held = 150;

/** What passed a relay. */
interface Passed {
  sent: number;
  received: number;
  /** Times that the client sent something after an answer had come to it, and the opening of the connection. */
  roundTrips: number;
}

/** A relay before PORT that counts. */
const countingRelay = async (port: number): Promise<{server: Server; port: number; passed: Passed}> => {
  const passed: Passed = {sent: 0, received: 0, roundTrips: 0};
  const later = (from: Socket, to: Socket, arrived: (bytes: number) => void, passes: () => void) => {
    from.on('data', (chunk: Buffer) => {
      arrived(chunk.length);
      setTimeout(() => {
        passes();
        to.write(chunk);
      }, held);
    });
    from.on('end', () => setTimeout(() => to.end(), held));
    from.on('error', () => to.destroy());
  };
  const server = createServer((client) => {
    passed.roundTrips++;
    const host = connect(port, '127.0.0.1');
    let answered = false;
    const sends = (bytes: number) => {
      passed.sent += bytes;
      if (answered) passed.roundTrips++;
      answered = false;
    };
    later(client, host, sends, () => {});
    later(
      host,
      client,
      (bytes) => (passed.received += bytes),
      () => {
        answered = true;
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {server, port: (server.address() as {port: number}).port, passed};
};

describeWith(missing())('what a look at a host costs on the wire', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.stop());

  it('is one connection, at most eight round trips, and the probe as it is', async () => {
    const {server, port, passed} = await countingRelay(sshd.port);
    const behind = {...sshd, port, knownHosts: () => sshd.knownHosts().replace(`:${sshd.port} `, `:${port} `)};
    const client = labClient([{name: 'far', sshd: behind}]);
    const words = [bin, 'doctor', '--json', '--remote', 'far', '--ssh-config', client.configFile];
    const child = spawn(process.execPath, words, {stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    server.close();
    const {hosts} = JSON.parse(output) as {hosts: {reachable: boolean}[]};
    expect(hosts).toEqual([expect.objectContaining({reachable: true})]);
    expect(passed.roundTrips).toBeGreaterThan(4);
    expect(passed.roundTrips).toBeLessThanOrEqual(8);
    expect(passed.sent).toBeLessThanOrEqual(65_000);
    expect(passed.received).toBeLessThanOrEqual(40_000);
  }, 120_000);
});
