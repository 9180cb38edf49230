import {spawn} from 'node:child_process';
import {connect, createServer, type Server, type Socket} from 'node:net';
import path from 'node:path';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../../lab/sshd.ts';

const bin = path.resolve(import.meta.dirname, '../../../bin/run.js');

/** Milliseconds of silence after which a side has said what it had to say without an answer. */
const silence = 700;

/** What passed a relay. */
interface Passed {
  sent: number;
  received: number;
  connections: number;
  /** What the client sent and had to wait for an answer to, one after the other: bytes. */
  readonly turns: number[];
}

/** Hands on what a side says when it is silent. */
const inTurns = (from: Socket, to: Socket, turn: (bytes: number) => void) => {
  let waiting: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;
  const pass = () => {
    const all = Buffer.concat(waiting);
    waiting = [];
    if (all.length > 0) turn(all.length);
    to.write(all);
  };
  from.on('data', (chunk: Buffer) => {
    waiting.push(chunk);
    clearTimeout(timer);
    timer = setTimeout(pass, silence);
  });
  from.on('end', () => {
    clearTimeout(timer);
    pass();
    to.end();
  });
  from.on('error', () => to.destroy());
};

/** A relay before `port` that counts. */
const countingRelay = async (port: number): Promise<{server: Server; port: number; passed: Passed}> => {
  const passed: Passed = {sent: 0, received: 0, connections: 0, turns: []};
  const server = createServer((client) => {
    passed.connections++;
    const host = connect(port, '127.0.0.1');
    inTurns(client, host, (bytes) => {
      passed.sent += bytes;
      passed.turns.push(bytes);
    });
    inTurns(host, client, (bytes) => {
      passed.received += bytes;
    });
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

  /** A look at the host through a relay. */
  const look = async (): Promise<{passed: Passed; probe: number}> => {
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
    return {passed, probe: passed.turns.findIndex((bytes) => bytes > 20_000)};
  };

  it('is one connection, at most eight round trips, and the probe as it is', async () => {
    const looks = [await look()];
    // A side that the machine holds up for long seems to begin a new turn: that adds some, and takes none away.
    while (looks.length < 4 && looks.every(({probe}) => probe + 2 > 8)) looks.push(await look());
    for (const {passed} of looks) {
      expect(passed.connections).toBe(1);
      expect(passed.sent).toBeLessThanOrEqual(65_000);
      expect(passed.received).toBeLessThanOrEqual(40_000);
    }
    // The opening of the connection is the first round trip, and its own first words wait for nothing: the probe is the eighth.
    const probe = Math.min(...looks.map((each) => each.probe));
    expect(probe).toBeGreaterThan(0);
    expect(probe + 2).toBeLessThanOrEqual(8);
  });
});
