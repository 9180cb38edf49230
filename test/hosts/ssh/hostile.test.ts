import {writeFileSync} from 'node:fs';
import {connect, createServer, type Server, type Socket} from 'node:net';
import path from 'node:path';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith, lacking} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

const listen = (each: (socket: Socket) => void): Promise<{server: Server; port: number}> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      each(socket);
    }).listen(0, '127.0.0.1', () => resolve({server, port: (server.address() as {port: number}).port}));
  });

describeWith(lacking('ssh'))('hosts that do not speak SSH as they should', () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  /** The failure of a login that has `seconds`. */
  const against = async (each: (socket: Socket) => void, seconds = 1): Promise<unknown> => {
    const {server, port} = await listen((socket) => {
      sockets.add(socket);
      each(socket);
    });
    servers.push(server);
    const file = path.join(workspace('hostile'), 'config');
    writeFileSync(
      file,
      `Host *\n  ConnectTimeout ${seconds}\n  UserKnownHostsFile /dev/null\n  GlobalKnownHostsFile /dev/null\n  IdentityAgent none\n`,
    );
    const host = sshHost(`user@127.0.0.1:${port}`, {shared: newShared(file), acceptNewHostKeys: true});
    return await host.run(['true']).then(
      () => ({link: 'none'}),
      (error: unknown) => error,
    );
  };
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  it.each([
    ['closes at once', (socket: Socket) => socket.destroy()],
    ['ends at once', (socket: Socket) => socket.end()],
    ['speaks HTTP', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['is too old', (socket: Socket) => socket.write('SSH-1.5-old\r\n')],
    ['breaks off within its name', (socket: Socket) => socket.end('SSH-2.0-Open')],
    [
      'sends a broken packet',
      (socket: Socket) => socket.write(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(64, 255)])),
    ],
    [
      'sends half a packet',
      (socket: Socket) => socket.end(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.from([0, 0, 1, 0, 4, 20])])),
    ],
  ])('names one that %s', async (_, each) => {
    const failure = await against(each, 60);
    expect(failure).toMatchObject({name: 'Failure', link: 'unreachable', exitCode: 3});
    expect(failure).not.toMatchObject({why: expect.stringContaining('in time')});
  });

  it.each([
    ['says nothing', () => {}],
    ['stalls after its name', (socket: Socket) => socket.write('SSH-2.0-x\r\n')],
  ])('does not wait for ever for one that %s', async (_, each) => {
    const failure = await against(each as (socket: Socket) => void);
    expect(failure).toMatchObject({link: 'unreachable', why: expect.stringContaining('in time')});
  });

  it('does not drown in a banner without end', async () => {
    const before = process.memoryUsage().rss;
    const failure = await against((socket) => {
      const pour = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
      };
      socket.on('drain', pour);
      pour();
    });
    expect(failure).toMatchObject({link: 'unreachable'});
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });

  it('names a port where nothing listens, and a name that does not exist', async () => {
    await expect(sshHost('127.0.0.1:1').run(['true'])).rejects.toMatchObject({
      link: 'unreachable',
      why: 'Nothing listens on that port.',
    });
    await expect(sshHost('localhost:1').run(['true'])).rejects.toMatchObject({why: 'Nothing listens on that port.'});
    await expect(sshHost('no-such-host.invalid').run(['true'])).rejects.toMatchObject({
      link: 'unreachable',
      why: expect.stringContaining('resolved'),
    });
  });
});

describeWith(missing())('a real server behind a wire that is cut', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd?.stop());

  /** A relay that cuts the connection after so many bytes from the server. */
  const relay = (limit: number) =>
    listen((socket) => {
      const target = connect(sshd.port, sshd.address);
      let seen = 0;
      target.on('error', () => {});
      socket.on('data', (chunk) => target.write(chunk));
      target.on('data', (chunk: Buffer) => {
        socket.write(chunk.subarray(0, Math.max(0, limit - seen)));
        seen += chunk.length;
        if (seen >= limit) {
          socket.end();
          target.destroy();
        }
      });
      socket.on('close', () => target.destroy());
    });

  it('fails clearly wherever it is cut, and never hangs', async () => {
    // The whole exchange of `true` is about 3.5 KB from the server.
    const links = new Map<string, number>();
    for (let limit = 1; limit < 4200; limit += 139) {
      const {server, port} = await relay(limit);
      const client = labClient([{name: 'one', sshd: {...sshd, port}}], {known: []});
      const host = sshHost('one', {shared: newShared(client.configFile), acceptNewHostKeys: true});
      const outcome = await host.run(['sh', '-c', 'echo output; sleep 0.05']).then(
        ({exitCode, stdout}) => `ended ${exitCode} ${stdout}`.trim(),
        (error: {name: string; link?: string}) => `${error.name} ${error.link}`,
      );
      links.set(outcome, (links.get(outcome) ?? 0) + 1);
      await host.close();
      server.close();
    }
    // A host that was cut is never taken for a command that ended.
    expect([...links.keys()].sort()).toEqual(['Failure lost', 'Failure unreachable', 'ended 0 output']);
  });
});
