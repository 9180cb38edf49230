import {Failure} from '../../src/hosts/failure.ts';
import type {PackageStep, RepairStep, Step} from '../../src/remedies/step.ts';
import {stepTasks} from '../../src/setup/carry-out.ts';
import {type Scene, type ScriptedHost, scriptedHost} from './scripted-host.ts';

const packages: PackageStep = {
  kind: 'packages',
  title: 'Install clang, bpftool',
  checks: ['tool.clang'],
  packages: ['clang', 'bpftool'],
  needs: {clang: [['clang']], bpftool: [['bpftool'], ['linux-tools-generic']]},
  commands: [],
  needsRoot: true,
};
const policy = (...names: readonly string[]): Scene => [
  /^apt-cache policy/,
  {stdout: names.map((name) => `${name}:\n  Installed: (none)\n  Candidate: 1.0\n`).join('')},
];
const unknownSize: Scene = [/^apt-get --assume-no|^apt-get .*--print-uris/, {stdout: ''}];
const room: Scene = [/^df /, {stdout: 'Filesystem\n/dev/vda 1 1 9000000 1% /\n/dev/vda 1 1 9000000 1% /\n'}];
const install = /apt-get .*install/;

const carryOut = async (host: ScriptedHost, step: Step, lockWait = 0) => {
  const said: string[] = [];
  const tasks = stepTasks(host, [step], {signal: new AbortController().signal, lockWait, onChange: () => {}});
  const [task] = tasks;
  const message = await task?.run((text) => said.push(text));
  return {message, said};
};
const failure = (host: ScriptedHost, step: Step): Promise<Failure> =>
  carryOut(host, step).then(
    () => Promise.reject(new Error('It did not fail.')),
    (error: unknown) => (error instanceof Failure ? error : Promise.reject(error)),
  );

describe('packages, on a scripted host', () => {
  test('are installed under the names that apt knows, which is told where they differ from the plan', async () => {
    const host = scriptedHost([policy('clang', 'linux-tools-generic'), unknownSize, room, [install, {}]]);
    const {message} = await carryOut(host, packages);
    expect(message).toBe('clang, linux-tools-generic');
    expect(host.ran.filter((line) => line.startsWith('setsid'))).toEqual([
      expect.stringMatching(/ clang linux-tools-generic --no-remove --no-auto-remove$/),
    ]);
  });

  test('apt is asked once where it has the best of them, and with plenty of room not what they take', async () => {
    const host = scriptedHost([policy('clang', 'bpftool'), room, [install, {}]]);
    await carryOut(host, packages);
    expect(host.ran.map((line) => line.split(' ')[0]).sort()).toEqual(['apt-cache', 'df', 'setsid']);
  });

  test('apt is not asked again for what it had for the plan', async () => {
    const host = scriptedHost([room, [install, {}]]);
    await carryOut(host, {...packages, chosenByApt: true, commands: [['apt-get', 'install', 'clang', 'bpftool']]});
    expect(host.ran.map((line) => line.split(' ')[0]).sort()).toEqual(['df', 'setsid']);
  });

  test.each(['404  Not Found', 'File has unexpected size (104876 != 209752). Mirror sync in progress?'])(
    'lists that name what the mirror no longer has (%s) are fetched once, and it is tried again',
    async (words) => {
      const stale = {exitCode: 100, stderr: `E: Failed to fetch http://mirror.example/clang.deb  ${words}\n`};
      const host = scriptedHost([
        policy('clang', 'bpftool'),
        unknownSize,
        room,
        [/apt-get .*update/, {}],
        [install, stale, {}],
      ]);
      const {said} = await carryOut(host, packages);
      expect(said).toContain('the lists name what the mirror no longer has: fetching them anew');
      expect(host.ran.filter((line) => /^setsid/.test(line)).map((line) => /update|install/.exec(line)?.[0])).toEqual([
        'install',
        'update',
        'install',
      ]);
    },
  );

  test('lists that are cut off know no package, and are fetched once', async () => {
    const [pattern, whole = {}] = policy('clang', 'bpftool');
    const host = scriptedHost([
      // The best names first, and then all of them.
      [pattern, {stdout: ''}, {stdout: ''}, whole],
      unknownSize,
      room,
      [/apt-get .*update/, {}],
      [install, {}],
    ]);
    const {said, message} = await carryOut(host, packages);
    expect(message).toBeUndefined();
    expect(said).toEqual(['the lists have no package for clang, bpftool: fetching them anew']);
  });

  test.each([
    [
      'E: Problem with MergeList /var/lib/apt/lists/mirror.example_Packages\n',
      /^The package lists are damaged.* rm -r /,
    ],
    ['E: Unable to parse package file /var/lib/dpkg/status (1)\n', /status-old/],
    ['', /^Fix what it names/],
  ])('files that apt cannot parse (%j) are named with what to do about them', async (stderr, todo) => {
    const host = scriptedHost([[/^apt-cache policy/, {exitCode: 100, stderr}]]);
    const failed = await failure(host, packages);
    expect(failed.todo).toMatch(todo);
    expect(failed.why).toBe(stderr.trim() || 'Exit code 100.');
  });

  test('what fails for another reason is not tried again', async () => {
    const host = scriptedHost([
      policy('clang', 'bpftool'),
      unknownSize,
      room,
      [install, {exitCode: 100, stderr: 'E: Held packages were changed\n'}],
    ]);
    expect(await failure(host, packages)).toMatchObject({why: 'E: Held packages were changed', exitCode: 1});
    expect(host.ran.filter((line) => install.test(line) && line.startsWith('setsid'))).toHaveLength(1);
  });

  test('without room nothing is installed', async () => {
    const host = scriptedHost([
      policy('clang', 'bpftool'),
      [
        /--print-uris/,
        {
          stdout:
            '0 upgraded, 2 newly installed, 0 to remove.\nNeed to get 100 MB of archives.\nAfter this operation, 9,000 MB of additional disk space will be used.\n',
        },
      ],
      [/^df /, {stdout: 'Filesystem\n/dev/vda 1 1 1000 1% /\n/dev/vda 1 1 1000 1% /\n'}],
      [/^setsid .* -o DPkg::Pre-Invoke::=read -r line .*install/, {}],
    ]);
    expect((await failure(host, packages)).what).toMatch(/too little room/);
    expect(host.denied).toHaveLength(1);
  });

  test('what apt has is installed before it is said what it has not', async () => {
    const host = scriptedHost([policy('clang'), unknownSize, room, [/apt-get .*update/, {}], [install, {}]]);
    expect(await failure(host, packages)).toMatchObject({
      what: 'apt knows no package for bpftool.',
      why: 'Installed: clang.',
    });
    expect(host.ran.some((line) => /^setsid.* clang --no-remove/.test(line))).toBe(true);
  });

  test('a lock is waited for, and named when the wait is over', async () => {
    const held = {
      exitCode: 100,
      stderr: 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)\n',
    };
    const host = scriptedHost([policy('clang', 'bpftool'), unknownSize, room, [install, held]]);
    const {todo} = await failure(host, packages);
    expect(todo).toMatch(/unattended-upgr \(process 812\)/);
  });
});

describe('dpkg made whole, on a scripted host', () => {
  const repair: RepairStep = {
    kind: 'repair',
    title: 'No half-installed packages',
    checks: ['apt.broken'],
    commands: [
      ['dpkg', '--configure', '-a'],
      ['apt-get', '-f', 'install', '-y'],
    ],
    needsRoot: true,
  };

  test('a package whose unpacking was cut off is fetched again, and a failure of dpkg on the way does not count', async () => {
    const host = scriptedHost([
      [/^dpkg-query/, {stdout: 'reinstreq clang\nok make\n'}],
      [/^apt-cache madison clang/, {stdout: 'clang | 1:14.0 | http://mirror.example bookworm/main\n'}],
      [/dpkg .*--configure -a/, {exitCode: 1, stderr: 'dpkg: error processing package clang (--configure):\n'}],
      [/apt-get .*--fix-broken --reinstall clang/, {}],
      [/dpkg --audit/, {stdout: ''}],
    ]);
    await carryOut(host, repair);
    expect(host.ran.at(-1)).toMatch(/dpkg --audit/);
  });

  test('what is left is told, with why', async () => {
    const host = scriptedHost([
      [/^dpkg-query/, {}],
      [/dpkg --audit/, {stdout: 'The following packages are only half configured: clang\n'}],
      [
        /dpkg .*--configure -a/,
        {exitCode: 1, stderr: 'dpkg: error processing package clang (--configure): no space\n'},
      ],
      [/apt-get .*-f install/, {}],
    ]);
    const {what, why} = await failure(host, repair);
    expect([what, why]).toEqual([
      expect.stringMatching(/dpkg is/),
      expect.stringMatching(/half configured[\s\S]*no space/),
    ]);
  });
});

test('a command that the script does not know fails the test that needed it', async () => {
  const step: Step = {kind: 'command', title: 'x', checks: [], commands: [['mount', '-t', 'bpf']], needsRoot: true};
  await expect(carryOut(scriptedHost([]), step)).rejects.toThrow('Not in the script: mount -t bpf');
});

test('a command that fails tells its words', async () => {
  const step: Step = {kind: 'command', title: 'x', checks: [], commands: [['mount', '-t', 'bpf']], needsRoot: true};
  const host = scriptedHost([[/^mount/, {exitCode: 32, stderr: 'mount: permission denied\n'}]]);
  expect(await failure(host, step)).toMatchObject({what: '"mount -t bpf" failed.', why: 'mount: permission denied'});
});
