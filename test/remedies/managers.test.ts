import {told} from './hosts-with.ts';

// os-release as the distributions write it (https://github.com/which-distro/os-release), in short.
test.each([
  // Of the facts, whatever the name says: yum where there is no dnf.
  ['ID=amzn ID_LIKE=centos,rhel,fedora VERSION_ID=2', 'yum rpm', 'yum install -y bpftool'],
  ['ID=centos ID_LIKE=rhel,fedora VERSION_ID=7', 'yum rpm', 'yum install -y bpftool'],
  ['ID=rhel ID_LIKE=fedora VARIANT_ID=server VERSION_ID=7.5', 'yum', 'yum install -y bpftool'],
  ['ID=ol VERSION_ID=7.4', 'yum', 'yum install -y bpftool'],
  ['ID=scientific ID_LIKE=rhel,centos,fedora VERSION_ID=7.5', 'yum', 'yum install -y bpftool'],
  ['ID=XCP-ng ID_LIKE=centos,rhel,fedora VERSION_ID=7.4.0', 'yum', 'yum install -y bpftool'],
  ['ID=rocky ID_LIKE=rhel,centos,fedora VERSION_ID=9.4', 'dnf yum', 'dnf install -y bpftool'],
  ['ID=rhel VERSION_ID=9.4', 'microdnf', 'microdnf install -y bpftool'],
  ['ID=azurelinux VERSION_ID=3.0', 'rpm tdnf', 'tdnf install -y bpftool'],
  ['ID=azurelinux VERSION_ID=3.0', 'dnf', 'dnf install -y bpftool'],
  ['ID=mariner VERSION_ID=2.0', 'dnf', 'dnf install -y bpftool'],
  ['ID=photon VERSION_ID=5.0', 'tdnf', 'tdnf install -y bpftool'],
  ['ID=openEuler VERSION_ID=24.03', 'dnf', 'dnf install -y bpftool'],
  ['ID=anolis ID_LIKE=rhel,fedora,centos VERSION_ID=8.9', 'dnf yum', 'dnf install -y bpftool'],
  ['ID=openmandriva VERSION_ID=6.0', 'dnf', 'dnf install -y bpftool'],
  ['ID=mageia VERSION_ID=9 ID_LIKE=mandriva,fedora', 'urpmi', 'urpmi --auto bpftool'],
  ['ID=nobara ID_LIKE=rhel,centos,fedora VERSION_ID=40 VARIANT_ID=kde', 'dnf', 'dnf install -y bpftool'],
  ['ID=fedora VERSION_ID=40 VARIANT_ID=container', 'dnf', 'dnf install -y bpftool'],
  // Children that name no parent.
  ['ID=artix', 'pacman', 'pacman -S --needed --noconfirm bpf'],
  ['ID=blackarch', 'pacman', 'pacman -S --needed --noconfirm bpf'],
  ['ID=garuda', 'pacman', 'pacman -S --needed --noconfirm bpf'],
  ['ID=kaos', 'pacman', 'pacman -S --needed --noconfirm bpf'],
  ['ID=cachyos ID_LIKE=arch', 'pacman', 'pacman -S --needed --noconfirm bpf'],
  ['ID=wolfi VERSION_ID=20230201', 'apk', 'apk add bpftool'],
  ['ID=postmarketos ID_LIKE=alpine', 'apk', 'apk add bpftool'],
  ['ID=sles_sap VERSION_ID=12.2', 'zypper rpm', 'zypper --non-interactive install bpftool'],
  ['ID=opensuse-leap ID_LIKE=suse,opensuse VERSION_ID=15.6', 'zypper', 'zypper --non-interactive install bpftool'],
  ['ID=void', 'xbps-install', 'xbps-install -Sy bpftool'],
  ['ID=gentoo', 'emerge', 'emerge --ask=n --noreplace dev-util/bpftool'],
  ['ID=openwrt ID_LIKE=lede,openwrt VERSION_ID=24.10.2', 'opkg', 'opkg install bpftool-full'],
  ['ID=openwrt ID_LIKE=lede,openwrt VERSION_ID=25.12.0', 'apk', 'apk add bpftool-full'],
  ['ID=solus VERSION_ID=4.4', 'eopkg', 'eopkg install -y linux-tools'],
  // apt with packages of rpm.
  ['ID=altlinux VERSION_ID=10', 'apt-get rpm', 'apt-get install -y bpftool'],
  ['ID=pclinuxos VERSION_ID=2024 ID_LIKE=mandriva', 'apt-get rpm', 'apt-get install -y bpftool'],
  // A name of two systems: servers with rpm, desktops with Debian's packages.
  ['ID=uos VERSION_ID=20', 'dnf rpm', 'dnf install -y bpftool'],
  ['ID=kylin ID_LIKE=debian VERSION_ID=v10', 'apt-get dpkg', 'apt-get install --yes --no-install-recommends bpftool'],
  ['ID=kylin VERSION_ID=V10', 'dnf rpm', 'dnf install -y bpftool'],
  // No os-release, or one of a distribution that nobody knows.
  ['', 'apt-get dpkg', 'apt-get install --yes --no-install-recommends bpftool'],
  ['', 'dnf', 'dnf install -y bpftool'],
  ['', 'zypper', 'zypper --non-interactive install bpftool'],
  ['', 'pacman', 'pacman -S --needed --noconfirm bpf'],
  ['', 'apk', 'apk add bpftool'],
  ['ID=homemade', 'apt-get dpkg', 'apt-get install --yes --no-install-recommends bpftool'],
  // Children of Debian and Ubuntu.
  ['ID=kali ID_LIKE=debian VERSION_ID=2024.4', 'apt-get dpkg', 'apt-get install --yes --no-install-recommends bpftool'],
  ['ID=Deepin VERSION_ID=20.9', 'apt-get dpkg', 'apt-get install --yes --no-install-recommends bpftool'],
  [
    'ID=linuxmint ID_LIKE=debian VERSION_ID=6 VERSION_CODENAME=faye',
    'apt-get dpkg',
    'apt-get install --yes --no-install-recommends bpftool',
  ],
  // A program of another family is none of this one's: Debian has packages of dnf, zypper and pacman.
  [
    'ID=debian VERSION_ID=12',
    'apt-get dpkg dnf zypper pacman',
    'apt-get install --yes --no-install-recommends bpftool',
  ],
])('on a host of %s with %s in PATH bpftool comes with: %s', (os, programs, command) => {
  expect(told({os, programs}, 'bpftool').commands).toEqual([command]);
});

// A fresh image has no list of packages, and these managers do not fetch it by themselves.
test.each([
  ['ID=alpine VERSION_ID=3.22.1', 'apk', [], ['apk add --update-cache bpftool']],
  ['ID=alpine VERSION_ID=3.22.1', 'apk', ['/var/cache/apk/APKINDEX.b53994b4.tar.gz'], ['apk add bpftool']],
  ['ID=arch', 'pacman', [], ['pacman -Syu --needed --noconfirm bpf']],
  ['ID=arch', 'pacman', ['/var/lib/pacman/sync/core.db'], ['pacman -S --needed --noconfirm bpf']],
  ['ID=gentoo', 'emerge', [], ['emerge-webrsync', 'emerge --ask=n --noreplace dev-util/bpftool']],
  ['ID=gentoo', 'emerge', ['/var/db/repos/gentoo/profiles'], ['emerge --ask=n --noreplace dev-util/bpftool']],
  ['ID=openwrt VERSION_ID=24.10.2', 'opkg', [], ['opkg update', 'opkg install bpftool-full']],
  ['ID=fedora VERSION_ID=42', 'dnf', [], ['dnf install -y bpftool']],
])('%s, %s with the lists %j: %j', (os, programs, indexes, commands) => {
  expect(told({os, programs, indexes}, 'bpftool').commands).toEqual(commands);
});

test('Ubuntu and its children before 25.04 have bpftool in linux-tools, of the Ubuntu that they are made from', () => {
  const release = '6.8.0-51-generic';
  const programs = 'apt-get dpkg';
  const tools = `apt-get install --yes --no-install-recommends linux-tools-${release} linux-tools-common`;
  const own = 'apt-get install --yes --no-install-recommends bpftool';
  for (const [os, command] of [
    ['ID=ubuntu ID_LIKE=debian VERSION_ID=24.04', tools],
    ['ID=linuxmint ID_LIKE=ubuntu,debian VERSION_ID=22 VERSION_CODENAME=wilma UBUNTU_CODENAME=noble', tools],
    ['ID=pop ID_LIKE=ubuntu,debian VERSION_ID=22.04 VERSION_CODENAME=jammy UBUNTU_CODENAME=jammy', tools],
    ['ID=elementary ID_LIKE=ubuntu,debian VERSION_ID=7 VERSION_CODENAME=horus UBUNTU_CODENAME=jammy', tools],
    ['ID=trisquel ID_LIKE=debian VERSION_ID=11.0 VERSION_CODENAME=aramo UBUNTU_CODENAME=jammy', tools],
    // Facts of an earlier version do not tell.
    ['ID=linuxmint ID_LIKE=ubuntu,debian VERSION_ID=22 VERSION_CODENAME=wilma', tools],
    ['ID=ubuntu ID_LIKE=debian VERSION_ID=25.10', own],
    ['ID=neon ID_LIKE=ubuntu,debian VERSION_ID=26.04 UBUNTU_CODENAME=resolute', own],
  ] as const)
    expect([os, told({os, programs, release}, 'bpftool').commands]).toEqual([os, [command]]);
});

test('pahole is a package of its own since Debian 12', () => {
  expect(told({os: 'ID=debian VERSION_ID=11', programs: 'apt-get dpkg'}, 'pahole').commands[0]).toMatch(/ dwarves$/);
  expect(told({os: 'ID=debian VERSION_ID=12', programs: 'apt-get dpkg'}, 'pahole').commands[0]).toMatch(/ pahole$/);
});

test.each([
  ['ID=rocky ID_LIKE=rhel,centos,fedora VERSION_ID=9.4', '--enablerepo=crb '],
  ['ID=rocky ID_LIKE=rhel,centos,fedora VERSION_ID=8.10', '--enablerepo=powertools '],
  ['ID=ol ID_LIKE=fedora VERSION_ID=9.5', '--enablerepo=ol9_codeready_builder '],
  ['ID=rhel ID_LIKE=fedora VERSION_ID=9.6', "'--enablerepo=codeready-builder-for-rhel-9-*-rpms' "],
  ['ID=fedora VERSION_ID=42', ''],
  ['ID=amzn ID_LIKE=fedora VERSION_ID=2023', ''],
])('on %s the repository of libbpf-devel and dwarves is in the command, and only there', (os, option) => {
  const programs = 'dnf';
  expect(told({os, programs}, 'libbpf', 'pahole').commands).toEqual([`dnf install -y ${option}libbpf-devel dwarves`]);
  expect(told({os, programs}, 'clang', 'libelf').commands).toEqual(['dnf install -y clang elfutils-libelf-devel']);
});

test('what release 7 of Red Hat has no package of is said, and not asked for', () => {
  const {text, commands} = told({os: 'ID=centos ID_LIKE=rhel,fedora VERSION_ID=7', programs: 'yum'}, 'clang', 'libbpf');
  expect(commands).toEqual(['yum install -y clang']);
  expect(text).toMatch(/EPEL.*no package of libbpf/);
});

test('no command without its manager in PATH: the names alone', () => {
  for (const os of ['ID=debian VERSION_ID=12', 'ID=fedora VERSION_ID=42', 'ID=arch', 'ID=sles VERSION_ID=15.6']) {
    const {text, commands} = told({os, programs: 'rpm'}, 'bpftool');
    expect(commands).toEqual([]);
    expect(text).toMatch(/Its packages: bpf(tool)?\. But .* is (not )?in PATH here/);
  }
});

test("OpenWrt's git clones over https with a package of its own, and pkgconf is in every release", () => {
  const os = 'ID=openwrt VERSION_ID=25.12.0';
  expect(told({os, programs: 'apk'}, 'git', 'pkg-config').commands).toEqual(['apk add git git-http pkgconf']);
});

test('OpenWrt has no clang: it is said where to compile', () => {
  const {text, commands} = told({os: 'ID=openwrt VERSION_ID=24.10.2', programs: 'opkg'}, 'clang');
  expect(commands).toEqual([]);
  expect(text).toBe(
    'There is no package of clang here: "ebpf hello --build local --remote HOST" on another machine compiles there and runs here.',
  );
});

test('no names of other families where those of the distribution are not known', () => {
  const {text, commands} = told({os: 'ID=chimera VERSION_ID=20250101', programs: 'apk'}, 'libbpf');
  expect(commands).toEqual([]);
  expect(text).toMatch(/Its packages: libbpf-dev \(Debian, Ubuntu\)/);
});

test.each([
  ['root', 0, ['sudo'], ''],
  ['a user with sudo', 1000, ['sudo', 'doas'], 'sudo '],
  ['a user with doas alone', 1000, ['doas'], 'doas '],
  ['a user with neither', 1000, [], ''],
])('%s types what works for him', (_, uid, elevation, prefix) => {
  expect(told({os: 'ID=alpine VERSION_ID=3.22.1', programs: 'apk', uid, elevation}, 'clang').commands).toEqual([
    `${prefix}apk add clang`,
  ]);
});
