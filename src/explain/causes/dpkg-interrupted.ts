import {asRoot} from '../../remedies/remedy.ts';
import {type Cause, describes, says} from '../cause.ts';

export const dpkgInterrupted = {
  label: 'dpkg-interrupted',
  title: 'An earlier dpkg run was interrupted',
  why: 'dpkg was killed or lost its terminal half-way; packages are unpacked but not configured, and apt refuses to go on until that is finished.',
  remedy: asRoot('Let dpkg finish, then repeat what you wanted to install.', ['dpkg', '--configure', '-a']),
  decide: 'dpkg --audit; ls /var/lib/dpkg/updates',
  sources: ['apt apt-pkg/deb/debsystem.cc', 'dpkg(1)'],
  signatures: [
    says(7, /dpkg was interrupted/),
    says(
      5,
      /needs to be reinstalled, but I can't find an archive|files list file for package|subprocess was interrupted/,
    ),
    says(4, /Operation was interrupted before it could finish/),
    says(4.4, /run '?"?(sudo )?dpkg --configure -a/, /No space left|mkinitramfs/i),
    says(
      5,
      /very bad inconsistent state|should\s+reinstall it before attempting|half-(configured|installed)|not fully installed or removed|unfinished transactions|is in a half|triggers? pending/,
      /depends on/i,
    ),
    says(4.8, /parsing file '\/var\/lib\/dpkg\/(status|updates)|\/var\/lib\/dpkg\/updates/),
    // dpkg --audit, src/main/enquiry.c.
    says(
      6,
      /packages (are (only half (installed|configured)|in a mess)|have been unpacked but not yet configured)|must be configured using dpkg --configure|but the trigger processing has not yet been done/,
    ),
    says(
      5,
      /files list file for package '[^']*' (is )?missing|E: Internal Error, No file name for|APT had planned for dpkg to do more|\/dpkg (received signal|exited unexpectedly)|was killed by signal \((Killed|Terminated|Hangup)\)/,
    ),
    // rpm's database after a process of it has died: lib/backend/db3.c.
    says(5, /DB_RUNRECOVERY|Thread died in Berkeley DB|rpmdb open failed/),
    describes(
      /\b(dpkg|apt(-get)?|unattended.upgrades?|package (install|upgrade)\w*)\b/,
      /interrupt|half-(installed|configured)|was killed|aborted|power (loss|cut)|rebooted (during|while)/,
    ),
  ],
} satisfies Cause;
