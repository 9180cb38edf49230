import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {chmodSync, copyFileSync, existsSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Ask} from '../../../src/hosts/ask.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {generateKey, missing, password, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

const answering = (...answers: (string | undefined)[]): Ask & {readonly questions: string[]} => {
  const questions: string[] = [];
  return {questions, trust: async () => false, secret: async (question) => answers[questions.push(question) - 1]};
};

describeWith(missing())('logging in to a real OpenSSH server', () => {
  let sshd: Sshd;
  let withPassword: Sshd;
  let keys: string;
  const login = async (server: Sshd, user: string, lines: readonly string[], ask?: Ask) => {
    const client = labClient([{name: 'one', sshd: server, user, lines}]);
    const host = sshHost('one', {shared: newShared(client.configFile), ask});
    try {
      return (await host.run(['id', '-un'])).stdout.toString().trim();
    } finally {
      await host.close();
    }
  };
  beforeAll(async () => {
    keys = workspace('keys');
    sshd = await startSshd();
    // PAM asks by keyboard-interactive; without it sshd checks the password itself.
    withPassword = await startSshd({config: ['PubkeyAuthentication no', 'PasswordAuthentication yes']});
  });
  afterAll(() => {
    sshd?.stop();
    withPassword?.stop();
  });
  const encrypted = (type = 'ed25519', name = `enc-${type}`): string => {
    const file = path.join(keys, name);
    copyFileSync(sshd.userKey, file);
    chmodSync(file, 0o600);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'pass "phrase"', '-f', file]);
    return file;
  };

  it('offers several keys in order until one fits', async () => {
    const others = ['ed25519', 'ecdsa', 'rsa'].map((type) => generateKey(path.join(keys, `other-${type}`), {type}));
    expect(
      await login(
        sshd,
        'labuser',
        [...others, '/no/such/key', sshd.userKey].map((file) => `IdentityFile ${file}`),
      ),
    ).toBe('labuser');
  });

  it.each(['ecdsa', 'rsa'])('signs with a key of type %s', async (type) => {
    const userKey = generateKey(path.join(keys, `user-${type}`), {type});
    const server = await startSshd({userKey});
    try {
      expect(await login(server, 'labuser', [])).toBe('labuser');
    } finally {
      server.stop();
    }
  });

  it('asks for the passphrase of an encrypted key, once for all hosts', async () => {
    const file = encrypted();
    const client = labClient([
      {name: 'one', sshd: {...sshd, userKey: file}},
      {name: 'two', sshd: {...sshd, userKey: file}, user: 'labuser'},
    ]);
    const ask = answering('wrong', 'pass "phrase"');
    for (const name of ['one', 'two']) {
      const host = sshHost(name, {shared: newShared(client.configFile), ask});
      expect((await host.run(['true'])).exitCode).toBe(0);
      await host.close();
    }
    expect(ask.questions).toHaveLength(2);
    expect(ask.questions[0]).toContain(file);
  });

  it('says that a key is encrypted where there is no one to ask', async () => {
    const file = encrypted('ed25519', 'enc2');
    const client = labClient([{name: 'one', sshd: {...sshd, userKey: file}}]);
    await expect(sshHost('one', {shared: newShared(client.configFile)}).run(['true'])).rejects.toMatchObject({
      link: 'refused',
      message: expect.stringContaining('encrypted'),
    });
  });

  it('does not use a key that others can read', async () => {
    const file = path.join(keys, 'open');
    copyFileSync(sshd.userKey, file);
    chmodSync(file, 0o644);
    const client = labClient([{name: 'one', sshd: {...sshd, userKey: file}}]);
    await expect(sshHost('one', {shared: newShared(client.configFile)}).run(['true'])).rejects.toThrow('chmod 600');
  });

  describe('with an agent', () => {
    let agent: ChildProcess;
    const socket = () => path.join(keys, 'agent');
    beforeAll(async () => {
      rmSync(socket(), {force: true});
      agent = spawn('ssh-agent', ['-D', '-a', socket()], {stdio: 'ignore'});
      while (!existsSync(socket())) await sleep(20);
      const add = (file: string) =>
        execFileSync('ssh-add', ['-q', file], {env: {...process.env, SSH_AUTH_SOCK: socket()}, stdio: 'ignore'});
      add(generateKey(path.join(keys, 'agent-other')));
      add(sshd.userKey);
    });
    afterAll(() => void agent?.kill());

    it('uses its keys', async () => {
      const gone = {...sshd, userKey: '/no/such/key'};
      expect(await login(gone, 'labuser', [`IdentityAgent ${socket()}`, 'IdentitiesOnly no'])).toBe('labuser');
    });

    it('uses only the named ones with IdentitiesOnly', async () => {
      const gone = {...sshd, userKey: path.join(keys, 'agent-other')};
      await expect(login(gone, 'labuser', [`IdentityAgent ${socket()}`])).rejects.toThrow('permission denied');
      const half = path.join(keys, 'half');
      copyFileSync(`${sshd.userKey}.pub`, `${half}.pub`);
      expect(await login({...sshd, userKey: half}, 'labuser', [`IdentityAgent ${socket()}`])).toBe('labuser');
    });

    it('says so when the agent gave no keys, where nothing else was left', async () => {
      const silent = createServer(() => {}).listen(path.join(keys, 'silent'));
      const gone = {...sshd, userKey: '/no/such/key'};
      await expect(login(gone, 'labuser', [`IdentityAgent ${path.join(keys, 'silent')}`])).rejects.toMatchObject({
        why: expect.stringMatching(/The agent at .*silent gave no keys: it did not answer in time/),
        todo: expect.stringMatching(/^Try: ssh .*-p \d+ labuser@one true$/),
      });
      silent.close();
    });

    it('hears no agent that talks without end, nor one that was given up', async () => {
      const gone = {...sshd, userKey: '/no/such/key'};
      const answers: readonly (readonly [string, Buffer, RegExp])[] = [
        // The length of an answer, and the beginning of one that never comes whole.
        [
          'endless',
          Buffer.concat([Buffer.from([0x7f, 0, 0, 0, 12, 0, 1, 0, 0]), Buffer.alloc(1 << 20)]),
          /says more than any agent/,
        ],
        ['slow', Buffer.from([0, 0, 1, 0, 12]), /did not answer in time/],
      ];
      for (const [name, answer, why] of answers) {
        let left: Promise<unknown> = Promise.reject(new Error('nobody came'));
        left.catch(() => {});
        const file = path.join(keys, name);
        const agent = createServer((peer) => {
          left = new Promise((resolve) => void peer.on('error', () => {}).once('close', resolve));
          peer.once('data', () => peer.write(answer));
        }).listen(file);
        await expect(login(gone, 'labuser', [`IdentityAgent ${file}`])).rejects.toMatchObject({
          why: expect.stringMatching(why),
        });
        await left;
        agent.close();
      }
    });

    it('goes on without an agent that is not there', async () => {
      expect(await login(sshd, 'labuser', ['IdentityAgent /no/such/socket'])).toBe('labuser');
    });
  });

  it('sends a password, asked for at most three times', async () => {
    const ask = answering('wrong', password);
    expect(await login(withPassword, 'labpw', [], ask)).toBe('labpw');
    expect(ask.questions[0]).toMatch(/labpw@.*password/);
    expect(ask.questions).toHaveLength(2);
    expect(withPassword.log()).not.toContain(password);
    const never = answering('a', 'b', 'c', 'd');
    await expect(login(withPassword, 'labpw', [], never)).rejects.toMatchObject({
      link: 'refused',
      what: expect.stringContaining('permission denied'),
    });
    expect(never.questions).toHaveLength(3);
  });

  it('asks for no password where BatchMode or no terminal forbids it', async () => {
    const ask = answering(password);
    await expect(login(withPassword, 'labpw', ['BatchMode yes'], ask)).rejects.toThrow('permission denied (password');
    await expect(login(withPassword, 'labpw', [])).rejects.toThrow('permission denied (password');
    expect(ask.questions).toEqual([]);
  });

  it('answers keyboard-interactive', async () => {
    const pam = await startSshd({
      config: ['UsePAM yes', 'KbdInteractiveAuthentication yes', 'PubkeyAuthentication no'],
    });
    try {
      const ask = answering(password);
      expect(await login(pam, 'labpw', [], ask)).toBe('labpw');
      expect(ask.questions[0]).toMatch(/Password/);
    } finally {
      pam.stop();
    }
  });

  it('opens a lost connection again without asking again', async () => {
    const ask = answering(password);
    const client = labClient([{name: 'one', sshd: withPassword, user: 'labpw'}]);
    const host = sshHost('one', {shared: newShared(client.configFile), ask});
    await host.run(['true']);
    withPassword.cut();
    await sleep(200);
    expect((await host.run(['id', '-un'])).stdout.toString()).toBe('labpw\n');
    await host.close();
    expect(ask.questions).toHaveLength(1);
  });

  it('needs a key and a password where the host wants both', async () => {
    const both = await startSshd({config: ['PasswordAuthentication yes', 'AuthenticationMethods publickey,password']});
    try {
      expect(await login(both, 'labpw', [], answering(password))).toBe('labpw');
      await expect(login(both, 'labpw', [])).rejects.toThrow('password');
    } finally {
      both.stop();
    }
  });
});
