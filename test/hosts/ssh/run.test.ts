import {randomBytes} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import fc from 'fast-check';
import type {Ask} from '../../../src/hosts/ask.ts';
import type {Host} from '../../../src/hosts/host.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {type LabClient, labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {type LabUser, labUsers, missing, password, type Sshd, startSshd} from '../../lab/sshd.ts';

const answering = (answers: readonly (string | undefined)[]): Ask & {readonly questions: string[]} => {
  const questions: string[] = [];
  return {
    questions,
    trust: async () => false,
    secret: async (question) => answers[questions.push(question) - 1],
  };
};

describeWith(missing())('commands over a real OpenSSH server', () => {
  let sshd: Sshd;
  let client: LabClient;
  const open: Host[] = [];
  const as = (user: LabUser | 'root', ask?: Ask): Host => {
    const host = sshHost(user, {shared: newShared(client.configFile), ask});
    open.push(host);
    return host;
  };
  const execs = () => sshd.log().match(/Starting session: command/g)?.length ?? 0;
  const connections = () => sshd.log().match(/Connection from/g)?.length ?? 0;

  beforeAll(async () => {
    sshd = await startSshd();
    client = labClient([...labUsers, 'root'].map((user) => ({name: user, sshd, user})));
  });
  afterAll(async () => {
    await Promise.all(open.map((host) => host.close()));
    sshd?.stop();
  });

  it('takes one connection and one exec', async () => {
    const before = [connections(), execs()];
    const host = sshHost('root', {shared: newShared(client.configFile)});
    await host.run(['sh', '-s'], {input: 'echo hello'});
    await host.close();
    expect([connections(), execs()].map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1]);
  });

  const shells = ['root', 'labuser', 'labpw', 'labfish', 'labtcsh', 'labnoisy'] as const;
  const nasty = [
    `it's "x" \\ \\\\ \\' ! !! \n\n é 💥 \t $HOME \`id\` $(id) ; & | > < * ? ~ # % ^ { } [ ] ( )`,
    '',
    '-n',
    '\u0001\u007f\r\\n\\0101',
    'trailing newline\n',
  ];

  it.each(shells)('hands arguments, input and streams through unchanged (%s)', async (user) => {
    const host = as(user);
    const script = 'for word; do printf "%s\\0" "$word"; done; cat; echo err >&2; exit 3';
    const input = randomBytes(100_000);
    const result = await host.run(['sh', '-c', script, 'sh', ...nasty], {input});
    expect(result.exitCode).toBe(3);
    const expected = Buffer.concat([Buffer.from(nasty.map((word) => `${word}\0`).join('')), input]);
    expect(result.stdout.equals(expected)).toBe(true);
    expect(result.stderr.replace(/^\+.*\n/gm, '')).toBe('err\n');
  });

  it.each(shells)('holds any word (property; %s)', async (user) => {
    const host = as(user);
    const word = fc.string({unit: 'binary', maxLength: 40}).filter((text) => !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(word, {maxLength: 6}), async (words) => {
        const {stdout} = await host.run(['printf', '%s\\0', 'first', ...words]);
        expect(stdout.toString()).toBe(['first', ...words].map((each) => `${each}\0`).join(''));
      }),
      {numRuns: user === 'root' ? 60 : 25},
    );
  });

  it('sets directory and environment, and finds /usr/sbin', async () => {
    const host = as('labuser');
    const result = await host.run(['sh', '-c', 'pwd; echo "$A_b"; command -v sshd; echo $LC_ALL'], {
      directory: '/usr/share',
      environment: {A_b: `x'y\n"z" $(id)`},
    });
    expect(result.stdout.toString()).toBe(`/usr/share\nx'y\n"z" $(id)\n/usr/sbin/sshd\nC\n`);
    await expect(host.run(['true'], {directory: '/no such'})).rejects.toThrow('No such directory');
    await expect(host.run(['no-such-program'])).rejects.toThrow('no-such-program');
    await expect(host.run(['true'], {environment: {'A;id': 'x'}})).rejects.toThrow('name of a variable');
    await expect(host.run(['-x'])).rejects.toMatchObject({exitCode: 2});
  });

  it('passes lines on as they come', async () => {
    const lines: string[] = [];
    await as('labnoisy').run(['sh', '-c', 'echo one; echo two >&2; printf three'], {
      onLine: (line) => lines.push(line),
    });
    expect(lines.filter((line) => !line.startsWith('+'))).toEqual(expect.arrayContaining(['one', 'two', 'three']));
  });

  it('names a login shell that runs nothing', async () => {
    await expect(as('labnologin').run(['true'])).rejects.toMatchObject({
      link: 'refused',
      exitCode: 3,
      message: expect.stringContaining('not available'),
    });
  });

  it('gives up on a login shell that floods', async () => {
    await expect(as('labflood').run(['true'])).rejects.toThrow('floods');
  });

  it('becomes root by sudo without a password', async () => {
    const result = await as('labuser').run(['sh', '-c', 'id -u; cat; pwd; echo "$X"'], {
      asRoot: true,
      input: 'in\n',
      directory: '/tmp',
      environment: {X: 'y z'},
    });
    expect(result.stdout.toString()).toBe('0\nin\n/tmp\ny z\n');
  });

  it('asks for the password of sudo once, and sends it nowhere else', async () => {
    const ask = answering([password]);
    const host = as('labpw', ask);
    const script = ['sh', '-c', 'id -u; cat; tr "\\0" " " </proc/self/cmdline; cat /proc/$PPID/cmdline | tr "\\0" " "'];
    for (let run = 0; run < 2; run++) {
      const result = await host.run(script, {asRoot: true, input: 'the input\n'});
      expect(result.stdout.toString()).toMatch(/^0\nthe input\n/);
      expect(result.stdout.toString() + result.stderr).not.toContain(password);
    }
    expect(ask.questions).toHaveLength(1);
    expect(sshd.log()).not.toContain(password);
  });

  it('tells a wrong password of sudo', async () => {
    const ask = answering(['wrong', password]);
    const result = await as('labpw', ask).run(['cat'], {asRoot: true, input: 'x'});
    expect(result.stdout.toString()).toBe('x');
    expect(ask.questions).toHaveLength(2);
    await expect(as('labpw', answering(['a', 'b', 'c', 'd'])).run(['true'], {asRoot: true})).rejects.toThrow(
      "Can't become root",
    );
    await expect(as('labpw', answering([undefined])).run(['true'], {asRoot: true})).rejects.toThrow(
      'a password is required',
    );
  }); // a wrong password costs two seconds each

  it.each([
    ['labpw', 'password is required'],
    ['labtty', 'must have a tty|no tty present'],
    ['labnosudo', 'password|not in the sudoers|not allowed'],
  ] as const)('names why %s can not become root', async (user, message) => {
    await expect(as(user).run(['true'], {asRoot: true})).rejects.toThrow(new RegExp(message));
    await expect(as(user).elevate()).rejects.toThrow("Can't become root");
  });

  it('ends a command at its time limit, on the host too', async () => {
    for (const [user, asRoot] of [
      ['root', false],
      ['labuser', true],
    ] as const) {
      const host = as(user);
      const mark = `7${Math.floor(Math.random() * 1e6)}`;
      const result = await host.run(['sh', '-c', `sleep ${mark} & sleep ${mark}`], {timeout: 700, asRoot});
      expect(result).toMatchObject({timedOut: true, exitCode: undefined});
      const {stdout} = await host.run(['sh', '-c', `ps -eo args | grep -c "[s]leep ${mark}"`]);
      expect(stdout.toString().trim()).toBe('0');
    }
  });

  it('ends a command that ignores SIGTERM when it is aborted', async () => {
    const host = as('root');
    const controller = new AbortController();
    const file = `${sshd.directory}/alive`;
    const running = host.run(['sh', '-c', `trap '' TERM; while :; do echo x >>${file}; sleep 0.1; done`], {
      signal: controller.signal,
    });
    while (!existsSync(file)) await sleep(50);
    controller.abort();
    expect((await running).exitCode).toBeUndefined();
    // It ends over there in its own time; a file that never stops growing ends the test.
    for (let size = -1; size !== readFileSync(file).length; await sleep(1000)) size = readFileSync(file).length;
  });

  it('ends a command that sends without end, in bounded memory', async () => {
    const host = as('root');
    const before = process.memoryUsage().rss;
    const result = await host.run(['sh', '-c', 'yes abcdefghijklmnop'], {limit: 4 << 20});
    expect(result).toMatchObject({overflowed: true, exitCode: undefined});
    expect(result.stdout.length).toBeLessThanOrEqual(4 << 20);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 << 20);
    expect(
      (await host.run(['sh', '-c', 'ps -eo args | grep -c "[y]es abcdefghijklmnop"'])).stdout.toString().trim(),
    ).toBe('0');
    expect((await host.run(['sh', '-c', 'yes >&2'], {limit: 1 << 20})).overflowed).toBe(true);
  });

  it('reads and writes files', async () => {
    const host = as('labuser');
    const data = randomBytes(3_000_000);
    const file = `/tmp/${randomBytes(6).toString('hex')} it's a "file"`;
    await host.write(file, data, 0o751);
    expect((await host.read(file)).equals(data)).toBe(true);
    await host.write(file, 'short', 0o600, {asRoot: true});
    await expect(host.read(file)).rejects.toThrow('Permission denied');
    expect((await host.read(file, {asRoot: true})).toString()).toBe('short');
    await expect(host.read(file, {asRoot: true, limit: 3})).rejects.toThrow('larger than 3 bytes');
    await expect(host.write('/tmp', 'x', 0o600)).rejects.toThrow('directory');
    await expect(host.write('/proc/nothing/x', 'x', 0o600)).rejects.toThrow("Can't write");
    const {stdout} = await host.run(['sh', '-c', 'stat -c %a "$1"; rm -f "$1"; ls -d "$1".* 2>/dev/null', 'sh', file], {
      asRoot: true,
    });
    expect(stdout.toString()).toBe('600\n');
  });

  it('refuses a command that no Linux host could take', async () => {
    await expect(as('root').run(['echo', 'x'.repeat(200_000)])).rejects.toMatchObject({exitCode: 2});
  });
});
