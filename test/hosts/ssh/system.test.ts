import {execFileSync} from 'node:child_process';
import {chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {type AddressInfo, connect, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {type LabClient, labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {generateKey, missing, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

const keygen = (...words: string[]) => execFileSync('ssh-keygen', ['-q', ...words], {stdio: 'pipe'});

describeWith(missing())("what only OpenSSH can do goes through the system's ssh", () => {
  let sshd: Sshd;
  let keys: string;
  let authority: string;
  const connections = () => sshd.log().match(/Connection from/g)?.length ?? 0;
  const words = async (client: LabClient) => {
    const before = connections();
    const host = sshHost('one', {shared: newShared(client.configFile)});
    try {
      const results = await Promise.all(
        [1, 2, 3].map((index) =>
          host.run(['sh', '-c', 'cat; echo "$1"; echo err >&2; exit 3', 'sh', `it's ${index}`], {input: 'in '}),
        ),
      );
      return {results, connections: connections() - before};
    } finally {
      await host.close();
    }
  };
  const good = {
    connections: 1,
    results: [1, 2, 3].map((index) =>
      expect.objectContaining({exitCode: 3, stdout: Buffer.from(`in it's ${index}\n`), stderr: 'err\n'}),
    ),
  };

  beforeAll(async () => {
    keys = workspace('keys');
    authority = generateKey(path.join(keys, 'ca'));
    const hostKey = generateKey(path.join(keys, 'host'));
    keygen('-s', authority, '-I', 'lab-host', '-h', '-n', '127.0.0.1', `${hostKey}.pub`);
    sshd = await startSshd({
      hostKey,
      config: [`TrustedUserCAKeys ${authority}.pub`, `HostCertificate ${hostKey}-cert.pub`],
    });
  });
  afterAll(() => sshd?.stop());

  it('a certificate of the user', async () => {
    const user = generateKey(path.join(keys, 'user'));
    keygen('-s', authority, '-I', 'lab-user', '-n', 'labuser', `${user}.pub`);
    expect(await words(labClient([{name: 'one', sshd: {...sshd, userKey: user}, user: 'labuser'}]))).toEqual(good);
    expect(sshd.log()).toContain('ID lab-user');
  });

  it('an exchange of keys in a group that the host makes up, which Node would be at for minutes', async () => {
    const own = await startSshd({config: ['KexAlgorithms diffie-hellman-group-exchange-sha256']});
    const client = labClient([{name: 'one', sshd: own}]);
    const host = sshHost('one', {shared: newShared(client.configFile)});
    try {
      expect(await host.run(['echo', 'in'])).toMatchObject({exitCode: 0, stdout: Buffer.from('in\n')});
      // The first could not agree with it: whichever of both is sooner says so, or hangs up.
      expect(own.log()).toMatch(/no matching key exchange method found|Connection closed by \S+ port \d+ \[preauth\]/);
    } finally {
      await host.close();
      own.stop();
    }
  });

  it('@cert-authority in known_hosts', async () => {
    const client = labClient([{name: 'one', sshd}], {known: []});
    const [type, key] = execFileSync('cat', [`${authority}.pub`])
      .toString()
      .split(' ');
    writeFileSync(client.knownHosts, `@cert-authority [127.0.0.1]:* ${type} ${key}\n`);
    expect(await words(client)).toEqual(good);
    const other = execFileSync('cat', [`${generateKey(path.join(keys, 'other'))}.pub`])
      .toString()
      .split(' ')[1];
    writeFileSync(client.knownHosts, `@cert-authority [127.0.0.1]:* ${type} ${other}\n`);
    await expect(words(client)).rejects.toMatchObject({link: 'refused', exitCode: 3});
  });

  it('KnownHostsCommand', async () => {
    const script = path.join(keys, 'known');
    writeFileSync(script, `#!/bin/sh\ncat <<'E'\n${sshd.knownHosts()}E\n`, {mode: 0o755});
    const client = labClient([{name: 'one', sshd, lines: [`KnownHostsCommand ${script} %H`]}], {known: []});
    expect(await words(client)).toEqual(good);
  });

  it('the key seen first in a run is the key of the run, though known_hosts holds both', async () => {
    const other = await startSshd({userKey: sshd.userKey});
    let target = sshd;
    // What stands in front of the hosts, and sends the second connection elsewhere.
    const relay = createServer((client) => {
      const server = connect(target.port, '127.0.0.1');
      client.pipe(server).pipe(client);
      for (const end of [client, server])
        end.on('error', () => {}).on('close', () => [client, server].map((s) => s.destroy()));
    });
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    const {port} = relay.address() as AddressInfo;
    try {
      const script = path.join(keys, 'both');
      const known = [sshd, other].map((one) => one.knownHosts().replace(/^\S+/gm, `[127.0.0.1]:${port}`)).join('');
      writeFileSync(script, `#!/bin/sh\ncat <<'E'\n${known}E\n`, {mode: 0o755});
      const client = labClient([{name: 'one', sshd: {...sshd, port}, lines: [`KnownHostsCommand ${script} %H`]}], {
        known: [],
      });
      const shared = newShared(client.configFile);
      const first = sshHost('one', {shared});
      expect((await first.run(['echo', 'in'])).stdout.toString()).toBe('in\n');
      await first.close();
      target = other;
      const before = other.log();
      await expect(sshHost('one', {shared}).run(['echo', 'in'])).rejects.toMatchObject({
        link: 'refused',
        what: 'The key of one has changed within this run: refused',
      });
      expect(before + other.log()).not.toContain('Accepted publickey');
      // Another run begins anew.
      const again = sshHost('one', {shared: newShared(client.configFile)});
      expect((await again.run(['echo', 'in'])).stdout.toString()).toBe('in\n');
      await again.close();
    } finally {
      relay.close();
      other.stop();
    }
  });

  it('a key that the banner of a jump host tells of is not taken for that of the host behind it', async () => {
    const banner = path.join(keys, 'banner');
    writeFileSync(banner, `debug1: Server host key: ssh-ed25519 SHA256:${'a'.repeat(43)}\n`);
    const jump = await startSshd({userKey: sshd.userKey, config: [`Banner ${banner}`]});
    try {
      const script = path.join(keys, 'behind');
      writeFileSync(script, `#!/bin/sh\ncat <<'E'\n${sshd.knownHosts()}E\n`, {mode: 0o755});
      const client = labClient([
        {name: 'jump', sshd: jump, user: 'labuser'},
        {name: 'one', sshd, lines: ['ProxyJump jump', `KnownHostsCommand ${script} %H`]},
      ]);
      const before = sshd.log();
      await expect(words(client)).rejects.toMatchObject({
        link: 'refused',
        why: expect.stringContaining(`${'a'.repeat(43)} before`),
      });
      expect(jump.log()).toContain('Accepted publickey');
      expect(sshd.log().slice(before.length)).not.toContain('Accepted publickey');
      writeFileSync(banner, 'Welcome\n');
      expect(await words(client)).toEqual(good);
    } finally {
      jump.stop();
    }
  });

  it('leaves no process and no socket behind, and tells a lost connection', async () => {
    const user = path.join(keys, 'user');
    const client = labClient([{name: 'one', sshd: {...sshd, userKey: user}, user: 'labuser'}]);
    // Those of this test alone: others run beside it.
    const sockets = () =>
      execFileSync('ps', ['--ppid', String(process.pid), '-o', 'args='], {encoding: 'utf8'}).match(
        /[^ ]*ebpf-ssh-\w+/g,
      ) ?? [];
    const host = sshHost('one', {shared: newShared(client.configFile)});
    const running = host.run(['sleep', '30']);
    running.catch(() => {});
    await host.run(['true']);
    const first = sockets();
    expect(first).not.toEqual([]);
    sshd.cut();
    await expect(running).rejects.toMatchObject({
      link: 'lost',
      todo: expect.stringMatching(/^Run the same again. Try: ssh /),
    });
    expect((await host.run(['echo', 'again'])).stdout.toString()).toBe('again\n');
    const second = sockets();
    await host.close();
    await sleep(200);
    expect([first.some(existsSync), second.some(existsSync), sockets()]).toEqual([false, false, []]);
  });

  it('takes away what an earlier run left that was killed, and nothing else', async () => {
    const left = ['old', 'full', 'fresh', 'theirs'].map((name) =>
      path.join(tmpdir(), `ebpf-ssh-test${process.pid}-${name}`),
    );
    for (const folder of left) mkdirSync(folder);
    const [, full = '', fresh = '', theirs = ''] = left;
    writeFileSync(path.join(full, 's'), '');
    if (process.getuid?.() === 0) chownSync(theirs, 65534, 65534);
    for (const folder of left.filter((each) => each !== fresh)) utimesSync(folder, 0, 0);
    const client = labClient([{name: 'one', sshd: {...sshd, userKey: path.join(keys, 'user')}, user: 'labuser'}]);
    const host = sshHost('one', {shared: newShared(client.configFile)});
    await host.run(['true']);
    await host.close();
    expect(left.filter((folder) => existsSync(folder))).toEqual([full, fresh, theirs]);
    for (const folder of left) rmSync(folder, {recursive: true, force: true});
  });

  it('ends a command on the host there too', async () => {
    const client = labClient([{name: 'one', sshd: {...sshd, userKey: path.join(keys, 'user')}, user: 'labuser'}]);
    const host = sshHost('one', {shared: newShared(client.configFile)});
    const result = await host.run(['sleep', '4711'], {timeout: 500});
    expect(result).toMatchObject({timedOut: true, exitCode: undefined});
    expect((await host.run(['sh', '-c', 'ps -eo args | grep -c "[s]leep 4711"'])).stdout.toString()).toBe('0\n');
    await host.close();
  });

  it('says what ssh said', async () => {
    const user = path.join(keys, 'stranger');
    copyFileSync(generateKey(path.join(keys, 'stranger0')), user);
    chmodSync(user, 0o600);
    copyFileSync(path.join(keys, 'user-cert.pub'), `${user}-cert.pub`);
    expect(existsSync(`${user}-cert.pub`)).toBe(true);
    await expect(words(labClient([{name: 'one', sshd: {...sshd, userKey: user}}]))).rejects.toMatchObject({
      link: 'refused',
      why: expect.stringMatching(/denied/i),
    });
  });
});
