import {describeWith} from '../lab/needs.ts';
import {missing, openUserland, type RunOptions, type Suite, type Userland} from '../lab/userland.ts';

const slowly = 'echo \'Acquire::http::Dl-Limit "1000";\' >/etc/apt/apt.conf.d/99slowly';
const quickly = 'rm /etc/apt/apt.conf.d/99slowly';

/** Dpkg has nothing to complain of, and no package manager is left running. */
const sane = `test -z "$(dpkg --audit)"; apt-get check -qq
  for comm in /proc/[0-9]*/comm; do case $(cat $comm) in apt*|dpkg*) echo "left: $(cat $comm)"; exit 1 ;; esac; done`;

// bookworm's sudo runs a command on the user's own terminal, trixie's (use_pty) on one between.
const users: readonly (readonly [Suite, RunOptions['user']])[] = [
  ['bookworm', 'root'],
  ['trixie', 'dev'],
];

for (const [suite, user = 'root'] of users) {
  describeWith(missing())(`setup by ${user} on ${suite}, stopped`, () => {
    const command = ['ebpf', 'setup', '--yes', '--dir', '/tmp/hello'];
    let land: Userland;

    beforeAll(async () => {
      land = await openUserland(suite);
      await land.sh(slowly);
    });

    afterAll(() => land?.close());

    test.each(['INT', 'TERM', 'HUP'] as const)('by SIG%s alone while apt downloads', async (signal) => {
      await land.sh('rm -rf /var/cache/apt/archives/partial/*');
      // Becomes ebpf, after it has told its process id.
      const running = land.start(['sh', '-c', 'echo "pid $$"; exec "$@"', 'sh', ...command], {user});
      await running.sees(/^pid (\d+)$/m);
      const [, pid = ''] = /pid (\d+)/.exec(running.output()) ?? [];
      await land.sh('until ls /var/cache/apt/archives/partial | grep -q deb; do sleep 0.2; done');
      await land.sh(`kill -${signal} ${pid}`);
      const {code} = await running.result;
      expect(code).toBe({HUP: 129, INT: 130, TERM: 143}[signal]);
      expect(running.output()).toContain('Stopped. Run it again to go on from here.');
      await land.sh(`${sane}; ! command -v clang`);
    });

    test('by Ctrl-C at the terminal while apt downloads', async () => {
      const running = land.start(command, {user, terminal: true});
      await running.sees(/% {2}Retrieving file/);
      running.type('\x03');
      expect((await running.result).code).toBe(130);
      expect(running.output()).toContain('Stopped. Run it again to go on from here.');
      expect(running.output()).not.toContain('\x1b[?25l');
      await land.sh(`${sane}; ! command -v clang; ${quickly}`);
    });

    test('by Ctrl-C, twice, while dpkg unpacks: dpkg is let finish', async () => {
      const running = land.start(command, {user, terminal: true});
      await running.sees(/% {2}(Preparing|Unpacking|Installing)/);
      running.type('\x03');
      await running.sees(/Stopping after the step in hand/);
      running.type('\x03');
      expect((await running.result).code).toBe(130);
      expect(running.output()).toContain('a package manager must not be cut off');
      await land.sh(`${sane}; command -v clang; ! test -e /tmp/hello/hello`);
    });

    test('the next run finishes the job', async () => {
      const {code, stdout} = await land.run(command, {user});
      expect({code, stdout}).toEqual({code: 0, stdout: expect.stringMatching(/^libbpf is ready$/m)});
    });
  });
}
