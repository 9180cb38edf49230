import {mkdirSync, writeFileSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import path from 'node:path';
import {fromRaw, parseResolved} from '../../../src/hosts/ssh/config.ts';
import {readConfigFiles} from '../../../src/hosts/ssh/config-files.ts';
import {parseDestination} from '../../../src/hosts/ssh/destination.ts';
import {Configurations, sameForAll} from '../../../src/hosts/ssh/resolve-config.ts';
import {describeWith, lacking, testWith} from '../../lab/needs.ts';
import {workspace} from '../../lab/sshd.ts';

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
  const readers = [
    {name: 'ssh -G', read: (text: string) => new Configurations(file).resolve(parseDestination(text)), missing: noSsh},
    {
      name: 'the parser',
      read: async (text: string) =>
        fromRaw(await readConfigFiles(parseDestination(text), file), parseDestination(text), file),
      missing: undefined,
    },
  ];

  for (const {name, read, missing} of readers) {
    describeWith(missing)(`read by ${name}`, () => {
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
  }

  testWith(noSsh)('finds known_hosts files with a space in their name', async () => {
    expect((await new Configurations(file).resolve(parseDestination('a'))).knownHosts).toEqual([
      `${directory}/my keys/known`,
      `${homedir()}/.ssh/other`,
    ]);
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
    [true, ''],
    [true, 'User me\nHost *\n  ForwardAgent no\nMatch all\nHost "*"\n host = *\nMATCH ALL\nHostKeyAlgorithms x'],
    [true, '#   ControlPath ~/.ssh/%h\n  # Host a\nHost *\n  SendEnv LANG'],
    [false, 'Host *\n  HostName one.example'],
    [false, 'Host a'],
    [false, 'host=a'],
    [false, 'Host * !a'],
    [false, 'Match host a'],
    [false, 'Match final all'],
    [false, 'IdentityFile ~/.ssh/%h'],
    [false, 'CanonicalizeHostname yes'],
  ])('is the same for all hosts (%s): %j', (same, text) => {
    expect(sameForAll(text)).toBe(same);
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
