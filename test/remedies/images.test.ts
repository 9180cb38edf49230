import {told} from './hosts-with.ts';

test.each([
  'ID=fedora VERSION_ID=40 VARIANT_ID=coreos',
  'ID=fedora VERSION_ID=40 VARIANT_ID=silverblue',
  'ID=fedora VERSION_ID=40 VARIANT_ID=iot',
  'ID=fedora VERSION_ID=40 VARIANT_ID=budgie-atomic',
  'ID=bazzite ID_LIKE=rhel,centos,fedora,bluefin VERSION_ID=40 VARIANT_ID=bazzite',
  'ID=bluefin ID_LIKE=fedora VERSION_ID=41 VARIANT_ID=bluefin',
])('on %s packages are layered onto the image', (os) => {
  // dnf5 is part of the images since Fedora 41, and refuses there.
  expect(told({os, programs: 'rpm dnf rpm-ostree'}, 'bpftool').commands).toEqual([
    'rpm-ostree install --idempotent bpftool',
  ]);
  const without = told({os}, 'bpftool');
  expect(without.commands).toEqual([]);
  expect(without.text).toMatch(/Its root is an image: "rpm-ostree install bpftool"/);
});

test('facts of an earlier version tell a variant by its name', () => {
  const {text, commands} = told({os: 'ID=fedora VERSION_ID=40 PRETTY_NAME="Fedora,CoreOS,40"'}, 'bpftool');
  expect(commands).toEqual([]);
  expect(text).toMatch(/rpm-ostree install bpftool/);
});

test('a system booted from an ostree is one whatever it is called', () => {
  const signs = ['/run/ostree-booted'];
  const os = 'ID=centos ID_LIKE=rhel,fedora VERSION_ID=9';
  expect(told({os, programs: 'dnf rpm-ostree bootc', signs}, 'clang').commands).toEqual([
    'rpm-ostree install --idempotent clang',
  ]);
  expect(told({os: 'ID=endless ID_LIKE=ubuntu,debian VERSION_ID=5.1.1', signs}, 'clang').commands).toEqual([]);
});

test.each([
  ['ID=suse-microos ID_LIKE=suse VERSION_ID=5.1'],
  ['ID=sl-micro ID_LIKE=suse,sle-micro,opensuse-microos,microos VERSION_ID=6.0'],
  ['ID=opensuse-microos ID_LIKE=suse,opensuse,opensuse-tumbleweed,microos'],
  ['ID=aeon ID_LIKE=suse,opensuse,opensuse-tumbleweed,opensuse-microos,microos'],
])('on %s packages go into the next snapshot', (os) => {
  expect(told({os, programs: 'zypper rpm transactional-update'}, 'bpftool').commands).toEqual([
    'transactional-update --non-interactive pkg install bpftool',
  ]);
  // Facts of an earlier version do not name it.
  const {text, commands} = told({os, programs: 'zypper'}, 'bpftool');
  expect(commands).toEqual([]);
  expect(text).toMatch(/"transactional-update pkg install bpftool"/);
});

test('Tumbleweed installed as a transactional server is one too', () => {
  const os = 'ID=opensuse-tumbleweed ID_LIKE=opensuse,suse';
  const programs = 'zypper transactional-update';
  expect(told({os, programs, readOnly: true}, 'make').commands[0]).toMatch(/^transactional-update /);
  expect(told({os, programs}, 'make').commands[0]).toMatch(/^zypper /);
});

test('bootc with composefs is an image without the sign of ostree', () => {
  const os = 'ID=centos ID_LIKE=rhel,fedora VERSION_ID=10';
  const {text, commands} = told({os, programs: 'dnf bootc', readOnly: true}, 'clang');
  expect(commands).toEqual([]);
  expect(text).toMatch(/built with bootc gets it in its Containerfile/);
  // bootc is a package that anybody may have.
  expect(told({os, programs: 'dnf bootc'}, 'clang').commands).toEqual(['dnf install -y clang']);
});

test.each([
  ['ID=debian VERSION_ID=12', '6.12.33-production+truenas', /apt is switched off/],
  ['ID=slackware VERSION_ID=15.0', '6.12.24-Unraid', /gone after the next/],
])('%s with the kernel %s is an appliance, and a container on it is not', (os, release, advice) => {
  const {text, commands} = told({os, programs: 'apt-get dpkg', release}, 'clang');
  expect(commands).toEqual([]);
  expect(text).toMatch(advice);
  const inside = {os: 'ID=debian VERSION_ID=12', programs: 'apt-get dpkg', release, signs: ['/.dockerenv']};
  expect(told(inside, 'clang').commands).toEqual(['apt-get install --yes --no-install-recommends clang']);
});

test('Termux installs as its user, and nothing is told to sudo', () => {
  const programs = '/data/data/com.termux/files/usr/bin/apt-get /data/data/com.termux/files/usr/bin/dpkg';
  const {text, commands} = told({os: '', programs, release: '6.1.75-android14-11-g8d7a5b1', uid: 10234}, 'clang');
  expect(commands).toEqual([]);
  expect(text).toMatch(/pkg install clang make git/);
});

test('Android without Termux is told no package of another system; a chroot on it is the system that it is', () => {
  const release = '6.1.75-android14-11-g8d7a5b1';
  for (const host of [{release}, {signs: ['/system/build.prop']}]) {
    const {text, commands} = told({os: '', ...host}, 'clang');
    expect(commands).toEqual([]);
    expect(text).toMatch(/Android has no package manager/);
    expect(text).not.toMatch(/Debian|Fedora|apt/);
  }
  const inside = {os: 'ID=debian VERSION_ID=12', programs: 'apt-get dpkg', release, signs: ['/system/build.prop']};
  expect(told(inside, 'clang').commands).toEqual(['apt-get install --yes --no-install-recommends clang']);
});

test('SteamOS is told that its root is read-only', () => {
  const os = 'ID=steamos ID_LIKE=arch VARIANT_ID=steamdeck VERSION_ID=3.7.16';
  const {text, commands} = told({os, programs: 'pacman'}, 'bpftool');
  expect(commands).toEqual([]);
  expect(text).toMatch(/root is read-only/);
});

test.each([
  ['ID=nixos VERSION_ID=25.05', /environment\.systemPackages/],
  ['ID=guix VERSION_ID=1', /guix shell/],
  ['ID=flatcar ID_LIKE=coreos VERSION_ID=4459.0.0', /toolbox/],
  ['ID=cos VERSION_ID=97', /toolbox/],
  ['ID=bottlerocket VERSION_ID=1.20.0', /admin container/],
  ['ID=talos VERSION_ID=v1.8.0', /privileged pod/],
  ['ID=buildroot VERSION_ID=2019.02.9', /container/],
  ['ID=haos VERSION_ID=14.2', /container/],
  ['ID=balena-os VERSION_ID=5.1.20 VARIANT_ID=prod', /container/],
  ['ID=libreelec VERSION_ID=12.0', /container/],
  ['ID=chromeos ID_LIKE=chromiumos VERSION_ID=120', /container/],
])('%s has no manager: what works there is said, and no package of another distribution', (os, advice) => {
  const {text, commands} = told({os}, 'clang', 'kernel-headers');
  expect(commands).toEqual([]);
  expect(text).toMatch(advice);
  expect(text).not.toMatch(/Debian|Fedora, RHEL/);
});

test('a root that is mounted read-only takes no packages', () => {
  const {text, commands} = told({os: 'ID=debian VERSION_ID=12', programs: 'apt-get dpkg', readOnly: true}, 'clang');
  expect(commands).toEqual([]);
  expect(text).toMatch(/read-only: clang can be installed after/);
});
