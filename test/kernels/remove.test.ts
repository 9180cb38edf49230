import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {grub} from '../../src/kernels/boot/grub.ts';
import {planRemoval} from '../../src/kernels/remove.ts';

const state = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');

/** A pretended host: what scripts/kernel-state.sh printed on a real one, with further kernels, all in its boot menu but for MISSING. */
const hostWithout = (missing: string | undefined, ...more: readonly string[]): Host => {
  const menu = [running, ...more].filter((release) => release !== missing);
  const output: Record<string, string> = {
    sh: `${state}${more.map((release) => `kernel ${release} 8000000 30000000 100000 yes linux-image-${release}\n`).join('')}`,
    cat: menu.map((release) => `menuentry 'x' --id '${release}-advanced' {\nlinux /vmlinuz-${release}\n}\n`).join(''),
    'dpkg-query': more.map((release) => `ii  linux-image-${release}\n`).join(''),
  };
  return {
    run: async ([program = '']: readonly string[]) => ({
      exitCode: 0,
      stdout: Buffer.from(output[program] ?? ''),
      stderr: '',
    }),
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
    stays: [running, '6.1.0-50-amd64'],
  });
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
