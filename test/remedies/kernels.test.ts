import {known} from '../../src/facts/fact.ts';
import {families} from '../../src/remedies/families.ts';
import {headersOf} from '../../src/remedies/headers.ts';
import {told} from './hosts-with.ts';

const apt = 'apt-get dpkg';
const el9 = 'ID=rhel ID_LIKE=fedora VERSION_ID=9.6';
const ol9 = 'ID=ol ID_LIKE=fedora VERSION_ID=9.5';
const ubuntu = 'ID=ubuntu ID_LIKE=debian VERSION_ID=24.04';
const debian = 'ID=debian VERSION_ID=12';
const jammy = 'ID=ubuntu ID_LIKE=debian VERSION_ID=22.04';

// The release of the kernel, and the package with its headers.
test.each([
  ['ID=arch', 'pacman', '6.17.1-arch1-1', 'linux-headers'],
  ['ID=arch', 'pacman', '6.12.51-1-lts', 'linux-lts-headers'],
  ['ID=arch', 'pacman', '6.17.1-zen1-1-zen', 'linux-zen-headers'],
  ['ID=arch', 'pacman', '6.16.12-hardened1-1-hardened', 'linux-hardened-headers'],
  ['ID=arch', 'pacman', '6.12.28.rt10-1-rt', 'linux-rt-headers'],
  ['ID=arch', 'pacman', '6.6.87.rt54-1-rt-lts', 'linux-rt-lts-headers'],
  ['ID=artix', 'pacman', '6.16.8-artix1-1', 'linux-headers'],
  ['ID=cachyos ID_LIKE=arch', 'pacman', '6.17.1-2-cachyos', 'linux-cachyos-headers'],
  ['ID=cachyos ID_LIKE=arch', 'pacman', '6.17.1-2-cachyos-bore', 'linux-cachyos-bore-headers'],
  ['ID=manjaro ID_LIKE=arch', 'pacman', '6.12.48-1-MANJARO', 'linux612-headers'],
  ['ID=manjaro ID_LIKE=arch', 'pacman', '6.6.87-rt-1-MANJARO', 'linux66-rt-headers'],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', '6.12.51-0-lts', 'linux-lts-dev'],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', '6.12.51-0-virt', 'linux-virt-dev'],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', '6.12.51-0-rpi', 'linux-rpi-dev'],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', '6.17.1-0-edge', 'linux-edge-dev'],
  [ol9, 'dnf', '5.15.0-100.96.32.el9uek.x86_64', 'kernel-uek-devel-5.15.0-100.96.32.el9uek.x86_64'],
  [ol9, 'dnf', '6.12.0-1.23.3.2.el9uek.x86_64', 'kernel-uek-devel-6.12.0-1.23.3.2.el9uek.x86_64'],
  [ol9, 'dnf', '5.14.0-570.12.1.el9_6.x86_64', 'kernel-devel-5.14.0-570.12.1.el9_6.x86_64'],
  [el9, 'dnf', '5.14.0-570.12.1.el9_6.x86_64+rt', 'kernel-rt-devel-5.14.0-570.12.1.el9_6.x86_64'],
  [el9, 'dnf', '5.14.0-570.12.1.el9_6.x86_64+debug', 'kernel-debug-devel-5.14.0-570.12.1.el9_6.x86_64'],
  [el9, 'dnf', '5.14.0-570.12.1.el9_6.aarch64+64k', 'kernel-64k-devel-5.14.0-570.12.1.el9_6.aarch64'],
  [el9, 'dnf', '5.14.0-570.12.1.el9_6.aarch64+64k-debug', 'kernel-64k-debug-devel-5.14.0-570.12.1.el9_6.aarch64'],
  [
    'ID=rhel VERSION_ID=8.10',
    'dnf',
    '4.18.0-553.rt7.342.el8_10.x86_64',
    'kernel-rt-devel-4.18.0-553.rt7.342.el8_10.x86_64',
  ],
  [
    'ID=fedora VERSION_ID=42',
    'dnf',
    '6.14.2-401.asahi.fc42.aarch64+16k',
    'kernel-16k-devel-6.14.2-401.asahi.fc42.aarch64',
  ],
  ['ID=fedora VERSION_ID=42', 'dnf', '6.14.2-300.fc42.x86_64', 'kernel-devel-6.14.2-300.fc42.x86_64'],
  [
    'ID=amzn ID_LIKE=fedora VERSION_ID=2023',
    'dnf',
    '6.1.141-155.222.amzn2023.x86_64',
    'kernel-devel-6.1.141-155.222.amzn2023.x86_64',
  ],
  [
    'ID=amzn ID_LIKE=fedora VERSION_ID=2023',
    'dnf',
    '6.12.64-87.122.amzn2023.x86_64',
    'kernel6.12-devel-6.12.64-87.122.amzn2023.x86_64',
  ],
  [
    'ID=amzn ID_LIKE=centos,rhel,fedora VERSION_ID=2',
    'yum',
    '5.10.236-228.935.amzn2.x86_64',
    'kernel-devel-5.10.236-228.935.amzn2.x86_64',
  ],
  ['ID=azurelinux VERSION_ID=3.0', 'tdnf', '6.6.134.1-2.azl3', 'kernel-devel-6.6.134.1-2.azl3'],
  ['ID=mariner VERSION_ID=2.0', 'tdnf', '5.15.182.1-1.cm2', 'kernel-devel-5.15.182.1-1.cm2'],
  ['ID=photon VERSION_ID=5.0', 'tdnf', '6.1.83-9.ph5-esx', 'linux-esx-devel-6.1.83-9.ph5'],
  [
    'ID=openEuler VERSION_ID=24.03',
    'dnf',
    '6.6.0-28.0.0.34.oe2403.x86_64',
    'kernel-devel-6.6.0-28.0.0.34.oe2403.x86_64',
  ],
  ['ID=sles ID_LIKE=suse VERSION_ID=15.7', 'zypper', '6.4.0-150700.20.6-azure', 'kernel-azure-devel'],
  ['ID=sles ID_LIKE=suse VERSION_ID=15.7', 'zypper', '6.4.0-150700.53.3-default', 'kernel-default-devel'],
  ['ID=opensuse-tumbleweed ID_LIKE=opensuse,suse', 'zypper', '6.17.2-1-kvmsmall', 'kernel-kvmsmall-devel'],
  ['ID=sles_sap VERSION_ID=12.2', 'zypper', '4.4.121-92.92-rt', 'kernel-rt-devel'],
  [debian, apt, '6.8.12-4-pve', 'proxmox-headers-6.8.12-4-pve'],
  [debian, apt, '5.15.131-1-pve', 'pve-headers-5.15.131-1-pve'],
  [debian, apt, '6.1.0-37-rt-amd64', 'linux-headers-6.1.0-37-rt-amd64'],
  [debian, apt, '6.12.43+deb12-cloud-arm64', 'linux-headers-6.12.43+deb12-cloud-arm64'],
  ['ID=kali ID_LIKE=debian', apt, '6.12.25-amd64', 'linux-headers-6.12.25-amd64'],
  ['ID=devuan ID_LIKE=debian VERSION_ID=5', apt, '6.1.0-21-686-pae', 'linux-headers-6.1.0-21-686-pae'],
  [debian, apt, '6.12.9-1-liquorix-amd64', 'linux-headers-6.12.9-1-liquorix-amd64'],
  [debian, apt, '6.12.10-x64v3-xanmod1', 'linux-headers-6.12.10-x64v3-xanmod1'],
  ['ID=debian VERSION_ID=11', apt, '6.1.21-v8+', 'raspberrypi-kernel-headers'],
  ['ID=raspbian ID_LIKE=debian VERSION_ID=10', apt, '5.10.103-v7l+', 'raspberrypi-kernel-headers'],
  [debian, apt, '6.12.47+rpt-rpi-2712', 'linux-headers-6.12.47+rpt-rpi-2712'],
  [ubuntu, apt, '6.12.35-current-rockchip64', 'linux-headers-current-rockchip64'],
  ...[
    '6.8.0-51-generic',
    '6.8.0-51-lowlatency',
    '6.8.0-1021-azure',
    '6.8.0-1021-aws',
    '6.8.0-1019-gcp',
    '6.8.0-1018-oracle',
    '6.8.0-1017-raspi',
    '6.8.0-51-generic-64k',
    '6.8.0-1018-nvidia-64k',
    '6.8.1-1015-realtime',
  ].map((release) => [ubuntu, apt, release, `linux-headers-${release}`]),
  [
    'ID=pop ID_LIKE=ubuntu,debian VERSION_ID=22.04',
    apt,
    '6.9.3-76060903-generic',
    'linux-headers-6.9.3-76060903-generic',
  ],
  // Kernels of makers of boards, as their own distributions come with them.
  ['ID=kali ID_LIKE=debian', apt, '5.15.44-Re4son-v8l+', 'kalipi-kernel-headers'],
  ['ID=kali ID_LIKE=debian', apt, '6.1.77-v8+', 'kalipi-kernel-headers'],
  ['ID=raspbian ID_LIKE=debian VERSION_ID=11', apt, '6.1.21+', 'raspberrypi-kernel-headers'],
  [jammy, apt, '5.15.148-tegra', 'nvidia-l4t-kernel-headers'],
  [ubuntu, apt, '6.8.12-1021-tegra', 'nvidia-l4t-kernel-headers'],
  [jammy, apt, '5.15.148-rt-tegra', 'nvidia-l4t-rt-kernel-headers'],
  [jammy, apt, '5.15.0-1063-nvidia-tegra', 'linux-headers-5.15.0-1063-nvidia-tegra'],
  [jammy, apt, '5.10.0-1012-rockchip', 'linux-headers-5.10.0-1012-rockchip'],
  [debian, apt, '5.10.168-ti-r72', 'linux-headers-5.10.168-ti-r72'],
  ['ID=manjaro-arm ID_LIKE=manjaro,arch', 'pacman', '5.15.24-1-MANJARO-ARM-RPI', 'linux-rpi4-headers'],
  ['ID=arch32 ID_LIKE=arch', 'pacman', '6.10.5-arch1-1.0', 'linux-headers'],
  ['ID=alpine VERSION_ID=3.16.2', 'apk', '5.15.72-0-rpi4', 'linux-rpi4-dev'],
  [debian, apt, '6.1.0-37-s390x', 'linux-headers-6.1.0-37-s390x'],
  ['ID=debian', apt, '6.12.6-sparc64-smp', 'linux-headers-6.12.6-sparc64-smp'],
  [jammy, apt, '5.19.0-1012-allwinner', 'linux-headers-5.19.0-1012-allwinner'],
  // Flavours of a flavour.
  [
    'ID=rhel VERSION_ID=8.4',
    'dnf',
    '4.18.0-259.rt7.24.el8.x86_64+debug',
    'kernel-rt-debug-devel-4.18.0-259.rt7.24.el8.x86_64',
  ],
  [ol9, 'dnf', '5.15.0-300.163.18.el9uek.aarch64.64k', 'kernel-uek64k-devel-5.15.0-300.163.18.el9uek.aarch64'],
  [ol9, 'dnf', '6.12.0-1.23.3.2.el9uek.x86_64.debug', 'kernel-uek-debug-devel-6.12.0-1.23.3.2.el9uek.x86_64'],
  [
    'ID=opensuse-leap ID_LIKE=suse,opensuse VERSION_ID=15.2',
    'zypper',
    '5.3.18-lp152.106-default',
    'kernel-default-devel',
  ],
  ['ID=opensuse-tumbleweed ID_LIKE=opensuse,suse', 'zypper', '6.17.0-rc1-1.g4b3f2a1-vanilla', 'kernel-vanilla-devel'],
  ['ID=sles ID_LIKE=suse VERSION_ID=15.6', 'zypper', '6.4.0-15061.6-coco', 'kernel-coco-devel'],
  [
    'ID=euleros VERSION_ID=2.0',
    'yum',
    '4.19.36-vhulk1907.1.0.h962.eulerosv2r8.aarch64',
    'kernel-devel-4.19.36-vhulk1907.1.0.h962.eulerosv2r8.aarch64',
  ],
  [
    'ID=almalinux ID_LIKE=rhel,centos,fedora VERSION_ID=9.7',
    'dnf',
    '6.12.47-20250916.v8.1.el9',
    'raspberrypi2-kernel4-devel-6.12.47-20250916.v8.1.el9',
  ],
  [
    'ID=rocky ID_LIKE=rhel,centos,fedora VERSION_ID=9.2',
    'dnf',
    '6.1.31-v8.1.el9.altarch',
    'raspberrypi2-kernel4-devel-6.1.31-v8.1.el9.altarch',
  ],
  // Of the release, though it is not its first kernel: backports and hardware enablement.
  ['ID=debian VERSION_ID=11', apt, '6.1.0-0.deb11.17-amd64', 'linux-headers-6.1.0-0.deb11.17-amd64'],
  [debian, apt, '6.12.9+bpo-amd64', 'linux-headers-6.12.9+bpo-amd64'],
  [jammy, apt, '6.8.0-51-generic', 'linux-headers-6.8.0-51-generic'],
  ['ID=ubuntu ID_LIKE=debian VERSION_ID=24.10', apt, '6.11.0-9-generic', 'linux-headers-6.11.0-9-generic'],
  ['ID=ubuntu ID_LIKE=debian VERSION_ID=26.04', apt, '7.0.0-14-generic', 'linux-headers-7.0.0-14-generic'],
  [
    'ID=linuxmint ID_LIKE=ubuntu,debian VERSION_ID=21.3 UBUNTU_CODENAME=jammy',
    apt,
    '5.15.0-130-generic',
    'linux-headers-5.15.0-130-generic',
  ],
  ['ID=void', 'xbps-install', '6.12.51_1', 'linux6.12-headers'],
  ['ID=solus', 'eopkg', '6.12.48-333.current', 'linux-current-headers'],
  ['ID=altlinux VERSION_ID=10', 'apt-get rpm', '6.1.90-un-def-alt1', 'kernel-headers-modules-un-def'],
])('%s, %s: the headers of %s are in %s', (os = '', programs, release = '', name = '') => {
  expect(
    told({os, programs: programs ?? '', release}, 'kernel-headers').commands.map((line) => line.split(' ').at(-1)),
  ).toEqual([name]);
});

test('kernels of ELRepo come from its own repository, which of its two the name does not tell', () => {
  const release = '6.12.9-1.el9.elrepo.x86_64';
  expect(told({os: el9, programs: 'dnf', release}, 'kernel-headers').commands).toEqual([
    `dnf install -y --enablerepo=elrepo-kernel 'kernel-*-devel-${release}'`,
  ]);
});

test.each([
  [ubuntu, apt, '5.15.133.1-microsoft-standard-WSL2'],
  [debian, apt, '6.6.87.2-microsoft-standard-WSL2'],
  [ubuntu, apt, '6.10.14-linuxkit'],
  [ubuntu, apt, '6.6.97+'],
  [debian, apt, '6.18.44-fc-v669'],
  [debian, apt, '6.18.0'],
  // A container shares the kernel of a host that is of another distribution.
  [debian, apt, '6.8.0-51-generic'],
  [ubuntu, apt, '6.1.0-37-amd64'],
  [ubuntu, apt, '6.4.0-150700.20.6-azure'],
  ['ID=fedora VERSION_ID=42 VARIANT_ID=container', 'dnf', '6.8.0-51-generic'],
  ['ID=fedora VERSION_ID=42 VARIANT_ID=container', 'dnf', '5.14.0-570.12.1.el9_6.x86_64'],
  [el9, 'dnf', '6.14.2-300.fc42.x86_64'],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', '6.8.0-51-generic'],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', '6.10.14-linuxkit'],
  ['ID=arch', 'pacman', '6.6.87.2-microsoft-standard-WSL2'],
  ['ID=wolfi VERSION_ID=20230201', 'apk', '6.12.64-87.122.amzn2023.x86_64'],
  ['ID=opensuse-leap ID_LIKE=suse,opensuse VERSION_ID=15.6', 'zypper', '6.8.0-51-generic'],
  // Nor is a host's kernel in the archive of another release.
  ['ID=debian VERSION_ID=11', apt, '6.1.0-37-amd64'],
  ['ID=debian VERSION_ID=13', apt, '6.1.0-37-cloud-amd64'],
  [debian, apt, '6.12.43+deb13-amd64'],
  [jammy, apt, '6.14.0-1012-azure'],
  [ubuntu, apt, '5.15.0-130-generic'],
  ['ID=ubuntu ID_LIKE=debian VERSION_ID=24.10', apt, '6.8.0-51-generic'],
  ['ID=ubuntu ID_LIKE=debian VERSION_ID=23.04', apt, '6.5.0-9-generic'],
  ['ID=ubuntu ID_LIKE=debian VERSION_ID=26.04', apt, '6.17.0-35-generic'],
  ['ID=fedora VERSION_ID=40', 'dnf', '6.14.2-300.fc42.x86_64'],
  ['ID=rocky ID_LIKE=rhel,centos,fedora VERSION_ID=8.10', 'dnf', '5.14.0-570.12.1.el9_6.x86_64'],
  ['ID=almalinux ID_LIKE=rhel,centos,fedora VERSION_ID=10.0', 'dnf', '5.14.0-570.12.1.el9_6.x86_64'],
  ['ID=amzn ID_LIKE=fedora VERSION_ID=2023', 'dnf', '5.10.236-228.935.amzn2.x86_64'],
  ['ID=azurelinux VERSION_ID=3.0', 'tdnf', '5.15.182.1-1.cm2'],
  ['ID=openEuler VERSION_ID=24.03', 'dnf', '5.10.0-216.0.0.115.oe2203.x86_64'],
  // Manjaro's kernels for several boards are called the same, and each has headers of its own.
  ['ID=manjaro-arm ID_LIKE=manjaro,arch', 'pacman', '6.6.7-1-MANJARO-ARM'],
  ['ID=almalinux ID_LIKE=rhel,centos,fedora VERSION_ID=10.0', 'dnf', '6.12.47-20250916.v8.1.el9'],
  // What rpi-update brings has no package since Raspberry Pi OS 12; elsewhere there never was one.
  [debian, apt, '6.6.31-v8+'],
  [ubuntu, apt, '6.1.21-v8+'],
  // dom0 brings it, whatever the machine is called like.
  ['ID=fedora VERSION_ID=41', 'dnf', '6.12.42-1.qubes.fc41.x86_64'],
  ['', apt, '6.1.75-android14-11-g8d7a5b1-ab12345'],
  // Ubuntu's archive of unpatched builds is no archive of packages.
  [ubuntu, apt, '6.9.0-060900-generic'],
])('%s, %s: no package has the headers of %s, and none is named', (os, programs, release) => {
  const {text, commands} = told({os, programs, release}, 'kernel-headers');
  expect(commands).toEqual([]);
  expect(text).toMatch(/^No package here has the headers of .*CO-RE/);
});

test('a container has the repositories of its image, and not those that its host got a kernel from', () => {
  for (const [os, programs, release] of [
    ...['6.8.12-4-pve', '6.12.47+rpt-rpi-v8', '6.12.35-current-rockchip64', '5.15.148-tegra'].map(
      (each) => [debian, apt, each] as const,
    ),
    ['ID=almalinux ID_LIKE=rhel,centos,fedora VERSION_ID=9.7', 'dnf', '6.12.47-20250916.v8.1.el9'] as const,
  ]) {
    const {text, commands} = told({os, programs, release, signs: ['/.dockerenv']}, 'kernel-headers');
    expect([release, commands]).toEqual([release, []]);
    expect(text).toMatch(/^No package here has the headers of .*In a container, install them on the machine/);
  }
});

test('Gentoo builds kernels on the host, and says where their headers are then', () => {
  const {text, commands} = told(
    {os: 'ID=gentoo', programs: 'emerge', release: '6.12.41-gentoo-dist'},
    'kernel-headers',
  );
  expect(commands).toEqual([]);
  expect(text).toMatch(/^No package has .*: on Gentoo they are the tree that it was built from/);
});

test('bpftool of Ubuntu for a kernel that it did not build is that of its own, behind the wrapper', () => {
  for (const release of [
    '5.15.133.1-microsoft-standard-WSL2',
    '6.10.14-linuxkit',
    '6.6.97+',
    '6.12.35-current-rockchip64',
    // Of the release after it.
    '6.14.0-1012-azure',
  ]) {
    const {text, commands} = told({os: 'ID=ubuntu ID_LIKE=debian VERSION_ID=22.04', programs: apt, release}, 'bpftool');
    expect(commands).toEqual(['apt-get install --yes --no-install-recommends linux-tools-generic linux-tools-common']);
    expect(text).toMatch(/\/usr\/lib\/linux-tools\/\*\/bpftool/);
  }
});

test('each row of kernels matches its own example, and before those behind it', () => {
  const kernels = families.flatMap((family) => family.kernels.map((row) => ({family, ...row})));
  expect(kernels.length).toBeGreaterThan(40);
  for (const {family, example, kernel, headers, ids} of kernels)
    expect([
      example,
      headersOf(family, example, ids && {os: known({id: ids[0] ?? '', idLike: [], prettyName: ''})}),
    ]).toEqual([example, example.replace(kernel, headers)]);
});

test('every row says where its names were looked up', () => {
  const sources = families.flatMap(({packages, kernels}) =>
    [...Object.values(packages), ...kernels].map(({source}) => source),
  );
  expect(sources.filter((source) => !/^https:\/\/\S+$/.test(source))).toEqual([]);
});
