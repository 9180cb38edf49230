import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {grub} from '../../src/kernels/boot/grub.ts';
import {planRemoval, settleRemoval} from '../../src/kernels/remove.ts';

const saved = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');
/** The same, or changed. */
let state = saved;

/** What it was asked to run. */
const asked: string[] = [];
/** What earlier runs have noted on it, by file. */
let noted: Record<string, string> = {};
/** What its apt-get says that it would do. */
let simulation = '';

beforeEach(() => {
  noted = {};
  simulation = '';
  state = saved;
});

/** A pretended host: what scripts/kernel-state.sh printed on a real one, with further kernels, all in its boot menu but for `missing`. */
const hostWithout = (missing: string | undefined, ...more: readonly string[]): Host => {
  asked.length = 0;
  const menu = [running, ...more].filter((release) => release !== missing);
  const output: Record<string, string> = {
    sh: `${state}${more.map((release) => `kernel ${release} 8000000 30000000 100000 yes linux-image-${release}\n`).join('')}`,
    cat: menu.map((release) => `menuentry 'x' --id '${release}-advanced' {\nlinux /vmlinuz-${release}\n}\n`).join(''),
    'dpkg-query': more.map((release) => `ii  linux-image-${release}\n`).join(''),
  };
  return {
    name: 'web1',
    local: false,
    run: async (command: readonly string[]) => {
      asked.push(command.join(' '));
      const [program = '', file = ''] = command;
      if (program === 'cat' && file.startsWith('/var/lib/') && noted[file] === undefined)
        return {exitCode: 1, stdout: Buffer.alloc(0), stderr: ''};
      if (program === 'test')
        return {exitCode: noted[command.at(-1) ?? ''] === undefined ? 1 : 0, stdout: Buffer.alloc(0), stderr: ''};
      const text = program === 'apt-get' ? simulation : (noted[file] ?? output[program] ?? '');
      return {exitCode: 0, stdout: Buffer.from(text), stderr: ''};
    },
  } as unknown as Host;
};

const host = (...more: readonly string[]): Host => hostWithout(undefined, ...more);

const running = '6.1.192-0601192-generic';

test.each([
  [running, '6.1.0-50-amd64', 'It runs.'],
  ['v6.1.192', '6.1.0-50-amd64', 'It runs.'],
])('the running kernel, called %s, is not removed', async (wanted, other, why) => {
  await expect(planRemoval(host(other), wanted)).rejects.toMatchObject({why, exitCode: 2});
});

test.each(['6.18.0-061800-generic', '6.18', 'v6.18', '6.18.0'])('another one is found by %s', async (wanted) => {
  expect(await planRemoval(host('6.18.0-061800-generic', '6.1.0-50-amd64'), wanted)).toEqual({
    release: '6.18.0-061800-generic',
    running,
    loader: grub,
    packages: ['linux-image-6.18.0-061800-generic'],
    along: [],
    stays: [running, '6.1.0-50-amd64'],
  });
});

test("one of Debian's backports is found by its version too", async () => {
  const release = '6.12.95+deb12-cloud-amd64';
  expect(await planRemoval(host(release), 'v6.12.95')).toMatchObject({release, stays: [running]});
  await expect(planRemoval(host(release), 'v6.12.9')).rejects.toMatchObject({what: 'No kernel v6.12.9 is installed.'});
});

test('the last kernel that could be booted is not removed, whatever else lies in /boot', async () => {
  await expect(planRemoval(hostWithout(running, '6.18.0-1-amd64'), '6.18.0-1-amd64')).rejects.toMatchObject({
    why: 'No other kernel that could be booted would be left.',
    exitCode: 2,
  });
});

test('what is not installed, or is several, is not guessed', async () => {
  await expect(planRemoval(host(), 'v6.99')).rejects.toMatchObject({what: 'No kernel v6.99 is installed.'});
  await expect(planRemoval(host('6.1.0-50-amd64', '6.1.0-56-amd64'), '6.1')).rejects.toMatchObject({
    what: 'Several kernels are 6.1: 6.1.0-50-amd64, 6.1.0-56-amd64.',
  });
});

test('the boot menu is read once, however many kernels there are', async () => {
  await planRemoval(host('6.18.0-061800-generic', '6.1.0-50-amd64', '6.1.0-56-amd64'), 'v6.18');
  expect(asked.filter((command) => command.includes('grub.cfg'))).toHaveLength(1);
});

test('what apt takes away with it is told, and is refused where it is no package of kernels', async () => {
  const wanted = '6.1.0-50-amd64';
  simulation = `Purg linux-image-amd64 [6.1.176-1]\nPurg linux-image-${wanted} [6.1.176-1]\n`;
  expect(await planRemoval(host(wanted), wanted)).toMatchObject({
    packages: [`linux-image-${wanted}`],
    along: ['linux-image-amd64'],
  });
  simulation += 'Purg appliance [1.0]\n';
  await expect(planRemoval(host(wanted), wanted)).rejects.toMatchObject({why: 'apt would remove appliance too.'});
  simulation = `Inst linux-image-unsigned-${wanted} (6.1 x [amd64])\nPurg linux-image-${wanted} [6.1]\n`;
  await expect(planRemoval(host(wanted), wanted)).rejects.toMatchObject({
    why: `apt would install linux-image-unsigned-${wanted} in its place.`,
    exitCode: 2,
  });
});

test('the last kernel of the distribution’s own is told as that', async () => {
  const wanted = '6.1.0-50-amd64';
  expect(await planRemoval(host(wanted), wanted)).not.toHaveProperty('lastOfDistribution');
  // What is left is of the mainline archive then.
  state = saved.replace(`linux-image-${running}`, `linux-image-unsigned-${running}`);
  expect(await planRemoval(host(wanted), wanted)).toMatchObject({release: wanted, lastOfDistribution: true});
  expect(await planRemoval(host(wanted, '6.1.0-51-amd64'), wanted)).not.toHaveProperty('lastOfDistribution');
});

const trialOf = (release: string, from: string) => ({
  '/var/lib/ebpf-kernel/trial.json': JSON.stringify({release, from, bootId: 'before'}),
});

test('one on trial that was removed without us is still known, so that what was set for it can be taken back', async () => {
  noted = trialOf('6.18.0-061800-generic', running);
  expect(await planRemoval(host('6.1.0-50-amd64'), 'v6.18')).toMatchObject({
    release: '6.18.0-061800-generic',
    packages: [],
    stays: [running, '6.1.0-50-amd64'],
  });
});

test('what a new kernel falls back to is not removed before that has proved itself', async () => {
  noted = trialOf(running, '6.1.0-50-amd64');
  await expect(planRemoval(host('6.1.0-50-amd64'), '6.1.0-50-amd64')).rejects.toMatchObject({
    why: `It is what ${running} falls back to until that has passed verification.`,
    exitCode: 2,
  });
});

describe('afterwards', () => {
  const release = '6.18.0-061800-generic';
  const settle = async () => {
    const removal = await planRemoval(host(release), release);
    // Its entry is gone with it.
    const left = host();
    await settleRemoval(left, removal);
    return asked;
  };
  const takesBack = 'rm -f -- /etc/default/grub.d/zz-ebpf-kernel.cfg';

  test('the pin goes that an install has left which failed half-way', async () => {
    noted = {'/var/lib/ebpf-kernel/pinned': `${running}\n`};
    expect(await settle()).toEqual(expect.arrayContaining([takesBack, 'rm -f -- /var/lib/ebpf-kernel/pinned']));
  });

  test('the default is left alone where no run of ours has set it, or another kernel is on trial', async () => {
    expect(await settle()).not.toContain(takesBack);
    noted = {'/etc/default/grub.d/zz-ebpf-kernel.cfg': 'GRUB_DEFAULT=...'};
    // What an earlier run has written is renewed or goes: what it was written for may be what was removed.
    expect(await settle()).toContain(takesBack);
    noted = {...trialOf('6.1.0-50-amd64', running), '/var/lib/ebpf-kernel/pinned': running};
    expect(await settle()).not.toContain(takesBack);
  });
});
