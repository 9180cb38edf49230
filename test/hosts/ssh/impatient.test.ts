import {execFileSync} from 'node:child_process';
import {chmodSync, copyFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Ask} from '../../../src/hosts/ask.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, password, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

describeWith(missing())('a host that does not wait for an answer', () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd({config: ['LoginGraceTime 1', 'PasswordAuthentication yes']});
  });
  afterAll(() => sshd?.stop());

  const slowly = (answer: {trust?: boolean; secret?: string}): Ask & {questions: string[]} => {
    const questions: string[] = [];
    const after = async <T>(question: string, given: T): Promise<T> => {
      questions.push(question);
      await sleep(2500);
      return given;
    };
    return {
      questions,
      trust: ({fingerprint}) => after(fingerprint, answer.trust ?? false),
      secret: (question) => after(question, answer.secret),
    };
  };
  const connections = () => sshd.log().match(/Connection from/g)?.length ?? 0;

  it('is connected to again when its key is accepted too late, and asks once', async () => {
    const client = labClient([{name: 'one', sshd}], {known: []});
    const ask = slowly({trust: true});
    const host = sshHost('one', {shared: newShared(client.configFile), ask});
    const before = connections();
    expect((await host.run(['echo', 'in'])).stdout.toString()).toBe('in\n');
    expect(ask.questions).toHaveLength(1);
    expect(connections() - before).toBe(2);
    expect(client.known()).toBe(sshd.knownHosts());
    await host.close();
  });

  it('is refused as ever when its key is refused too late', async () => {
    const client = labClient([{name: 'one', sshd}], {known: []});
    const host = sshHost('one', {shared: newShared(client.configFile), ask: slowly({trust: false})});
    await expect(host.run(['true'])).rejects.toMatchObject({
      link: 'refused',
      what: expect.stringContaining('not known'),
    });
    await host.close();
  });

  it('gets the password that was typed too late, and asks once', async () => {
    const client = labClient([{name: 'one', sshd, user: 'labpw', lines: ['PubkeyAuthentication no']}]);
    const ask = slowly({secret: password});
    const host = sshHost('one', {shared: newShared(client.configFile), ask});
    expect((await host.run(['id', '-un'])).stdout.toString()).toBe('labpw\n');
    expect(ask.questions).toHaveLength(1);
    await host.close();
  });

  it('gets a signature of the key whose passphrase was typed too late', async () => {
    const file = path.join(workspace('keys'), 'encrypted');
    copyFileSync(sshd.userKey, file);
    chmodSync(file, 0o600);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'phrase', '-f', file]);
    const client = labClient([{name: 'one', sshd: {...sshd, userKey: file}}]);
    const ask = slowly({secret: 'phrase'});
    const host = sshHost('one', {shared: newShared(client.configFile), ask});
    expect((await host.run(['echo', 'in'])).stdout.toString()).toBe('in\n');
    expect(ask.questions).toHaveLength(1);
    await host.close();
  });
});
