import {spawn, spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import os from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import type {AttachFacts} from '../../src/facts/attach.ts';
import type {Fact} from '../../src/facts/fact.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {type AttachMode, probeScript} from '../../src/facts/probe.ts';
import '../lab/alone.ts';
import {lacking, notRoot, testWith} from '../lab/needs.ts';
import {step} from '../native/prober.ts';

const notHere = !['x86_64', 'aarch64'].includes(os.machine()) && `there is no prober for ${os.machine()}`;

/** What the probe tells of its trials when a command runs it. */
const attachBy = async (
  command: readonly string[],
  mode: AttachMode = 'always',
): Promise<Fact<AttachFacts> | undefined> => {
  const [file = '', ...args] = command;
  const {stdout} = spawnSync(file, args, {input: probeScript({attach: mode}), encoding: 'utf8', timeout: 60_000});
  return parseProbe(stdout, 'here')?.attach;
};

const places = ['/dev/shm', '/run', '/tmp', '/var/tmp'];
const leftovers = () =>
  places.flatMap((place) => readdirSync(place).filter((name) => /^ebpf\.[\w-]+(\.out)?$/.test(name)));

for (const shell of ['dash', 'bash', 'busybox ash', 'busybox sh -o nounset']) {
  const [program = ''] = shell.split(' ');
  testWith(lacking(program), notHere)(`${shell} unpacks and runs the prober, and removes it`, async () => {
    const attach = await attachBy([...shell.split(' '), '-s']);
    expect(attach).toMatchObject({state: 'known', value: {arch: os.machine()}});
    if (attach?.state === 'known') {
      expect(attach.value.incomplete).toBeUndefined();
      expect(step(attach.value.probes['map-array']?.load)).toBe(notRoot ? 'EPERM' : 'ok');
    }
    expect(leftovers()).toEqual([]);
  });
}

testWith(notRoot ?? lacking('setpriv'), notHere)(
  'a plain user does not try by default, and is told EPERM when asked to',
  async () => {
    const user = [
      'setpriv',
      '--reuid',
      '65534',
      '--regid',
      '65534',
      '--clear-groups',
      '--bounding-set',
      '-all',
      'sh',
      '-s',
    ];
    expect(await attachBy(user, 'root')).toEqual({state: 'unreadable', reason: 'not root'});
    const asked = await attachBy(user);
    expect(asked?.state === 'known' && step(asked.value.probes.kprobe?.load)).toBe('EPERM');
    expect(await attachBy(['sh', '-s'], 'root')).toMatchObject({state: 'known'});
    expect(await attachBy(['sh', '-s'], 'never')).toBeUndefined();
  },
);

testWith(notRoot, notHere)('where no directory lets programs run it says so, and leaves nothing', async () => {
  const mounts = places.map((place) => `mount -t tmpfs -o noexec tmpfs ${place}`).join(' && ');
  const look = `${mounts} && sh -s; ls -A ${places.join(' ')} >&2`;
  const {stdout, stderr} = spawnSync('unshare', ['--mount', 'sh', '-c', look], {
    input: probeScript({attach: 'always'}),
    encoding: 'utf8',
  });
  expect(parseProbe(stdout, 'here')?.attach).toEqual({
    state: 'unreadable',
    reason: expect.stringMatching(/^programs cannot be run from \/var\/tmp \(exit 126\)$/),
  });
  expect(stderr).not.toMatch(/ebpf\./);
});

testWith(notRoot, notHere)('the first directory that lets programs run is used', async () => {
  const attach = await attachBy([
    'unshare',
    '--mount',
    'sh',
    '-c',
    'mount -t tmpfs -o noexec tmpfs /dev/shm && exec sh -s',
  ]);
  expect(attach).toMatchObject({state: 'known'});
});

testWith(notRoot)('where nothing can be written it says so', async () => {
  const mounts = places.map((place) => `mount -t tmpfs -o ro tmpfs ${place}`).join(' && ');
  const attach = await attachBy(['unshare', '--mount', 'sh', '-c', `${mounts} && exec sh -s`]);
  expect(attach).toEqual({state: 'unreadable', reason: 'no directory to write in'});
});

testWith(undefined, os.machine() !== 'x86_64' && 'this is not x86_64')('an architecture without a prober', async () => {
  expect(await attachBy(['setarch', 'i686', 'sh', '-s'])).toEqual({
    state: 'unreadable',
    reason: 'there is no prober for i686',
  });
});

testWith(undefined, notHere)('interrupted at any moment, it leaves no file', async () => {
  const script = probeScript({attach: 'always'});
  for (const delay of [5, 10, 15, 20, 30, 40, 60, 90]) {
    const child = spawn('sh', ['-s'], {stdio: ['pipe', 'ignore', 'ignore'], detached: true});
    child.stdin.on('error', () => {});
    child.stdin.end(script);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await sleep(delay);
    // Its own process group: what a terminal's Ctrl-C reaches, and nothing else.
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  await sleep(200);
  expect(leftovers()).toEqual([]);
});

test.each([[['dash', '-s']], [['bash', '-s']]])(
  'without a filter of system calls %j tries nothing where only a filter is reason to',
  async (shell) => {
    expect(await attachBy(shell, 'filtered')).toBeUndefined();
  },
);
