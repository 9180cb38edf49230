import {advise} from '../../remedies/remedy.ts';
import {type Cause, describes, says} from '../cause.ts';

export const aptLockHeld = {
  label: 'apt-lock-held',
  title: 'Another package manager holds the lock',
  why: 'Only one apt or dpkg may run; on a fresh server it is unattended-upgrades or cloud-init for the first minutes. It ends by itself.',
  remedy: advise(
    'Wait for it: `apt-get -o DPkg::Lock::Timeout=600 install ...` (apt 1.9.11 or newer), or `cloud-init status --wait` first. Never delete the lock files, and do not kill dpkg.',
  ),
  decide: 'fuser -v /var/lib/dpkg/lock-frontend; systemctl is-active unattended-upgrades apt-daily',
  sources: ['apt apt-pkg/deb/debsystem.cc, contrib/fileutl.cc', 'dpkg lib/dpkg/dbmodify.c'],
  signatures: [
    says(
      6.5,
      /Failed to lock (apt for exclusive operation|directory \/var\/lib\/apt)|Could not get lock \/var\/(lib|cache)\/(dpkg|apt)|Waiting for (cache|apt|dpkg) lock|removing the lock file is (always wrong|not a solution)|dpkg (frontend|database)( lock)?[^\n]{0,20}(is|was) locked by another process/,
      /Permission denied|are you root/i,
    ),
    says(
      5.2,
      /Unable to (acquire the dpkg frontend lock|lock (the (administration|download|list) directory|directory|database)|obtain lock)|get exclusive lock|regain the system lock|is another process using it\?/,
      /are you root|Permission denied/i,
    ),
    says(
      6,
      /(yum|dnf|rpm|zypp\w{0,20}|pacman|apk|opkg)[^\n]{0,60}\block(ed|file)?\b|Another app is currently holding the yum lock|System management is locked|waiting for process with pid|(can't|cannot|can not) (get|create|obtain) [^\n]*rpm[^\n]*lock|(unable to|could not) lock database/,
    ),
    // rpm-ostree, aptdaemon, PackageKit; and a lock file that is named in whatever language.
    says(
      4.6,
      /\bTransaction in progress: |package system is in use|[Aa]nother package (manager|management application)[^\n]*(running|working|using)|\/var\/(lib|cache)\/(pacman\/db\.lck|dpkg\/lock|apt\/(lists|archives)\/lock)/,
      /Permission denied|are you root/i,
    ),
    says(
      4.5,
      /unattended-upgr[^\n]*(lock|hold|running|apt|dpkg)|(lock|held)[^\n]*unattended-upgr|Resource temporarily unavailable[^\n]*lock|lock[^\n]*Resource temporarily unavailable|dpkg[^\n]{0,20} lock\b/,
      /Permission denied/i,
    ),
    describes(
      /\b(apt(-get)?|dpkg|unattended.upgrades?)\b/,
      /\block(s|ed|ing)?\b|concurrent|at the same time|already running|still running|race\b|races/,
    ),
  ],
} satisfies Cause;
