import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Failure} from '../../../src/hosts/failure.ts';
import type {Host} from '../../../src/hosts/host.ts';
import {followJob, removeJob, runJob, startJob} from '../../../src/hosts/job.ts';
import {localHost} from '../../../src/hosts/local.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../../lab/sshd.ts';

const newId = () => `test-${randomBytes(4).toString('hex')}`;

describeWith(missing())('jobs that a cut connection does not end', () => {
  let sshd: Sshd;
  let host: Host;
  beforeAll(async () => {
    sshd = await startSshd();
    const client = labClient([{name: 'one', sshd, user: 'labuser'}]);
    host = sshHost('one', {shared: newShared(client.configFile)});
  });
  afterAll(async () => {
    await host?.close();
    sshd?.stop();
  });

  it.each([true, false])('runs one, follows its output and gives its exit code (as root: %s)', async (asRoot) => {
    const id = newId();
    const lines: string[] = [];
    const command = ['sh', '-c', 'id -u; echo "$A"; pwd; echo err >&2; printf end; exit 7'];
    const code = await runJob(
      host,
      {id, asRoot, command, directory: '/usr', environment: {A: `it's`}},
      {onLine: (line) => lines.push(line)},
    );
    expect(code).toBe(7);
    expect(lines.slice(1)).toEqual([`it's`, '/usr', 'err', 'end']);
    expect(lines[0] === '0').toBe(asRoot);
    await removeJob(host, {id, asRoot});
    await expect(followJob(host, {id, asRoot})).rejects.toThrow('never started');
  });

  it.each([
    ['a folder that others may write to', 'mkdir -p "$base"; chmod 777 "$base"'],
    ['a link', 'mkdir -p "${base%/*}" "$HOME/elsewhere"; ln -s "$HOME/elsewhere" "$base"'],
  ])('runs nothing where %s lies in place of its own', async (_, prepare) => {
    const home = (await host.run(['mktemp', '-d'])).stdout.toString('utf8').trim();
    const inside = `HOME=${home}; base=$HOME/.local/state/ebpf/jobs; ${prepare}`;
    expect(await host.run(['sh', '-ec', inside])).toMatchObject({exitCode: 0});
    const elsewhere: Host = {
      ...host,
      run: (command, options) => host.run(command, {...options, environment: {HOME: home}}),
    };
    const job = {id: newId(), command: ['touch', `${home}/ran`]};
    await expect(startJob(elsewhere, job)).rejects.toThrow('others may change what lies in');
    expect(await host.run(['test', '-e', `${home}/ran`])).toMatchObject({exitCode: 1});
  });

  it('starts once, however often it is asked', async () => {
    const id = newId();
    const file = `/tmp/${id}`;
    const job = {id, asRoot: true, command: ['sh', '-c', `echo x >>${file}; sleep 0.5`]};
    await Promise.all([startJob(host, job), startJob(host, job), startJob(host, job)]);
    await followJob(host, job);
    expect(await runJob(host, job)).toBe(0);
    expect((await host.read(file)).toString()).toBe('x\n');
    await removeJob(host, job);
  });

  it('goes on while the connection is cut, and its output is followed from where it stopped', async () => {
    const id = newId();
    const lines: string[] = [];
    const lost: Failure[] = [];
    const job = {id, asRoot: true, command: ['sh', '-c', 'for i in $(seq 1 40); do echo "line $i"; sleep 0.1; done']};
    const running = runJob(host, job, {onLine: (line) => lines.push(line), onLost: (failure) => lost.push(failure)});
    for (let cut = 0; cut < 3; cut++) {
      await sleep(900);
      sshd.cut();
    }
    expect(await running).toBe(0);
    expect(lines).toEqual(Array.from({length: 40}, (_, index) => `line ${index + 1}`));
    expect(lost.map(({link}) => link)).toContain('lost');
    await removeJob(host, job);
  });

  it('can be followed by another run after this one was ended', async () => {
    const job = {id: newId(), asRoot: true, command: ['sh', '-c', 'echo one; sleep 1; echo two']};
    const controller = new AbortController();
    const first = runJob(host, job, {signal: controller.signal, onLine: () => controller.abort()});
    await expect(first).rejects.toThrow(/abort/i);
    const lines: string[] = [];
    expect(await runJob(host, job, {onLine: (line) => lines.push(line)})).toBe(0);
    expect(lines).toEqual(['one', 'two']);
    await removeJob(host, job);
  });

  it('tells a job that was killed from one that ended', async () => {
    const job = {id: newId(), asRoot: true, command: ['sleep', '60']};
    await startJob(host, job);
    await host.run(['sh', '-c', 'kill -9 -$(cat "$1"/pid)', 'sh', `/var/lib/ebpf/jobs/${job.id}`], {asRoot: true});
    expect(await followJob(host, job)).toBeUndefined();
    await removeJob(host, job);
  });

  it('follows much output in bounded rounds', async () => {
    const job = {id: newId(), command: ['sh', '-c', 'seq 1 3000000']};
    let count = 0;
    let last = '';
    const onLine = (line: string) => {
      count++;
      last = line;
    };
    expect(await runJob(host, job, {onLine})).toBe(0);
    expect([count, last]).toEqual([3_000_000, '3000000']);
    await removeJob(host, job);
  });

  it('gives up on a host that stays away', async () => {
    const gone = sshHost('127.0.0.1:1');
    await expect(startJob(gone, {id: newId(), command: ['true']}, {patience: 1200})).rejects.toMatchObject({
      link: 'unreachable',
    });
  });

  it('takes no id that could leave its folder', async () => {
    await expect(startJob(host, {id: '../x', command: ['true']})).rejects.toMatchObject({exitCode: 2});
  });

  it('works on this machine too', async () => {
    const job = {id: newId(), asRoot: true, command: ['sh', '-c', 'echo here; exit 4']};
    const lines: string[] = [];
    expect(await runJob(localHost(), job, {onLine: (line) => lines.push(line)})).toBe(4);
    expect(lines).toEqual(['here']);
    expect(existsSync(path.join('/var/lib/ebpf/jobs', job.id, 'rc'))).toBe(true);
    expect(readFileSync(path.join('/var/lib/ebpf/jobs', job.id, 'log'), 'utf8')).toBe('here\n');
    await removeJob(localHost(), job);
    expect(existsSync(path.join('/var/lib/ebpf/jobs', job.id))).toBe(false);
  });
});
