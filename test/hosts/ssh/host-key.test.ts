import {execFileSync, spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Ask} from '../../../src/hosts/ask.ts';
import {parseDestination} from '../../../src/hosts/ssh/destination.ts';
import {type SshSettings, sshHost} from '../../../src/hosts/ssh/host.ts';
import {checkHostKey} from '../../../src/hosts/ssh/host-key.ts';
import {hostKeys} from '../../../src/hosts/ssh/host-keys.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {type LabClient, labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {generateKey, missing, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

describeWith(missing())('host keys against a real OpenSSH server', () => {
  let sshd: Sshd;
  let client: LabClient;
  let right = '';
  let wrong = '';
  let rsa = '';
  const name = () => `[${sshd.address}]:${sshd.port}`;
  const publicKey = (file: string) => readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
  const connect = async (settings: SshSettings = {}, host = 'one') => {
    const machine = sshHost(host, {shared: newShared(client.configFile), ...settings});
    try {
      return (await machine.run(['echo', 'in'])).stdout.toString();
    } finally {
      await machine.close();
    }
  };
  const hashNames = (text: string) => {
    const file = path.join(client.directory, 'to-hash');
    writeFileSync(file, text);
    execFileSync('ssh-keygen', ['-H', '-f', file], {stdio: 'ignore'});
    return readFileSync(file, 'utf8');
  };
  const confirming = (answer: boolean): Ask & {questions: string[]} => {
    const questions: string[] = [];
    return {
      questions,
      trust: async ({fingerprint}) => questions.push(fingerprint) > 0 && answer,
      secret: async () => undefined,
    };
  };

  beforeAll(async () => {
    sshd = await startSshd();
    const keys = workspace('keys');
    right = publicKey(sshd.hostKey);
    wrong = publicKey(generateKey(path.join(keys, 'wrong')));
    rsa = publicKey(generateKey(path.join(keys, 'rsa'), {type: 'rsa'}));
  });
  beforeEach(() => {
    client = labClient([{name: 'one', sshd}]);
  });
  afterAll(() => sshd?.stop());

  it('refuses an unknown key where there is no one to ask, and shows its fingerprint', async () => {
    writeFileSync(client.knownHosts, '');
    const fingerprint =
      execFileSync('ssh-keygen', ['-lf', `${sshd.hostKey}.pub`])
        .toString()
        .split(' ')[1] ?? '';
    await expect(connect()).rejects.toMatchObject({
      link: 'refused',
      exitCode: 3,
      message: expect.stringContaining(fingerprint),
    });
    expect(client.known()).toBe('');
  });

  it('asks, and remembers a yes', async () => {
    writeFileSync(client.knownHosts, `other ${wrong}`); // no line end
    const no = confirming(false);
    await expect(connect({ask: no})).rejects.toThrow('not known');
    expect(no.questions[0]).toMatch(/SHA256:/);
    const yes = confirming(true);
    expect(await connect({ask: yes})).toBe('in\n');
    expect(client.known()).toBe(`other ${wrong}\n${name()} ${right}\n`);
    expect(await connect()).toBe('in\n');
  });

  it.each<[string, (key: Buffer) => Buffer]>([
    ['its type alone', (key) => key.subarray(0, 15)],
    ['one byte less', (key) => key.subarray(0, -1)],
    ['one byte more', (key) => Buffer.concat([key, Buffer.alloc(1)])],
    ['a key of no length', (key) => Buffer.concat([key.subarray(0, 15), Buffer.alloc(4)])],
  ])('remembers nothing that is not a key: %s', async (_, damaged) => {
    client = labClient([{name: 'one', sshd}], {known: []});
    const shared = newShared(client.configFile);
    const config = await shared.configurations.resolve(parseDestination('one'));
    const key = Buffer.from(right.split(' ')[1] ?? '', 'base64');
    const check = async (blob: Buffer) =>
      checkHostKey(blob, config, await hostKeys(config, shared.knownHosts), {acceptNew: true}, shared.seen);
    await expect(check(damaged(key))).rejects.toMatchObject({link: 'refused'});
    expect(client.known()).toBe('');
    await check(key);
    expect(client.known()).toBe(`${name()} ${right}\n`);
  });

  it('adds a new key with acceptNewHostKeys, hashed where ssh_config says so', async () => {
    client = labClient([{name: 'one', sshd, lines: ['HashKnownHosts yes']}], {known: []});
    expect(await connect({acceptNewHostKeys: true})).toBe('in\n');
    expect(client.known()).toMatch(/^\|1\|/);
    expect(spawnSync('ssh-keygen', ['-F', name(), '-f', client.knownHosts]).status).toBe(0);
    expect(await connect()).toBe('in\n');
  });

  it('makes the folder of known_hosts with no access for others', async () => {
    const file = path.join(client.directory, 'new/.ssh/known_hosts');
    client = labClient([{name: 'one', sshd, lines: [`UserKnownHostsFile ${file}`]}]);
    await connect({acceptNewHostKeys: true});
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['acceptNewHostKeys', 'StrictHostKeyChecking no', 'a yes'])(
    'refuses a changed key in spite of %s',
    async (way) => {
      client = labClient([{name: 'one', sshd, ...(way.startsWith('Strict') ? {lines: [way]} : {})}]);
      writeFileSync(client.knownHosts, `${name()} ${wrong}\n`);
      const ask = confirming(true);
      const settings = way.startsWith('accept') ? {acceptNewHostKeys: true} : way === 'a yes' ? {ask} : {};
      await expect(connect(settings)).rejects.toMatchObject({
        what: expect.stringContaining('changed'),
        todo: expect.stringContaining(`ssh-keygen -f ${client.knownHosts} -R '${name()}'`),
      });
      expect(ask.questions).toEqual([]);
      expect(client.known()).toBe(`${name()} ${wrong}\n`);
    },
  );

  it('prints a line that mends it when the key did change', async () => {
    writeFileSync(client.knownHosts, `${name()} ${wrong}\n`);
    const failure = (await connect().catch((error: unknown) => error)) as {todo: string};
    execFileSync('sh', ['-c', failure.todo.replace(/^.*: /, '')], {stdio: 'ignore'});
    expect(await connect({acceptNewHostKeys: true})).toBe('in\n');
  });

  it('refuses a revoked key in spite of everything', async () => {
    writeFileSync(client.knownHosts, `${name()} ${right}\n@revoked * ${right}\n`);
    await expect(connect({acceptNewHostKeys: true, ask: confirming(true)})).rejects.toThrow('revoked');
  });

  it('fails closed when known_hosts can not be read', async () => {
    const folder = path.join(client.directory, 'folder');
    mkdirSync(folder);
    client = labClient([{name: 'one', sshd, lines: [`UserKnownHostsFile ${folder} ${client.knownHosts}`]}]);
    await expect(connect({acceptNewHostKeys: true})).rejects.toThrow("Can't read the known host keys");
  });

  it('asks for the alias where ssh_config gives one', async () => {
    client = labClient([{name: 'one', sshd, lines: ['HostKeyAlias Machine']}]);
    writeFileSync(client.knownHosts, `machine ${right}\n`);
    expect(await connect()).toBe('in\n');
  });

  it('asks for the key that is known where names are hashed and others are known by keys of other types', async () => {
    const file = generateKey(path.join(workspace('k'), 'r'), {type: 'rsa'});
    const several = await startSshd({config: [`HostKey ${file}`]});
    try {
      client = labClient([{name: 'one', sshd: several}]);
      const own = `[${several.address}]:${several.port}`;
      const others = hashNames(`other ${right}\nelsewhere ${wrong}\n`);
      writeFileSync(client.knownHosts, `${others}${hashNames(`${own} ${publicKey(file)}\n`)}`);
      expect(await connect()).toBe('in\n');
      const shared = newShared(client.configFile);
      expect([await connect({shared}), await connect({shared})]).toEqual(['in\n', 'in\n']);
      writeFileSync(client.knownHosts, `${others}${hashNames(`${own} ${rsa}\n`)}`);
      await expect(connect({acceptNewHostKeys: true})).rejects.toMatchObject({
        what: expect.stringContaining('changed'),
        why: expect.stringMatching(/showed the ssh-rsa key .*known_hosts:3 holds another/),
      });
      // Of a host that is not known, no other host's type is asked for.
      writeFileSync(client.knownHosts, hashNames(`other ${rsa}\n`));
      expect(await connect({acceptNewHostKeys: true})).toBe('in\n');
      expect(client.known()).toContain(`${own} ${publicKey(several.hostKey)}`);
    } finally {
      several.stop();
    }
  });

  it('negotiates the type that is known on a host with several keys', async () => {
    const several = await startSshd({
      hostKeyType: 'ecdsa',
      config: [`HostKey ${sshd.hostKey}`, `HostKey ${generateKey(path.join(workspace('k'), 'r'), {type: 'rsa'})}`],
    });
    try {
      client = labClient([{name: 'one', sshd: several}]);
      expect(client.known()).toContain('ecdsa-sha2');
      expect(await connect()).toBe('in\n');
    } finally {
      several.stop();
    }
  });

  it('gives the verdict of ssh itself', async () => {
    const n = name();
    const bare = sshd.address;
    const cases = [
      `${n} ${right}\n`,
      `${n} ${wrong}\n`,
      `${n} ${wrong}\n${n} ${right}\n`,
      `${n} ${rsa}\n`,
      `${n} ${rsa}\n${n} ${right}\n`,
      `${bare} ${right}\n`,
      `${bare} ${wrong}\n`,
      `${bare} ${right}\n${n} ${wrong}\n`,
      `${bare} ${wrong}\n${n} ${right}\n`,
      `* ${right}\n`,
      `*,!${n} ${right}\n`,
      `*,!${bare} ${right}\n`,
      `[127.*]:* ${right}\n`,
      `@revoked * ${right}\n`,
      `@revoked ${n} ${right}\n${n} ${right}\n`,
      `@revoked ${bare} ${right}\n${n} ${right}\n`,
      `@revoked other ${right}\n${n} ${right}\n`,
      `@revoked * ${wrong}\n${n} ${right}\n`,
      `@bogus ${n} ${right}\n`,
      `${n} ${right.replace('ssh-ed25519', 'ssh-rsa')}\n`,
      hashNames(`${n} ${right}\n`),
      hashNames(`${n} ${wrong}\n`),
      hashNames(`other ${right}\n${n} ${wrong}\n`),
      hashNames(`other ${right}\n${bare} ${right}\n`),
      `@revoked ${hashNames(`${n} ${right}\n`)}${hashNames(`${n} ${right}\n`)}`,
      `@revoked ${hashNames(`other ${right}\n`)}${hashNames(`${n} ${right}\n`)}`,
      `${n} ${right}`,
      ` \t${n}\t${right}\tcomment\n`,
      '',
    ];
    const differences: string[] = [];
    for (const text of cases) {
      writeFileSync(client.knownHosts, text);
      chmodSync(client.knownHosts, 0o600);
      const theirs =
        spawnSync('ssh', [
          '-F',
          client.configFile,
          '-o',
          'BatchMode=yes',
          '-o',
          'StrictHostKeyChecking=yes',
          'one',
          'true',
        ]).status === 0;
      const ours = await connect().then(
        () => true,
        () => false,
      );
      if (ours !== theirs) differences.push(`${theirs ? 'ssh accepts' : 'ssh refuses'}: ${text}`);
    }
    expect(differences).toEqual([]);
  });
});
