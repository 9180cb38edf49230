import {known} from '../../src/facts/fact.ts';
import {bootLoaderOf} from '../../src/kernels/boot/find.ts';
import {chooseKernel} from '../../src/kernels/choose.ts';
import {changed, savedFacts} from '../saved.ts';
import {kernel, savedState, situation, withoutBtf} from './situation.ts';

const state = savedState('debian-12-no-btf');
const distroOnly = {kernels: [], passedOver: [{what: 'linux-image-amd64', why: 'apt does not know it'}]};

test('changes nothing when the kernel suffices, or none is wanted', () => {
  expect(chooseKernel(situation({facts: savedFacts('debian-12-cloud-6.1')})).choice).toEqual({kind: 'none'});
  expect(chooseKernel(situation({preference: 'never'})).choice).toEqual({kind: 'none'});
});

test('passes over an installed kernel that Secure Boot would refuse', () => {
  const kernels = [...state.kernels, kernel('6.12.95-061295-generic'), kernel('6.1.0-37-amd64')];
  const unsigned = ['6.12.95-061295-generic'];
  for (const secureBoot of [true, false])
    expect(chooseKernel(situation({state: {...state, kernels, unsigned, secureBoot}})).choice).toEqual({
      kind: 'installed',
      release: secureBoot ? '6.1.0-37-amd64' : '6.12.95-061295-generic',
    });
});

test('takes the newest installed kernel that suffices, and says why not the others', () => {
  const kernels = [
    ...state.kernels,
    kernel('5.10.0-32-amd64'),
    kernel('6.1.0-9-amd64'),
    kernel('6.1.0-37-amd64'),
    kernel('6.12.0-1-amd64', {initrd: 0}),
    kernel('6.11.0-1-amd64', {btf: false}),
  ];
  const {choice, passedOver} = chooseKernel(situation({state: {...state, kernels}}));
  expect(choice).toEqual({kind: 'installed', release: '6.1.0-37-amd64'});
  expect(passedOver).toEqual([
    {what: '6.12.0-1-amd64, installed', why: 'it has no initrd'},
    {what: '6.11.0-1-amd64, installed', why: 'built without BTF'},
  ]);
});

test("goes on with a kernel of the distribution's that an interrupted install has left, and with no other installed one", () => {
  const mainline = kernel('6.12.95-061295-generic', {package: 'linux-image-unsigned-6.12.95-061295-generic'});
  const kernels = [...state.kernels, mainline, kernel('6.1.0-37-amd64')];
  const {choice} = chooseKernel(situation({state: {...state, kernels}, preference: 'distro'}));
  expect(choice).toEqual({kind: 'installed', release: '6.1.0-37-amd64'});
});

test("takes the distribution's own before any other", () => {
  expect(chooseKernel(situation())).toMatchObject({
    choice: {kind: 'distro', kernel: {release: '6.1.0-50-amd64'}},
    why: expect.stringContaining("the distribution's own"),
  });
});

test('takes backports where the release’s own is too old, and passes over what would remove packages or is held', () => {
  const kernels = [
    {package: 'linux-image-amd64', release: '4.19.0-27-amd64', removes: []},
    {package: 'linux-image-rt-amd64', release: '6.1.0-50-rt-amd64', removes: ['virtualbox']},
    {package: 'linux-image-held', release: '6.1.0-50-amd64', removes: []},
    {package: 'linux-image-amd64', suite: 'bookworm-backports', release: '6.12.43+deb12-amd64', removes: []},
  ];
  const held = {...state, held: ['linux-image-held']};
  const {choice, passedOver} = chooseKernel(situation({state: held, distro: {kernels, passedOver: []}}));
  expect(choice).toMatchObject({kind: 'distro', kernel: {suite: 'bookworm-backports'}});
  expect(passedOver.map(({why}) => why)).toEqual([
    'older than 5.8',
    'apt would remove virtualbox',
    'linux-image-held is held (apt-mark unhold linux-image-held)',
  ]);
});

test("knows that Debian's 32-bit kernels have no BTF", () => {
  const kernels = [{package: 'linux-image-686-pae', release: '6.1.0-50-686-pae', removes: []}];
  const {choice, passedOver} = chooseKernel(
    situation({state: {...state, arch: 'i386'}, distro: {kernels, passedOver: []}, preference: 'distro'}),
  );
  expect(choice.kind).toBe('refused');
  expect(passedOver).toContainEqual({
    what: '6.1.0-50-686-pae (linux-image-686-pae)',
    why: "Debian's 32-bit kernels are built without BTF",
  });
});

test('turns to the mainline archive last, and only to what this host can install', () => {
  const ranges = [
    {...state, runPartsMany: true},
    {...state, runPartsMany: false},
    {...state, zstd: false},
  ].map((each) => chooseKernel(situation({state: each, distro: distroOnly})).choice);
  expect(ranges).toEqual([
    {kind: 'mainline', range: '>=5.8'},
    {kind: 'mainline', range: '>=5.8 <=6.19.10'},
    {kind: 'mainline', range: '>=5.8 <=5.14.10'},
  ]);
});

test('takes a version that was asked for, also when the kernel suffices', () => {
  const facts = savedFacts('debian-12-cloud-6.1');
  expect(chooseKernel(situation({facts, preference: {version: 'v6.12.95'}})).choice).toEqual({
    kind: 'mainline',
    range: 'v6.12.95',
  });
});

test("goes on to the distribution's next kernel where that was named, though the running one suffices", () => {
  const facts = savedFacts('debian-12-cloud-6.1');
  const running = {...state, kernels: [kernel(state.release)]};
  const distro = {
    kernels: [
      {package: 'linux-image-amd64', release: '6.1.0-50-amd64', removes: []},
      {package: 'linux-image-amd64', suite: 'bookworm-backports', release: '6.12.43+deb12-amd64', removes: []},
    ],
    passedOver: [],
  };
  const decide = (change: Parameters<typeof situation>[0]) =>
    chooseKernel(situation({facts, state: running, preference: 'distro', named: true, distro, ...change}));
  expect(decide({named: false}).choice).toEqual({kind: 'none'});
  expect(decide({}).choice).toMatchObject({kind: 'distro', kernel: {release: '6.12.43+deb12-amd64'}});
  expect(decide({}).passedOver).toEqual([
    {what: '6.1.0-50-amd64 (linux-image-amd64)', why: `not newer than ${state.release}`},
  ]);
  expect(decide({distro: distroOnly})).toMatchObject({
    choice: {kind: 'none'},
    why: expect.stringContaining('offers no other kernel'),
  });
  // From one that is not the distribution's, it is a way back.
  const mainline = {...state, kernels: [kernel(state.release, {package: `linux-image-unsigned-${state.release}`})]};
  expect(decide({state: mainline}).choice).toMatchObject({kind: 'distro', kernel: {release: '6.1.0-50-amd64'}});
});

const refusal = (change: Parameters<typeof situation>[0]) => {
  const {choice} = chooseKernel(situation(change));
  return choice.kind === 'refused' ? choice.obstacles.map(({why}) => why).join('\n') : choice.kind;
};

test.each([
  [
    'a container',
    changed(withoutBtf('debian-12-cloud-6.1'), {environment: {signs: known(['/.dockerenv'])}}),
    "its kernel is the host's",
  ],
  [
    'WSL2',
    changed(withoutBtf('debian-12-cloud-6.1'), {
      kernel: {version: known('Linux version 5.15.167.4-microsoft-standard-WSL2')},
    }),
    'Windows supplies the kernel',
  ],
  ['a microVM', withoutBtf('debian-12-microvm-6.18'), 'a file outside'],
  [
    'a host without apt',
    changed(withoutBtf('debian-12-cloud-6.1'), {packages: {managers: known(['/usr/bin/dnf'])}}),
    'does not use apt',
  ],
])('refuses %s', (_, facts, why) => expect(refusal({facts})).toContain(why));

const grub = state.grub as NonNullable<typeof state.grub>;
const {grub: _grub, ...noGrub} = state;

test.each([
  ['no boot loader', noGrub, 'No boot loader was found'],
  ['rEFInd', {...noGrub, bootedBy: 'rEFInd 0.14.0'}, 'booted by rEFInd 0.14.0'],
  ['a board', {...noGrub, otherLoaders: ['/boot/firmware/config.txt']}, '/boot/firmware/config.txt'],
  ['/boot on LVM', {...state, grub: {...grub, abstraction: 'lvm'}}, "can't write its environment on LVM"],
  [
    '/boot on mdraid',
    {...state, grub: {...grub, abstraction: 'diskfilter mdraid1x'}},
    "can't write its environment on RAID",
  ],
  ['/boot on btrfs', {...state, grub: {...grub, fs: 'btrfs'}}, "can't write its environment on btrfs"],
  ['/boot on zfs', {...state, grub: {...grub, fs: 'zfs'}}, "can't write its environment on zfs"],
  [
    'grub-probe that fails',
    {...state, grub: {...grub, fs: 'grub-probe: error: failed to get canonical path of overlay.'}},
    'what grub-probe does not know',
  ],
  ['no grub-reboot', {...state, grub: {...grub, lacks: ['grub-reboot']}}, 'grub-reboot is missing'],
  ['no drop-ins', {...state, grub: {...grub, dropIns: false}}, '/etc/default/grub.d'],
  ['a running kernel without image', {...state, kernels: []}, 'nothing to fall back to'],
])('refuses %s', (_, changedState, why) => expect(refusal({state: changedState})).toContain(why));

const efi = savedState('debian-12-systemd-boot');
const loader = efi.systemdBoot as NonNullable<typeof efi.systemdBoot>;
const {space: _space, ...unmounted} = loader;

test.each([
  ['EFI variables that can not be written', {...loader, variables: false}, 'EFI variables cannot be written'],
  ['no kernel-install', {...loader, lacks: ['kernel-install']}, 'kernel-install is missing'],
  ['an EFI partition that is not mounted', unmounted, 'is not mounted'],
  ['a running kernel without an entry', {...loader, entries: []}, 'no entry of its own'],
])('refuses systemd-boot with %s', (_, changedLoader, why) =>
  expect(refusal({state: {...efi, systemdBoot: changedLoader}})).toContain(why),
);

test('drives systemd-boot where it has booted the host, also beside a GRUB that is left over', () => {
  for (const each of [efi, {...efi, grub}]) {
    expect(chooseKernel(situation({state: each})).choice.kind).toBe('distro');
    expect(bootLoaderOf(each, 'web1').name).toBe('systemd-boot');
  }
  expect(bootLoaderOf(state, 'web1').name).toBe('GRUB');
  expect(() => bootLoaderOf(noGrub, 'web1')).toThrow('No boot loader that is known here decides on web1');
});

test('refuses mainline under Secure Boot and on a root of ZFS, and still takes the distribution’s signed kernel', () => {
  const secure = {...state, secureBoot: true};
  expect(refusal({state: secure, preference: 'mainline'})).toContain('Secure Boot is on');
  expect(refusal({state: secure, preference: {version: 'v6.12.95'}})).toContain('Secure Boot is on');
  expect(chooseKernel(situation({state: secure})).choice.kind).toBe('distro');
  expect(chooseKernel(situation({state: secure, preference: 'mainline', signs: true})).choice.kind).toBe('mainline');
  expect(refusal({state: {...state, rootFs: 'zfs'}, preference: 'mainline'})).toContain('ZFS');
});

test('refuses mainline where pools of ZFS would be out of reach, unless DKMS builds zfs with its headers', () => {
  const pools = {...state, zfsPools: ['tank']};
  expect(refusal({state: pools, preference: 'mainline'})).toContain('ZFS pools (tank)');
  expect(chooseKernel(situation({state: pools})).choice.kind).toBe('distro');
  const dkms = {...pools, dkms: ['zfs/2.1.11']};
  expect(refusal({state: dkms, preference: 'mainline'})).toContain('ZFS pools');
  expect(chooseKernel(situation({state: dkms, preference: 'mainline', withHeaders: true})).choice.kind).toBe(
    'mainline',
  );
});
