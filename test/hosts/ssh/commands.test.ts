import {execFileSync, spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Host} from '../../../src/hosts/host.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {installToolchain} from '../../hello/machine.ts';
import {type LabClient, labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd, workspace} from '../../lab/sshd.ts';

const bin = path.resolve(import.meta.dirname, '../../../bin/run.js');
const running = new Set<number>();

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a user would. */
const ebpf = (directory: string, ...words: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...words], {cwd: directory, stdio: ['ignore', 'pipe', 'pipe']});
    running.add(child.pid ?? 0);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) => {
      running.delete(child.pid ?? 0);
      resolve({code, stdout, stderr});
    });
  });

const count = (sshd: Sshd, what: RegExp) => sshd.log().match(what)?.length ?? 0;

describeWith(missing())('commands on hosts over SSH', () => {
  let sshd: Sshd;
  let client: LabClient;
  let directory: string;
  const over = (host: string) => ['--remote', host, '--ssh-config', client.configFile];

  beforeAll(async () => {
    await installToolchain();
    directory = workspace('work');
    sshd = await startSshd();
    const away = {...sshd, port: 1};
    client = labClient([
      ...['root', 'labuser', 'labnoisy', 'labnologin'].map((user) => ({name: user, sshd, user})),
      {name: 'away', sshd: away},
    ]);
  });
  afterAll(() => sshd?.stop());

  it('doctor is one connection and one exec, and needs nothing there', async () => {
    const before = [count(sshd, /Connection from/g), count(sshd, /Starting session/g)];
    const {code, stdout} = await ebpf(directory, 'doctor', '--json', ...over('labnoisy'));
    expect([0, 1, 3]).toContain(code);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      schema: 'ebpf.report/1',
      hosts: [{host: 'labnoisy', reachable: true}],
      exitCode: code,
    });
    expect(count(sshd, /Connection from/g) - (before[0] ?? 0)).toBe(1);
    expect(count(sshd, /Starting session/g) - (before[1] ?? 0)).toBe(1);
  });

  it('probe gives the facts of the host, under its name', async () => {
    const {code, stdout} = await ebpf(directory, 'probe', ...over('labuser'));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'ebpf.facts/1',
      host: 'labuser',
      privileges: {uid: {value: 61200}},
    });
  });

  it('one host that can not be reached is told with exit code 3', async () => {
    const {code, stdout, stderr} = await ebpf(directory, 'doctor', ...over('away'));
    expect({code, stdout}).toEqual({code: 3, stdout: ''});
    expect(stderr).toContain('Nothing listens on that port');
    const json = await ebpf(directory, 'doctor', '--json', ...over('away'));
    expect(JSON.parse(json.stdout)).toMatchObject({hosts: [{host: 'away', reachable: false}], exitCode: 3});
  });

  it('many hosts: a table, what stands in the way, and the ones that were not reached', async () => {
    const file = path.join(directory, 'hosts');
    writeFileSync(file, '# all\nroot\nlabuser # twice\nlabuser\naway\nlabnologin\n');
    const words = ['--hosts', file, '--ssh-config', client.configFile, '--remote', 'labnoisy'];
    const text = await ebpf(directory, 'doctor', ...words);
    expect(text.code).toBe(3);
    expect(text.stdout).toMatch(/^host +os +kernel +libbpf/);
    expect(text.stdout).toMatch(/^away +unreachable$/m);
    expect(text.stdout).toMatch(/^5 hosts: .*2 not reached$/m);
    expect(text.stderr.trim().split('\n')).toHaveLength(5);
    const json = await ebpf(directory, 'doctor', '--json', ...words);
    expect(JSON.parse(json.stdout).hosts.map(({host}: {host: string}) => host)).toEqual([
      ...['labnoisy', 'root', 'labuser', 'away', 'labnologin'],
    ]);
    expect(json.stderr).toBe('');
    const stream = await ebpf(directory, 'doctor', '--stream', ...words);
    expect(
      stream.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).host)
        .sort(),
    ).toEqual(['away', 'labnoisy', 'labnologin', 'labuser', 'root']);
    const facts = await ebpf(directory, 'probe', ...words);
    expect(facts.code).toBe(3);
    expect(JSON.parse(facts.stdout)).toHaveLength(3);
  });

  it('an earlier report is a list of hosts too, and --limit takes those that failed', async () => {
    const words = ['--ssh-config', client.configFile, '--no-attach'];
    const first = await ebpf(directory, 'doctor', '--json', ...words, '--remote', 'labuser', '--remote', 'away');
    const file = path.join(directory, 'report.json');
    writeFileSync(file, first.stdout);
    const again = await ebpf(directory, 'doctor', '--json', ...words, '--hosts', file, '--limit', 'unreached');
    expect(JSON.parse(again.stdout).hosts).toMatchObject([{host: 'away', reachable: false}]);
    const report = JSON.parse(first.stdout);
    writeFileSync(file, JSON.stringify({...report, hosts: [{...report.hosts[1], host: '-oProxyCommand=id'}]}));
    expect(await ebpf(directory, 'doctor', ...words, '--hosts', file)).toMatchObject({code: 2});
    writeFileSync(file, 'labuser\n');
    expect(await ebpf(directory, 'doctor', ...words, '--hosts', file, '--limit', 'failed')).toMatchObject({code: 2});
  });

  it.each(['-oProxyCommand=touch pwned', 'ho st', '$(touch pwned)', 'a;b@host', 'host:99999'])(
    'refuses %j as a host',
    async (host) => {
      const {code, stderr} = await ebpf(directory, 'doctor', `--remote=${host}`);
      expect(code).toBe(2);
      expect(stderr).toContain('Not a host');
      expect(existsSync(path.join(directory, 'pwned'))).toBe(false);
    },
  );

  it('vmlinux --remote needs no bpftool there', async () => {
    const {code} = await ebpf(directory, 'vmlinux', ...over('labuser'), '--output', 'there.h');
    expect(code).toBe(0);
    expect(readFileSync(path.join(directory, 'there.h'), 'utf8')).toContain('struct task_struct {');
  });

  it('hello --build local runs there and leaves nothing there', async () => {
    const home = path.join(sshd.directory, 'home/labuser');
    /** Others work in /tmp as well, but not as this user. */
    const here = () =>
      execFileSync('find', ['/tmp', '-maxdepth', '1', '-name', 'ebpf-??????', '-uid', String(statSync(home).uid)], {
        encoding: 'utf8',
      });
    const before = [readdirSync(home), here()];
    const {code, stdout} = await ebpf(directory, 'hello', ...over('labuser'), '--build', 'local');
    expect(code).toBe(0);
    expect(stdout).toContain('/nonexistent/ebpf-hello-');
    expect([readdirSync(home), here()]).toEqual(before);
    expect(existsSync(path.join(directory, 'hello-ebpf/hello.bpf.c'))).toBe(true);
  });

  it('hello of several hosts: what is built here traces on each, and one that is gone stops no other', async () => {
    const list = path.join(directory, 'hosts.txt');
    writeFileSync(list, 'labuser\naway\nlabnoisy\n');
    const words = ['hello', '--hosts', list, '--ssh-config', client.configFile, '--build', 'local'];
    const {code, stdout} = await ebpf(directory, ...words);
    expect({code, stdout}).toMatchObject({code: 3});
    expect(stdout).toContain('labuser, labnoisy: libbpf traces, in ./hello-ebpf\n');
    expect(stdout).toMatch(/^away: Can't connect to away [^\n]*\n[\s\S]*^3 hosts: 2 traced, 1 not reached$/m);
  });

  it('hello --build remote builds in the directory there', async () => {
    const {code, stdout} = await ebpf(directory, 'hello', ...over('labuser'), '--dir', 'over there');
    expect(code).toBe(0);
    expect(stdout).toContain('/nonexistent/ebpf-hello-');
    expect(existsSync(path.join(sshd.directory, 'home/labuser/over there/hello'))).toBe(true);
  });

  describe('setup', () => {
    let own: Sshd;
    let admin: Host;
    let to: string[];
    beforeEach(async () => {
      own = await startSshd({ownRoot: true});
      const {configFile} = labClient([
        {name: 'fresh', sshd: own, user: 'labuser'},
        {name: 'also', sshd: own},
        {name: 'admin', sshd: own},
        {name: 'gone', sshd: {...own, port: 1}},
      ]);
      to = ['--remote', 'fresh', '--ssh-config', configFile];
      // A host that lacks what libbpf needs: only in its own file system.
      // Its dpkg takes its time, so that there is something to cut. Its apt keeps what it made of its lists, which images for containers forbid.
      const remove = `dpkg --force-depends --remove libbpf-dev bpftool; rm -f /usr/local/sbin/bpftool
        rm -f /etc/apt/apt.conf.d/docker-clean; apt-cache gencaches
        echo 'DPkg::Pre-Invoke {"sleep 4";};' >/etc/apt/apt.conf.d/99slow`;
      admin = sshHost('admin', {shared: newShared(configFile)});
      await admin.run(['sh', '-c', remove]);
    });
    afterEach(async () => {
      await admin?.close();
      own?.stop();
    });

    it('installs, builds, traces; a second run changes nothing', async () => {
      const dry = await ebpf(directory, 'setup', '--dry-run', ...to);
      expect(dry.stdout).toMatch(/apt-get install .*libbpf-dev/);
      const first = await ebpf(directory, 'setup', '--yes', '--json', ...to);
      expect(JSON.parse(first.stdout)).toMatchObject({changed: true, hellos: [{ok: true}], exitCode: 0});
      const second = await ebpf(directory, 'setup', '--yes', '--json', ...to);
      expect(JSON.parse(second.stdout)).toMatchObject({changed: false, plan: {steps: []}, exitCode: 0});
      // Who logs in is not root, but may become it without being asked: the doctor judges by that, and says so.
      const doctor = await ebpf(directory, 'doctor', ...to);
      expect(doctor).toMatchObject({code: 0, stdout: expect.stringMatching(/libbpf .*ready, with sudo/)});
      // Who needs the right without sudo asks for it.
      expect(await ebpf(directory, 'doctor', '--require', 'priv.effective', ...to)).toMatchObject({code: 1});
    });

    it('works on several hosts, and one that is away stops none', async () => {
      const many = [...to, '--remote', 'also', '--remote', 'gone'];
      expect(await ebpf(directory, 'setup', ...many)).toMatchObject({code: 2});
      const dry = await ebpf(directory, 'setup', '--dry-run', '--json', ...many);
      expect(JSON.parse(dry.stdout).hosts).toMatchObject([
        {host: 'fresh', plan: {steps: expect.arrayContaining([expect.objectContaining({kind: 'packages'})])}},
        {host: 'also', plan: {steps: expect.arrayContaining([expect.objectContaining({kind: 'packages'})])}},
        {host: 'gone', error: {what: expect.stringContaining('gone')}, exitCode: 3},
      ]);
      const {code, stdout} = await ebpf(directory, 'setup', '--yes', ...many, '--jobs', '1');
      expect(code).toBe(3);
      expect(stdout).toMatch(/^fresh, also: ready, changed, and traced an execve\ngone: Can't connect/);
    });

    it('comes through with the connection cut again and again', async () => {
      const earlier = count(own, /Starting session/g);
      const outcome = ebpf(directory, 'setup', '--yes', '--json', ...to);
      // One that was never reached is told at once; one that was is waited for.
      while (count(own, /Starting session/g) === earlier) await sleep(50);
      let cuts = 0;
      const done = outcome.then(() => true);
      while (!(await Promise.race([done, sleep(1500)])) && cuts < 12) {
        own.cut();
        cuts++;
      }
      const {stdout, stderr} = await outcome;
      expect({stderr, ...JSON.parse(stdout)}).toMatchObject({hellos: [{ok: true}], exitCode: 0});
      expect(cuts).toBeGreaterThan(1);
    });

    it('goes on where a run that was killed left off', async () => {
      const first = ebpf(directory, 'setup', '--yes', '--json', ...to);
      // Killed as soon as the job is at work on the host.
      const at = async () => (await admin.run(['sh', '-c', 'ls /var/lib/ebpf/jobs/setup-*/lock'])).exitCode === 0;
      while (!(await at())) await sleep(50);
      for (const pid of running) process.kill(pid, 'SIGKILL');
      expect((await first).code).toBeNull();
      const second = await ebpf(directory, 'setup', '--yes', ...to);
      expect(second.stderr).toContain('An earlier setup is still at work on fresh');
      expect(second).toMatchObject({code: 0, stdout: expect.stringContaining('libbpf is ready')});
    });
  });
});
