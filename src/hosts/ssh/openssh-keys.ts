import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {promisify} from 'node:util';
import type {SshConfig} from './config.ts';

/** Whether the agent holds certificates or keys of a security key, which ssh2 passes over. */
async function agentHasMore(socket: string): Promise<boolean> {
  const env = {...process.env, SSH_AUTH_SOCK: socket};
  const {stdout} = await promisify(execFile)('ssh-add', ['-L'], {env, timeout: 5000}).catch(() => ({stdout: ''}));
  return /^(sk-|\S+-cert-v01@)/m.test(stdout);
}

/** Whether there is a Kerberos ticket where MIT and Heimdal keep it by default. */
function hasTicket(): boolean {
  const cache = process.env.KRB5CCNAME ?? `FILE:/tmp/krb5cc_${process.getuid?.() ?? 0}`;
  return /^(KEYRING|KCM|DIR|API|MEMORY):/.test(cache) || existsSync(cache.replace(/^FILE:/, ''));
}

/** Whether OpenSSH could log in with something that ssh2 does not have: asked only after ssh2 was denied. */
export async function openSshHasMore({agent, methods}: SshConfig): Promise<boolean> {
  if (methods.gssapi && hasTicket()) return true;
  return agent !== undefined && agentHasMore(agent);
}
