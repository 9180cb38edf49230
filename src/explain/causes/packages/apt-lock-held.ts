import type {Cause} from '../../in-causes.ts';

export const aptLockHeld = {
  title: 'Another package manager holds the lock',
  why: 'Only one apt or dpkg may run; on a fresh server it is unattended-upgrades or cloud-init for the first minutes. It ends by itself.',
  remedy:
    'Wait for it: `apt-get -o DPkg::Lock::Timeout=600 install ...` (apt 1.9.11 or newer), or `cloud-init status --wait` first. Never delete the lock files, and do not kill dpkg.',
  decide: 'fuser -v /var/lib/dpkg/lock-frontend; systemctl is-active unattended-upgrades apt-daily',
  sources: ['apt apt-pkg/deb/debsystem.cc, contrib/fileutl.cc', 'dpkg lib/dpkg/dbmodify.c'],
  certain: [
    // Ansible, aptitude, apt before 1.9 and the library of Python.
    /Failed to lock (apt for exclusive operation|directory \/var\/lib\/apt)|Could not get lock \/var\/(lib|cache)\/(dpkg|apt)|Waiting for (apt|dpkg) lock|regain the system lock|is another process using it\?/,
    /(yum|dnf|rpm|zypp\w{0,20}|pacman|apk|opkg)[^\n]{0,60}\block(ed|file)?\b|Another app is currently holding the yum lock|(unable to|could not) lock database/,
  ],
  strong: [
    // rpm-ostree, aptdaemon, PackageKit; and a lock file that is named in whatever language.
    /\bTransaction in progress: |package system is in use|\/var\/(lib|cache)\/(pacman\/db\.lck|dpkg\/lock|apt\/(lists|archives)\/lock)/,
  ],
} satisfies Cause;
