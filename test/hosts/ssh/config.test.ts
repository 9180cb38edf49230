import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import path from 'node:path';
import {fromRaw, parseResolved} from '../../../src/hosts/ssh/config.ts';
import {sectionsOf} from '../../../src/hosts/ssh/config-sections.ts';
import {parseDestination} from '../../../src/hosts/ssh/destination.ts';
import {Configurations} from '../../../src/hosts/ssh/resolve-config.ts';
import {describeWith, lacking, testWith} from '../../lab/needs.ts';
import {workspace} from '../../lab/sshd.ts';

const run = path.resolve(import.meta.dirname, '../../../bin/run.js');

describe('ssh_config', () => {
  let directory: string;
  let file: string;
  beforeAll(() => {
    directory = workspace('config');
    file = path.join(directory, 'config');
    mkdirSync(path.join(directory, 'my keys'));
    writeFileSync(path.join(directory, 'my keys/known'), '');
    writeFileSync(path.join(directory, 'part-1'), 'Host inc\n  HostName included.example\n  User fromfile\n');
    writeFileSync(
      file,
      `Include ${directory}/part-*
Host a b
  HostName %h.example
  Port 2200
  IdentityFile ~/.ssh/id_%r
  IdentityFile ${directory}/key
  UserKnownHostsFile "${directory}/my keys/known" ~/.ssh/other
  ProxyJump u@jump:2,last
  ServerAliveInterval 7
  ConnectTimeout 3
  StrictHostKeyChecking accept-new
  HashKnownHosts yes
  IdentitiesOnly yes
  IdentityAgent none
Host odd
  KnownHostsCommand /bin/known %H
  ProxyCommand nc %h %p
  HostKeyAlias Alias
  StrictHostKeyChecking no
  Ciphers aes256-ctr
Host *
  User everyone
  IdentityFile ~/.ssh/id_all
`,
    );
  });

  const noSsh = lacking('ssh');
  describeWith(noSsh)('as OpenSSH reads it', () => {
    const read = (text: string) => new Configurations(file).resolve(parseDestination(text));

    it('fills in tokens, ports, files and jumps', async () => {
      const config = await read('a');
      expect(config).toMatchObject({
        original: 'a',
        host: 'a.example',
        port: 2200,
        user: 'everyone',
        identityFiles: [`${homedir()}/.ssh/id_everyone`, `${directory}/key`, `${homedir()}/.ssh/id_all`],
        proxyJump: ['u@jump:2', 'last'],
        aliveInterval: 7000,
        connectTimeout: 3000,
        strictHostKeyChecking: 'accept-new',
        hashKnownHosts: true,
        identitiesOnly: true,
        agent: undefined,
      });
    });

    it('lets what the user says win', async () => {
      expect(await read('me@b:99')).toMatchObject({host: 'b.example', port: 99, user: 'me'});
    });

    it('follows Include', async () => {
      expect(await read('inc')).toMatchObject({host: 'included.example', user: 'fromfile', port: 22});
    });

    it('names what only OpenSSH can do', async () => {
      expect(await read('odd')).toMatchObject({
        onlyOpenSsh: ['knownhostscommand'],
        proxyCommand: 'nc %h %p',
        strictHostKeyChecking: 'no',
        tokens: {alias: expect.stringMatching(/alias/i)},
      });
    });
  });

  describe('where OpenSSH does nothing', () => {
    /** What the command line says of host "a" with `directory` as its home, and `programs` alone to find `ssh` in. */
    const asked = (programs: string, ...words: readonly string[]) => {
      const {status, stderr} = spawnSync(process.execPath, [run, 'doctor', '--remote', 'a@127.0.0.1:1', ...words], {
        env: {HOME: directory, PATH: programs},
        encoding: 'utf8',
      });
      return {status, stderr};
    };
    /** It came as far as dialling. */
    const dialled = {status: 3, stderr: expect.stringContaining('Nothing listens on that port')};

    it('takes what the user says; does not guess what a configuration says', () => {
      expect(asked(directory)).toEqual(dialled);
      expect(asked(directory, '--ssh-config', file)).toEqual({
        status: 2,
        stderr: expect.stringMatching(
          /^error: Can't use .*config: only OpenSSH can read it\s+The command ssh is not installed on this machine.\nhint: Install openssh-client, or do without: --ssh-config none --remote USER@HOST:PORT/,
        ),
      });
      mkdirSync(path.join(directory, '.ssh'));
      const own = path.join(directory, '.ssh/config');
      writeFileSync(own, '# nothing yet\n\n');
      expect(asked(directory)).toEqual(dialled);
      writeFileSync(own, 'User me\n');
      expect(asked(directory)).toMatchObject({status: 2});
      expect(asked(directory, '--ssh-config', 'none')).toEqual(dialled);
    });

    it('says so of a user whom OpenSSH does not know', () => {
      const bin = path.join(directory, 'unknown');
      mkdirSync(bin);
      writeFileSync(path.join(bin, 'ssh'), '#!/bin/sh\necho "No user exists for uid 4242" >&2\nexit 255\n', {
        mode: 0o755,
      });
      expect(asked(bin, '--ssh-config', file)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('No user exists for uid 4242'),
      });
      expect(asked(bin, '--ssh-config', 'none')).toEqual(dialled);
    });
  });

  testWith(noSsh)('finds known_hosts files with a space in their name', async () => {
    expect((await new Configurations(file).resolve(parseDestination('a'))).knownHosts).toEqual([
      `${directory}/my keys/known`,
      `${homedir()}/.ssh/other`,
    ]);
  });

  testWith(lacking('ssh'))('a configuration whose command hangs is said to hang', async () => {
    const hanging = path.join(directory, 'hanging');
    writeFileSync(hanging, 'Match exec "sleep 22"\n User x\n');
    await expect(new Configurations(hanging).resolve(parseDestination('a'))).rejects.toMatchObject({
      exitCode: 2,
      why: expect.stringContaining('within 20 seconds: what does its Match exec run?'),
    });
  });

  testWith(noSsh)('says what is wrong with a configuration', async () => {
    const broken = path.join(directory, 'broken');
    writeFileSync(broken, 'Host a\n  NoSuchOption yes\n');
    await expect(new Configurations(broken).resolve(parseDestination('a'))).rejects.toMatchObject({
      exitCode: 2,
      why: expect.stringContaining('nosuchoption'),
    });
  });

  it.each([
    ['plain', ''],
    ['plain', 'User me\nHost *\n  ForwardAgent no\nMatch all\nHost "*"\n host = *\nMATCH ALL\nHostKeyAlgorithms x'],
    ['plain', '#   ControlPath ~/.ssh/%h\n  # Host a\nHost *\n  SendEnv LANG'],
    ['plain', 'Host z'],
    ['with a name', 'Host *\n  HostName one.example'],
    ['with a name', 'IdentityFile ~/.ssh/%h'],
    ['apart', 'Host a'],
    ['apart', 'host=a'],
    ['apart', 'Host * !a'],
    ['apart', 'Host "a"'],
    ['each by itself', 'Match host a'],
    ['each by itself', 'Match final all'],
    ['each by itself', 'CanonicalizeHostname yes'],
  ])('tells two hosts from another (%s): %j', (how, text) => {
    const sections = sectionsOf(text);
    const apart = sections && sections.applyingTo('a') !== sections.applyingTo('b');
    expect(!sections ? 'each by itself' : apart ? 'apart' : sections.plain ? 'plain' : 'with a name').toBe(how);
  });

  testWith(noSsh)('asks OpenSSH once where all hosts have the same, and gets the same answer', async () => {
    const common = path.join(directory, 'common');
    writeFileSync(common, 'Host *\n  User everyone\n  Port 2200\n  ServerAliveInterval 9\n');
    const shared = new Configurations(common);
    for (const text of ['First', 'second', 'me@third:99', '[::1]:5']) {
      const alone = await new Configurations(common).resolve(parseDestination(text));
      expect(await shared.resolve(parseDestination(text))).toEqual(alone);
      expect(alone).toMatchObject({host: parseDestination(text).host.toLowerCase(), aliveInterval: 9000});
    }
  });

  testWith(noSsh)('gives hosts that share their sections what each would get by itself', async () => {
    const grouped = path.join(directory, 'grouped');
    writeFileSync(
      grouped,
      'Host web* !web-9\n  HostName %h.web.example\n  User www\n  IdentityFile ~/.ssh/%r@%h\nHost db*\n  HostName 10.0.0.1\n  HostKeyAlias %h\n  Port 9\nHost *\n  User me\n',
    );
    const names = [
      'web-1',
      'Web-2',
      'web-2',
      'u@web-3:5',
      'web-9',
      'web-',
      'db-1',
      'db-2',
      'u@db-3',
      'x',
      'y',
      'z',
      'z',
    ];
    const shared = new Configurations(grouped);
    const together = await Promise.all(names.map((name) => shared.resolve(parseDestination(name))));
    const alone = await Promise.all(names.map((name) => new Configurations(grouped).resolve(parseDestination(name))));
    expect(together).toEqual(alone);
  });

  testWith(noSsh)('starts OpenSSH twice for each section with a HostName, once for all without', () => {
    const bin = path.join(directory, 'bin');
    const starts = path.join(directory, 'starts');
    mkdirSync(bin);
    writeFileSync(path.join(bin, 'ssh'), `#!/bin/sh\necho >>${starts}\nPATH=\${PATH#*:} exec ssh "$@"\n`, {
      mode: 0o755,
    });
    const count = (text: string): number => {
      rmSync(starts, {force: true});
      const config = path.join(directory, 'closed');
      writeFileSync(config, `${text}\nHost *\n  Port 1\n  UserKnownHostsFile none\n  ControlPath none\n`);
      const hosts = Array.from({length: 12}, (_, index) => `${['a', 'b'][index % 2]}.localhost-${index}`);
      const {status} = spawnSync(
        process.execPath,
        [run, 'doctor', '--json', '--ssh-config', config, ...hosts.flatMap((host) => ['--remote', host])],
        {
          env: {...process.env, PATH: `${bin}:${process.env.PATH}`},
        },
      );
      expect(status).toBe(3);
      return readFileSync(starts, 'utf8').length;
    };
    expect(count('Host a.*\n  HostName 127.0.0.1\nHost b.*\n  HostName 127.0.0.1\n  HostKeyAlias %h')).toBe(4);
    expect(count('Host z\n  HashKnownHosts yes')).toBe(1);
  });

  it('has the defaults of OpenSSH', () => {
    const config = fromRaw(parseResolved(''), parseDestination('host'));
    expect(config).toMatchObject({
      user: userInfo().username,
      port: 22,
      strictHostKeyChecking: 'ask',
      identitiesOnly: false,
      proxyJump: [],
      onlyOpenSsh: [],
    });
    expect(config.knownHosts[0]).toBe(`${homedir()}/.ssh/known_hosts`);
  });
});
