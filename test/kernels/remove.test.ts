import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {planRemoval} from '../../src/kernels/remove.ts';

const state = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');

/** A pretended host: what scripts/kernel-state.sh printed on a real one, with further kernels. */
const host = (...more: readonly string[]): Host =>
  ({
    run: async ([program]: readonly string[]) => ({
      exitCode: 0,
      stdout: Buffer.from(
        program === 'sh'
          ? `${state}${more.map((release) => `kernel ${release} 8000000 30000000 100000 yes linux-image-${release}\n`).join('')}`
          : more.map((release) => `ii  linux-image-${release}\n`).join(''),
      ),
      stderr: '',
    }),
  }) as unknown as Host;

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
    packages: ['linux-image-6.18.0-061800-generic'],
    stays: [running, '6.1.0-50-amd64'],
  });
});

test('what is not installed, or is several, is not guessed', async () => {
  await expect(planRemoval(host(), 'v6.99')).rejects.toMatchObject({what: 'No kernel v6.99 is installed.'});
  await expect(planRemoval(host('6.1.0-50-amd64', '6.1.0-56-amd64'), '6.1')).rejects.toMatchObject({
    what: 'Several kernels are 6.1: 6.1.0-50-amd64, 6.1.0-56-amd64.',
  });
});
