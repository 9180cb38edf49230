import {writeFileSync} from 'node:fs';
import {createServer, connect as dial, type Socket} from 'node:net';
import path from 'node:path';
import {jest} from '@jest/globals';
import type {Ask} from '../../../src/hosts/ask.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {
  type Exec,
  flood,
  type Hostile,
  type HostileOptions,
  hostile,
  type Peer,
  runIt,
  sshString,
  tell,
} from '../../lab/hostile.ts';
import {describeWith} from '../../lab/needs.ts';
import {generateKey, missing, workspace} from '../../lab/sshd.ts';

/** Answers every question with the next of the answers. */
const answering = (...answers: string[]): Ask & {readonly questions: string[]} => {
  const questions: string[] = [];
  return {questions, trust: async () => true, secret: async (question) => answers[questions.push(question) - 1]};
};

describeWith(missing())('a host that speaks SSH and means harm', () => {
  const servers: Hostile[] = [];
  const serve = async (options: HostileOptions = {}): Promise<Hostile> => {
    const server = await hostile(options);
    servers.push(server);
    return server;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.stop();
  });
  const entry = (name: string, {port, address, knownHosts}: Hostile, lines: readonly string[] = []) => ({
    name,
    sshd: {port, address, knownHosts, userKey: '/no/such/key'},
    user: 'u',
    lines,
  });

  it('does not get the password that was typed for the jump host', async () => {
    const got: Record<string, string[]> = {};
    const keep = (name: string) => ({
      login: (one: {method: string; password?: string; accept(): void; reject(left: string[]): void}) => {
        if (one.method !== 'password') return one.reject(['password']);
        got[name] = [...(got[name] ?? []), one.password ?? ''];
        one.accept();
      },
    });
    const jump = await serve(keep('jump'));
    const target = await serve(keep('target'));
    const client = labClient([entry('jump', jump), entry('target', target, ['ProxyJump jump'])]);
    const ask = answering('for the jump host', 'for the target');
    const host = sshHost('target', {shared: newShared(client.configFile), ask});
    expect((await host.run(['echo', 'in'])).stdout.toString()).toBe('in\n');
    expect(got).toEqual({jump: ['for the jump host'], target: ['for the target']});
    expect(ask.questions[0]).toContain(String(jump.port));
    expect(ask.questions[1]).toContain(String(target.port));
    await host.close();
  });

  it('cannot change its key within a run, though known_hosts forgets it', async () => {
    const folder = workspace('keys');
    const keys = ['first', 'second'].map((name) => generateKey(path.join(folder, name)));
    const server = await serve({keys});
    const lines = ['UserKnownHostsFile /dev/null', 'StrictHostKeyChecking no'];
    const client = labClient([entry('one', server, lines)], {known: []});
    const shared = newShared(client.configFile);
    const first = sshHost('one', {shared});
    expect((await first.run(['echo', 'in'])).exitCode).toBe(0);
    await first.close();
    await expect(first.run(['true'])).rejects.toMatchObject({
      link: 'refused',
      what: expect.stringContaining('has changed'),
    });
    await expect(sshHost('u2@one', {shared}).run(['true'])).rejects.toMatchObject({link: 'refused'});
    await first.close();
  });

  it('cannot ask for ever', async () => {
    let asked = 0;
    const server = await serve({
      login: (one) => {
        if (one.method !== 'keyboard-interactive') return one.reject(['keyboard-interactive']);
        const again = () => one.prompt([{prompt: `Code ${++asked}: `, echo: false}], again);
        again();
      },
    });
    const client = labClient([entry('one', server)]);
    const ask = answering(...Array.from({length: 100}, (_, index) => String(index)));
    const host = sshHost('one', {shared: newShared(client.configFile), ask});
    await expect(host.run(['true'])).rejects.toMatchObject({
      link: 'refused',
      why: expect.stringContaining('without end'),
    });
    expect(ask.questions.length).toBeLessThanOrEqual(10);
    expect(asked).toBeLessThanOrEqual(11);
    await host.close();
  });

  it('asks no more once nobody answers', async () => {
    const server = await serve({
      login: (one) => {
        if (one.method !== 'keyboard-interactive') return one.reject(['keyboard-interactive']);
        const again = () => one.prompt([{prompt: 'Password: '}, {prompt: 'Code: '}], again);
        again();
      },
    });
    const client = labClient([entry('one', server)]);
    const ask = answering();
    await expect(sshHost('one', {shared: newShared(client.configFile), ask}).run(['true'])).rejects.toMatchObject({
      link: 'refused',
      what: expect.stringContaining('permission denied'),
    });
    expect(ask.questions).toHaveLength(1);
  });

  it('can be left at any time while its login hangs', async () => {
    const server = await serve({login: () => {}});
    const client = labClient([entry('one', server), entry('behind', server, ['ProxyJump one'])]);
    const controller = new AbortController();
    const shared = newShared(client.configFile, controller.signal);
    const hosts = ['one', 'behind'].map((name) => sshHost(name, {shared}));
    const runs = hosts.map((host) => host.run(['true']).catch((error: unknown) => error));
    setTimeout(() => controller.abort(new Error('enough')), 1000);
    // Not that they have no more time, which their logins would end with.
    expect(await Promise.all(runs)).toEqual([new Error('enough'), new Error('enough')]);
    await Promise.all(hosts.map((host) => host.close()));
  });

  it('cannot ask this program without end', async () => {
    // SSH_MSG_GLOBAL_REQUEST that wants an answer, SSH_MSG_IGNORE: RFC 4254, 4; RFC 4253, 11.2.
    const asks = Buffer.concat([Buffer.from([80]), sshString('keepalive@openssh.com'), Buffer.from([1])]);
    const chats = Buffer.concat([Buffer.from([2]), sshString('x'.repeat(1000))]);
    const early = await serve({login: (_, peer) => flood(peer, chats)});
    const late = await serve({exec: (_, __, peer) => flood(peer, asks)});
    const client = labClient([entry('early', early), entry('late', late)]);
    const shared = newShared(client.configFile);
    const endless = expect.stringContaining('It sends without end what nobody asked for.');
    for (const [name, link] of [['early', 'unreachable'] as const, ['late', 'lost'] as const]) {
      const host = sshHost(name, {shared});
      await expect(host.run(['x'], {timeout: 120_000})).rejects.toMatchObject({link, why: endless});
      await host.close();
    }
  });

  /** Begins a command as it is asked to, prints as many pieces, and ends it. */
  const printing = (pieces: number, piece: string, beside = (_: Peer) => {}) =>
    serve({
      exec: (channel, command, peer) => {
        const mark = command.match(/[0-9a-f]{16} [0-9a-f]{16}/)?.[0].replace(' ', '') ?? '';
        channel.stderr.write(`${mark} run 999999 999999\n`);
        channel.write(`${mark}\n`);
        let left = pieces;
        const next = () => {
          for (; left > 0; ) {
            left--;
            beside(peer);
            if (!channel.write(piece)) return void channel.once('drain', next);
          }
          channel.exit(0);
          channel.end();
        };
        next();
      },
    });

  it('cannot pay for what nobody asked with what was asked for', async () => {
    const piece = 'x'.repeat(16_384);
    const server = await printing(512, piece, (peer) =>
      tell(peer, Buffer.concat([Buffer.from([2]), sshString(piece)])),
    );
    const host = sshHost('one', {shared: newShared(labClient([entry('one', server)]).configFile)});
    await expect(host.run(['x'])).rejects.toMatchObject({
      link: 'lost',
      why: expect.stringContaining('nobody asked for'),
    });
    await host.close();
  });

  it('may send what was asked for in the smallest pieces', async () => {
    const pieces = 80_000; // some 70 bytes each on the wire, more than may come unasked
    const server = await printing(pieces, 'x');
    const host = sshHost('one', {shared: newShared(labClient([entry('one', server)]).configFile)});
    expect((await host.run(['x'])).stdout).toHaveLength(pieces);
    await host.close();
  });

  it('names what its sudo does, and repeats no password that it prints', async () => {
    const folder = workspace('sudo');
    writeFileSync(path.join(folder, 'id'), '#!/bin/sh\necho 1000\n', {mode: 0o755});
    /** What a sudo does once it has a password. */
    let does = '';
    const server = await serve({
      exec: (channel, command) => {
        const prompt = `#!/bin/sh\nprintf %s "$3" >&2; read -r password\n${does}\n`;
        writeFileSync(path.join(folder, 'sudo'), prompt, {mode: 0o755});
        runIt(channel, `PATH=${folder}:$PATH; ${command}`);
      },
    });
    const client = labClient([entry('one', server)]);
    const asked = async () => {
      const host = sshHost('one', {shared: newShared(client.configFile), ask: answering('a secret word')});
      const lines: string[] = [];
      try {
        const run = host.run(['sh', '-c', 'echo it runs'], {asRoot: true, onLine: (line) => lines.push(line)});
        return {...(await run), lines};
      } finally {
        await host.close();
      }
    };
    const cases = [
      ['exit 0', 'sudo ended with code 0 without starting the command.'],
      ['echo "apt-pid 1"; echo "job-over 0" >&2', 'job-over 0 apt-pid 1'],
      ['yes >&2', 'sudo prints without end instead of starting the command.'],
      ['echo "$password: is not it" >&2; exit 1', '…: is not it'],
    ] as const;
    for (const [program, why] of cases) {
      does = program;
      await expect(asked()).rejects.toMatchObject({what: "Can't become root on one", why});
    }
    does = 'shift 4; "$@"; echo "it was $password" >&2; echo "$password"';
    const {stderr, lines} = await asked();
    expect(stderr).toBe('it was …\n');
    expect(lines.sort()).toEqual(['it runs', 'it was …', '…']);
  });

  it('does not hold a command or a connection by leaving out what closes the channel', async () => {
    const mark = (command: string) => command.match(/[0-9a-f]{16} [0-9a-f]{16}/)?.[0].replace(' ', '') ?? '';
    const begin = (channel: Exec, command: string) => {
      channel.stderr.write(`${mark(command)} run 999999 999999\n`);
      channel.write(`${mark(command)}\nout\n`);
    };
    const server = await serve({
      exec: (channel, command) => {
        begin(channel, command);
        channel.exit(7);
        const raw = channel as unknown as {eof(): void; _client: {_protocol: {channelClose: () => void}}};
        raw.eof();
        raw._client._protocol.channelClose = () => {};
      },
    });
    const client = labClient([entry('one', server)]);
    const host = sshHost('one', {shared: newShared(client.configFile)});
    expect(await host.run(['x'])).toMatchObject({exitCode: 7});
    await host.close();
  });

  it('does not hold a command beyond its time', async () => {
    const server = await serve({exec: () => {}});
    const client = labClient([entry('one', server)]);
    const host = sshHost('one', {shared: newShared(client.configFile)});
    expect(await host.run(['x'], {timeout: 1000})).toMatchObject({timedOut: true});
    await host.close();
  });

  it('does not hold a command that names no limit for ever', async () => {
    const server = await serve({exec: () => {}});
    const client = labClient([entry('one', server)]);
    const host = sshHost('one', {shared: newShared(client.configFile)});
    const real = globalThis.setTimeout;
    let end = (_: () => void) => {};
    const limit = new Promise<() => void>((resolve) => {
      end = resolve;
    });
    // Those of half an hour are over when we say so.
    const timers = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, after?: number) => {
      if ((after ?? 0) >= 30 * 60_000) end(work);
      return real(work, after);
    }) as typeof setTimeout);
    try {
      const run = host.run(['cat', '/x']).catch((error: unknown) => error);
      (await limit)();
      expect(await run).toMatchObject({what: 'one does not end cat', exitCode: 3});
    } finally {
      timers.mockRestore();
      await host.close();
    }
  });

  it('does not hold a connection through a jump host that no longer moves anything', async () => {
    const target = await serve();
    const frozen = new Set<Socket>();
    // A wire in front of the jump host that goes silent, but stays up.
    const jump = await serve();
    const wire = createServer((socket) => {
      frozen.add(socket);
      const there = dial(jump.port, jump.address);
      for (const each of [socket, there]) each.on('error', () => {});
      socket.pipe(there).pipe(socket);
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    const {port} = wire.address() as {port: number};
    const known = [
      {...jump, port, knownHosts: () => jump.knownHosts().replace(String(jump.port), String(port))},
      target,
    ];
    const client = labClient([
      entry('jump', {...jump, port, knownHosts: known[0]?.knownHosts ?? jump.knownHosts}),
      entry('target', target, ['ProxyJump jump']),
    ]);
    const host = sshHost('target', {shared: newShared(client.configFile)});
    expect((await host.run(['echo', 'in'])).exitCode).toBe(0);
    for (const socket of frozen) socket.unpipe().pause();
    await host.close();
    for (const socket of frozen) socket.destroy();
    wire.close();
  });
});
