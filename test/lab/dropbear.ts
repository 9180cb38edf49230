import {execFileSync, spawn} from 'node:child_process';
import {chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {HostEntry} from './client.ts';
import {lacking, notRoot} from './needs.ts';
import {freePort, generateKey, workspace} from './sshd.ts';

/** Why no dropbear can be started here, or undefined. */
export const noDropbear = (): string | undefined =>
  notRoot ?? lacking('dropbear', 'dropbearkey', 'ssh-keygen', 'unshare');

export type Dropbear = HostEntry['sshd'] & {stop(): void; log(): string};

/** Starts dropbear on loopback, for root alone, in a mount namespace in which root's keys are ours. */
export async function startDropbear(): Promise<Dropbear> {
  const directory = workspace('dropbear');
  chmodSync(directory, 0o755);
  const userKey = generateKey(path.join(directory, 'user_key'));
  const hostKey = path.join(directory, 'host_key');
  const shown = execFileSync('dropbearkey', ['-t', 'ed25519', '-f', hostKey]).toString();
  const publicKey = /^ssh-ed25519 \S+/m.exec(shown)?.[0] ?? '';
  mkdirSync(path.join(directory, '.ssh'), {mode: 0o700});
  cpSync(`${userKey}.pub`, path.join(directory, '.ssh/authorized_keys'));
  chmodSync(path.join(directory, '.ssh/authorized_keys'), 0o600);
  const port = await freePort();
  const log = path.join(directory, 'log');
  const script = [
    'set -e; mount --make-rprivate /; mount -t tmpfs -o mode=0700 lab /root; mkdir -m 700 /root/.ssh',
    `cp ${directory}/.ssh/authorized_keys /root/.ssh/`,
    `exec dropbear -F -E -m -s -r ${hostKey} -p 127.0.0.1:${port} -P ${directory}/pid 2>${log}`,
  ].join('\n');
  const child = spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child=KILL', 'sh', '-c', script], {
    stdio: 'ignore',
  });
  for (let tries = 0; !existsSync(path.join(directory, 'pid')); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`dropbear did not start: ${readFileSync(log, 'utf8')}`);
    await sleep(50);
  }
  return {
    address: '127.0.0.1',
    port,
    userKey,
    knownHosts: () => `[127.0.0.1]:${port} ${publicKey}\n`,
    log: () => readFileSync(log, 'utf8'),
    stop: () => {
      child.kill('SIGKILL');
      rmSync(directory, {recursive: true, force: true});
    },
  };
}
