import {Failure} from '../../src/hosts/failure.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {setUpHost} from '../../src/setup/host.ts';
import type {SetupResult} from '../../src/setup/setup.ts';
import {madeUpProbe, type Scene, type ScriptedHost, scriptedHost} from './scripted-host.ts';

const probed = (stdout: string): Scene => [/ebpf-probe 1 begin|^sh -s/, {stdout}];
const apt: readonly Scene[] = [
  [/^apt-cache policy/, {stdout: 'clang:\n  Installed: (none)\n  Candidate: 1.0\n'}],
  [
    /--print-uris/,
    {
      stdout:
        '0 upgraded, 1 newly installed\nNeed to get 10 MB of archives.\nAfter this operation, 40 MB of additional disk space will be used.\n',
    },
  ],
];

/** A setup that is asked for; what was shown, what it came to, what was run. */
const setUp = async (
  host: ScriptedHost,
  {
    dryRun = false,
    agrees = true,
    program,
  }: {readonly dryRun?: boolean; readonly agrees?: boolean; readonly program?: string} = {},
) => {
  const shown: string[] = [];
  let asked = 0;
  const result = await setUpHost(
    {
      host,
      profiles: chooseProfiles(['run']),
      version: '0',
      display: 'silent',
      lockWait: 0,
      signal: new AbortController().signal,
      again: 'ebpf setup',
      ...(program && {route: {program}}),
    },
    {dryRun},
    {
      style: {colour: false, unicode: true},
      say: () => {},
      wait: (_, work) => work(),
      show: (text) => shown.push(text),
      confirm: async () => {
        asked++;
        if (!agrees) throw new Failure({what: 'Nobody agreed.'});
      },
    },
  ).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
  return {result, shown: shown.join('\n'), asked};
};
const changes = (host: ScriptedHost) => host.ran.filter((line) => /^(setsid|mount|apt-get install)/.test(line));

const unmounted = madeUpProbe({
  missing: [],
  records: {
    'file /proc/self/mounts ok': '/dev/vda / ext4 rw 0 0',
    'file /sys/kernel/tracing/events/sched/sched_process_exec/id absent': '',
    'file /sys/kernel/debug/tracing/events/sched/sched_process_exec/id absent': '',
  },
});

describe('setting a scripted host up', () => {
  test('a dry run shows and returns the plan, asks nobody and changes nothing', async () => {
    const host = scriptedHost([probed(unmounted), ...apt]);
    const {result, shown, asked} = await setUp(host, {dryRun: true});
    expect(result).toMatchObject({schema: 'ebpf.plan/1', steps: [{kind: 'command'}, {kind: 'command'}]});
    expect(shown).toMatch(/mount/);
    expect([asked, changes(host)]).toEqual([0, []]);
  });

  test('who says no has nothing changed, after the plan was shown', async () => {
    const host = scriptedHost([probed(unmounted), ...apt]);
    const {result, shown} = await setUp(host, {agrees: false});
    expect(result).toMatchObject({what: 'Nobody agreed.'});
    expect(shown).toMatch(/mount/);
    expect(changes(host)).toEqual([]);
  });

  test('a program that is not there is known before anything is changed', async () => {
    const host = scriptedHost([probed(unmounted), ...apt, [/echo absent/, {stdout: 'absent\n'}]]);
    const {result} = await setUp(host, {program: './mine'});
    expect(result).toMatchObject({
      exitCode: 1,
      steps: [{title: 'Look at ./mine', ok: false, message: expect.stringContaining('There is no program ./mine.')}],
    });
    expect(changes(host)).toEqual([]);
  });

  test('without root the commands are shown, and nobody is asked', async () => {
    const refusesRoot = new Failure({what: 'sudo does not let you.'});
    const user = madeUpProbe({
      missing: [],
      records: {
        'file /proc/self/mounts ok': '/dev/vda / ext4 rw 0 0',
        'file /proc/self/status ok': 'Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000',
      },
    });
    const host = scriptedHost([probed(user), ...apt], {refusesRoot});
    const {result, shown, asked} = await setUp(host);
    expect(result).toMatchObject({what: 'sudo does not let you.', todo: expect.stringMatching(/as root/)});
    expect(shown).toMatch(/mount/);
    expect([asked, changes(host)]).toEqual([0, []]);
  });

  test('what only a person can fix is told before anything is asked or changed', async () => {
    const broken = madeUpProbe({
      missing: [],
      records: {'text kernel-config ok': '/boot/config-6.1.0-50-amd64\n# CONFIG_BPF_SYSCALL is not set'},
    });
    const host = scriptedHost([probed(broken), ...apt]);
    const {result, asked} = await setUp(host);
    expect(result).toBeInstanceOf(Failure);
    expect([asked, changes(host)]).toEqual([0, []]);
  });

  test('a step that fails ends it, and is told in the result with what was done', async () => {
    const host = scriptedHost([
      probed(unmounted),
      ...apt,
      [/mount/, {exitCode: 32, stderr: 'mount: permission denied\n'}],
    ]);
    const {result, asked} = await setUp(host);
    expect(asked).toBe(1);
    expect(result).toMatchObject({
      schema: 'ebpf.setup/1',
      changed: true,
      error: {why: 'mount: permission denied'},
      exitCode: 1,
    });
  });

  test('where a step changed nothing, that is why the proof fails, and not what the proof says', async () => {
    const host = scriptedHost([probed(unmounted), ...apt, [/echo absent|echo "others|^mount /], [/./, {exitCode: 1}]]);
    const {result} = await setUp(host, {program: './mine'});
    const {steps, error} = result as SetupResult;
    expect(steps.map(({ok}) => ok)).toEqual([true, true, true, false]);
    expect(error).toMatchObject({what: expect.stringMatching(/^Every command ended well, and yet it is as it was/)});
  });
});
