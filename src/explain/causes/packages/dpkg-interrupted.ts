import {asRoot, type Cause} from '../../in-causes.ts';

export const dpkgInterrupted = {
  title: 'An earlier dpkg run was interrupted',
  why: 'dpkg was killed or lost its terminal half-way; packages are unpacked but not configured, and apt refuses to go on until that is finished.',
  remedy: asRoot('Let dpkg finish, then repeat what you wanted to install.', ['dpkg', '--configure', '-a']),
  decide: 'dpkg --audit; ls /var/lib/dpkg/updates',
  sources: ['apt apt-pkg/deb/debsystem.cc', 'dpkg(1)'],
  certain: [
    /very bad inconsistent state|should\s+reinstall it before attempting/,
    /dpkg was interrupted|must be configured using dpkg --configure|E: Internal Error, No file name for|\/dpkg (received signal|exited unexpectedly)/,
  ],
} satisfies Cause;
