import {spawn, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {probeScript} from '../../../src/facts/probe.ts';
import {labClient} from '../../lab/client.ts';
import {type Exec, type Hostile, hostile} from '../../lab/hostile.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing} from '../../lab/sshd.ts';

const bin = path.resolve(import.meta.dirname, '../../../bin/run.js');

describeWith(missing())('many hosts at once', () => {
  let server: Hostile;
  let said: Buffer;
  /** Every host says what this machine says, and nothing runs for it. */
  const answer = (channel: Exec): void => {
    let script = '';
    channel.on('data', (chunk: Buffer) => {
      script += chunk;
      const [, left, right] = /printf '%s%s\\n' ([0-9a-f]{16}) ([0-9a-f]{16})/.exec(script) ?? [];
      if (!left || !/exec sh -c/.test(script)) return;
      channel.removeAllListeners('data').resume();
      channel.stderr.write(`${left}${right} run 999999 999999\n`);
      channel.write(Buffer.concat([Buffer.from(`${left}${right}\n`), said]));
      channel.exit(0);
      channel.end();
    });
  };
  beforeAll(async () => {
    said = spawnSync('sh', ['-s'], {input: probeScript()}).stdout;
    server = await hostile({exec: answer, login: (one) => one.username !== 'hangs' && one.accept()});
  });
  afterAll(() => server?.stop());

  const hostsFile = (users: readonly string[]) => {
    const sshd = {...server, userKey: '/no/such/key'};
    const client = labClient(users.map((user, index) => ({name: `h${index}`, sshd, user})));
    const file = path.join(client.directory, 'hosts');
    writeFileSync(file, users.map((_, index) => `h${index}\n`).join(''));
    return ['--hosts', file, '--ssh-config', client.configFile];
  };

  it('takes as many as 256 open files allow, and reaches all', async () => {
    const words = [bin, 'doctor', '--json', '--jobs', '1000', ...hostsFile(Array.from({length: 300}, () => 'u'))];
    const child = spawn('sh', ['-c', 'ulimit -n 256; exec "$@"', 'sh', process.execPath, ...words]);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    const {hosts} = JSON.parse(output) as {hosts: {reachable: boolean; error?: string}[]};
    expect(hosts).toHaveLength(300);
    expect(hosts.filter(({reachable}) => !reachable)).toEqual([]);
  });

  it('tells what it knows of them when it is stopped', async () => {
    const child = spawn(process.execPath, [bin, 'doctor', '--stream', ...hostsFile(['u', 'hangs', 'u'])]);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.trim().split('\n').length === 2) child.kill('SIGINT');
    });
    // Its login has 60 seconds, and says so when they are over: it was not waited for.
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
    const reports = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as {host: string; reachable: boolean; error?: string});
    expect(
      reports
        .filter(({reachable}) => reachable)
        .map(({host}) => host)
        .sort(),
    ).toEqual(['h0', 'h2']);
    expect(reports.find(({host}) => host === 'h1')?.error).toMatch(/^Stopped before it was done/);
  });

  it('calls no setup that was stopped a defect', async () => {
    const child = spawn(process.execPath, [bin, 'setup', '--dry-run', ...hostsFile(['hangs', 'hangs'])]);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    setTimeout(() => child.kill('SIGINT'), 8000);
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
    expect(output).toMatch(/^h0\b.*: Stopped before it was done/m);
    expect(output).not.toMatch(/defect|internal error/);
  });
});
