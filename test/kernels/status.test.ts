import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {wentHome} from '../../src/kernels/guard.ts';
import {readKernelStatus} from '../../src/kernels/status.ts';
import {trialFile} from '../../src/kernels/trial.ts';

const real = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');
const old = '6.1.192-0601192-generic';
const fresh = '6.18.0-061800-generic';

/** A pretended host: what scripts/kernel-state.sh printed on a real one and a further kernel, with the files that are given. */
const host = (files: Readonly<Record<string, string>>, environment = '', state = real): Host =>
  ({
    name: 'vm',
    run: async ([program = '', file = '']: readonly string[]) => {
      const text: string | undefined =
        program === 'sh'
          ? `${state}kernel ${fresh} 8000000 30000000 100000 yes linux-image-${fresh}\n`
          : program === 'cat'
            ? files[file]
            : environment;
      return {exitCode: text === undefined ? 1 : 0, stdout: Buffer.from(text ?? ''), stderr: ''};
    },
  }) as unknown as Host;

const menu = (...releases: readonly string[]) =>
  releases.map((each) => `menuentry 'x' --id '${each}-advanced' {\nlinux /vmlinuz-${each}\n}\n`).join('');
const trial = (bootId: string) => JSON.stringify({release: fresh, from: old, bootId});

test('tells what runs, what boots next and after that, and what is on trial', async () => {
  const bootId = /^boot-id (.*)$/m.exec(real)?.[1] ?? '';
  const files = {
    '/boot/grub/grub.cfg': `set default="${old}-advanced"\n${menu(fresh, old)}`,
    [trialFile]: trial(bootId),
    '/var/lib/ebpf-kernel/pinned': `${old}\n`,
  };
  expect(await readKernelStatus(host(files, `next_entry=${fresh}-advanced\n`))).toMatchObject({
    schema: 'ebpf.kernel-status/1',
    host: 'vm',
    running: old,
    loader: 'GRUB',
    next: {release: fresh, once: true},
    default: old,
    heldByEbpf: old,
    trial: {release: fresh, from: old, stage: 'pending'},
    kernels: [
      {release: fresh, btf: true, bytes: 38_000_000},
      {release: old, btf: false},
    ],
  });
  const later = await readKernelStatus(host({...files, [trialFile]: trial('another')}));
  expect(later).toMatchObject({next: {release: old, once: false}, trial: {stage: 'fell back'}});
  expect(later.trial?.end?.what).toBe(`${fresh} did not come up`);
});

test('tells what the timer has seen of a kernel that nobody could reach', async () => {
  const words = `${fresh} ran for 600 s and nobody confirmed it.\nAddresses: none\nLinks: lo wan0\nFailed units: none\n`;
  const {trial: told} = await readKernelStatus(
    host({'/boot/grub/grub.cfg': menu(old), [trialFile]: trial('another'), [wentHome]: words}),
  );
  expect(told?.end).toEqual({what: `${fresh} came up and was not reached in time`, why: words.trim()});
});

test('says of a kernel why it would not boot', async () => {
  const files = {'/boot/grub/grub.cfg': menu(old)};
  const {kernels} = await readKernelStatus(host(files));
  expect(kernels[0]).toMatchObject({release: fresh, damage: 'no entry in the boot menu'});
  expect(kernels[1]).not.toHaveProperty('damage');
});

test('a host without a boot loader that is known has no next boot', async () => {
  const bare = real.replace(/^grub.*\n/gm, '');
  const status = await readKernelStatus(host({}, '', bare));
  expect(status).not.toHaveProperty('loader');
  expect(status).not.toHaveProperty('next');
});
