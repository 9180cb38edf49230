import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {ownPackages} from '../../src/kernels/remove.ts';
import {spaceObstacles} from '../../src/kernels/space.ts';
import {type KernelState, parseKernelState} from '../../src/kernels/state.ts';
import {parseTrial, trialStage} from '../../src/kernels/trial.ts';
import {kernel, savedState} from './situation.ts';

test('reads what the script printed on a host', () => {
  expect(savedState('debian-12-no-btf')).toMatchObject({
    release: '6.1.192-0601192-generic',
    arch: 'amd64',
    zstd: true,
    runPartsMany: false,
    audit: '',
    bootSpace: {free: 6656820, mount: '/'},
    grub: {lacks: [], dropIns: true, abstraction: '', fs: 'ext2'},
    tools: ['update-initramfs', 'linux-update-symlinks'],
    kernels: [{release: '6.1.192-0601192-generic', image: 5436416, initrd: 5545671, modulesDep: 54, btf: false}],
  });
});

test('reads what systemd-boot says of itself', () => {
  expect(savedState('debian-12-systemd-boot')).toMatchObject({
    efi: true,
    bootedBy: 'systemd-boot 252.39-1~deb12u2',
    systemdBoot: {
      lacks: [],
      variables: true,
      space: {free: 286712, mount: '/boot/efi'},
      entries: ['6.1.0-55-cloud-amd64'],
    },
  });
});

const stateScript = path.join(import.meta.dirname, '../../scripts/kernel-state.sh');

test('the script runs here, changes nothing, and tells what runs', () => {
  const state = parseKernelState(execFileSync('sh', [stateScript], {encoding: 'utf8'}));
  expect(state?.release).toBe(execFileSync('uname', ['-r'], {encoding: 'utf8'}).trim());
  expect(state?.rootSpace.free).toBeGreaterThan(0);
});

test('is not taken from a host that does not name its kernel as one is named, and names no architecture that is none', () => {
  const told = (release: string, arch: string) => parseKernelState(`release ${release}\nboot-id a\narch ${arch}\n`);
  for (const release of ['', '-', '--option', '../..', '$(id)']) expect(told(release, 'amd64')).toBeUndefined();
  for (const arch of ['', '-oX=1', 'amd64-', 'a b', '$(id)', '../x']) expect(told('6.1.0', arch)?.arch).toBe('');
  expect(told('6.1.0', 'kfreebsd-amd64')?.arch).toBe('kfreebsd-amd64');
});

test('names what DKMS builds, in its old form and its new, and pools', () => {
  const lines = [
    'dkms nvidia/535.1, 6.1.0-37-amd64, x86_64: installed',
    'dkms nvidia/535.1, 6.1.0-50-amd64, x86_64: built',
  ];
  const state = parseKernelState(
    [
      'release 6',
      'boot-id a',
      ...lines,
      'dkms zfs, 2.1.11, 6.1.0-37-amd64, x86_64: built',
      'dkms wg/1: added',
      'zfs-pool tank',
    ].join('\n'),
  );
  expect(state).toMatchObject({
    dkms: ['nvidia/535.1', 'zfs/2.1.11', 'wg/1'],
    dkmsInstalled: [{module: 'nvidia/535.1', release: '6.1.0-37-amd64'}],
    zfsPools: ['tank'],
  });
});

/** Runs the script with what lsblk and findmnt of a host with an encrypted root would say, and its crypttab. */
const withCrypttab = (crypttab: string): KernelState | undefined => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ebpf-state-'));
  const tool = (name: string, text: string) =>
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`, {mode: 0o755});
  tool('findmnt', 'case $* in *SOURCE*) echo /dev/mapper/vg-root ;; *) echo ext4 ;; esac');
  tool('lsblk', "printf 'vg-root lvm\\nsda3_crypt crypt\\nsda3 part\\nsda disk\\n'");
  writeFileSync(path.join(folder, 'crypttab'), crypttab);
  const script = readFileSync(stateScript, 'utf8').replaceAll('/etc/crypttab', path.join(folder, 'crypttab'));
  const output = execFileSync('sh', ['-s'], {
    input: script,
    encoding: 'utf8',
    env: {...process.env, PATH: `${folder}:${process.env.PATH}`},
  });
  rmSync(folder, {recursive: true});
  return parseKernelState(output);
};

test.each([
  ['sda3_crypt UUID=1 none luks', []],
  // Another volume's key says nothing of the root.
  ['sda3_crypt UUID=1 none luks\ndata UUID=2 /root/data.key luks', []],
  ['# sda3_crypt UUID=1 /etc/key luks', []],
  ['sda3_crypt UUID=1 - tpm2-device=auto', ['tpm2-device=auto']],
  ['sda3_crypt UUID=1 - tpm2-device=auto,tpm2-pin=yes', []],
  ['sda3_crypt UUID=1 - fido2-device=auto', []],
  ['sda3_crypt UUID=1 none luks,keyscript=decrypt_keyctl', []],
  ['sda3_crypt UUID=1 /etc/keys/root.key luks', ['/etc/keys/root.key']],
])('simulated: a root in crypttab as %j is unlocked by %j with nobody there', (crypttab, by) => {
  expect(withCrypttab(`${crypttab}\n`)).toMatchObject({rootEncrypted: true, unlockedBy: by});
});

test('takes nothing from output that is not whole', () => {
  expect(parseKernelState('arch amd64\n')).toBeUndefined();
  expect(parseKernelState('')).toBeUndefined();
});

describe('space', () => {
  const state = savedState('debian-12-no-btf');
  const kernels = [kernel('6.1.0-37-amd64', {initrd: 60_000_000})];

  test('is enough on a roomy disk', () => {
    expect(spaceObstacles({...state, kernels}, {root: 450e6, cache: 100e6})).toEqual([]);
  });

  test('of a small /boot of its own counts for image and initrd', () => {
    const bootSpace = {free: 50_000, mount: '/boot'};
    expect(spaceObstacles({...state, kernels, bootSpace}, {root: 0, cache: 0})).toEqual([
      {
        why: '/boot has 52 MB free, and the kernel needs about 107 MB there.',
        todo: expect.stringContaining('autoremove'),
      },
    ]);
  });

  test('of an EFI system partition counts for the copies that systemd-boot reads', () => {
    const efi = savedState('debian-12-systemd-boot');
    const space = {free: 60_000, mount: '/boot/efi'};
    const {systemdBoot} = efi;
    const small = {...efi, kernels, ...(systemdBoot && {systemdBoot: {...systemdBoot, space}})};
    expect(spaceObstacles(small, {root: 450e6, cache: 100e6})).toEqual([
      {
        why: '/boot/efi has 62 MB free, and the kernel needs about 81 MB there.',
        todo: expect.stringContaining('autoremove'),
      },
    ]);
  });

  test('of one disk has to do for all together', () => {
    const free = {free: 600_000, mount: '/'};
    const small = {...state, kernels, bootSpace: free, rootSpace: free, cacheSpace: free};
    expect(spaceObstacles(small, {root: 450e6, cache: 100e6})).toEqual([
      {
        why: '/ has 615 MB free, and the kernel needs about 657 MB there.',
        todo: expect.stringContaining('Free some space'),
      },
    ]);
  });
});

describe('a trial', () => {
  const trial = {release: '6.12.95-061295-generic', from: '6.1.0-50-amd64', bootId: 'a'};

  test.each([
    [{release: '6.1.0-50-amd64', bootId: 'a'}, 'pending'],
    [{release: '6.12.95-061295-generic', bootId: 'b'}, 'booted'],
    [{release: '6.1.0-50-amd64', bootId: 'b'}, 'fell back'],
  ])('with %p running is %s', (now, stage) => expect(trialStage(trial, now)).toBe(stage));

  test('is read from its file, and a damaged file is none', () => {
    expect(parseTrial(JSON.stringify(trial))).toEqual(trial);
    for (const text of ['', '{', '{"release": 1}', 'null', '[]']) expect(parseTrial(text)).toBeUndefined();
    // It is shown on a terminal.
    expect(parseTrial(JSON.stringify({...trial, release: '6.1\u001b[2J'}))).toBeUndefined();
    // It is part of commands that are shown to be copied.
    for (const release of ['6.1; reboot', '6.1$(reboot)', '6.1`id`', '-x', `6.${'1'.repeat(64)}`])
      expect(parseTrial(JSON.stringify({...trial, release}))).toBeUndefined();
  });
});

test('finds the packages of one kernel and of no other', () => {
  const listing = `ii  linux-image-unsigned-6.12.95-061295-generic
ii  linux-modules-6.12.95-061295-generic
ii  linux-headers-6.12.95-061295-generic
ii  linux-image-6.1.0-50-amd64
un  linux-headers-6.1.0-50-amd64
ii  linux-image-amd64
ii  linux-libc-dev
`;
  expect(ownPackages(listing, '6.12.95-061295-generic')).toEqual([
    'linux-image-unsigned-6.12.95-061295-generic',
    'linux-modules-6.12.95-061295-generic',
    'linux-headers-6.12.95-061295-generic',
  ]);
  expect(ownPackages(listing, '6.1.0-50-amd64')).toEqual(['linux-image-6.1.0-50-amd64']);
  expect(ownPackages(listing, '6.1.0-5')).toEqual([]);
});
