import {type Cause, outOfSupport} from '../../in-causes.ts';

export const aptSourceWrongOrEol = {
  title: 'A package source is wrong, or the release is out of support',
  why: 'The entry names a suite, component, architecture or key that the server does not have, or the release has reached its end of life and moved to an archive server.',
  remedy: (e) =>
    e.says(/is expired|not valid yet/i)
      ? 'By the clock here the lists are out of date: set the clock if it is wrong, else take a mirror that is kept up.'
      : 'Find the entry that the line names in /etc/apt/sources.list.d: correct the suite, add [arch=amd64] where only that exists, renew the key, or disable it. Out of support: old-releases.ubuntu.com or archive.debian.org for now, and upgrade the system.',
  decide: 'grep -r "^deb\\|^URIs" /etc/apt/sources.list*; grep VERSION /etc/os-release',
  sources: ['sources.list(5)', 'apt-secure(8)', 'apt apt-pkg/acquire-item.cc, sourcelist.cc'],
  certain: [
    /\b(Packages|Release|InRelease|Sources)\b( \[\S+\])?\s*\n?\s*404 +Not Found/,
    /mirrorlist|No URLs in mirrorlist|Failed to (download|synchronize) (metadata|cache) for repo/,
    /Failed to fetch \S+\/(InRelease|Release|Packages\S*)\s+(40[134]|5\d\d)|Distribution '[^']*' in version '[^']*'[^\n]*not supported/,
    // dnf, yum, zypper and apk.
    /Errors during downloading metadata for repository|Valid metadata not found at|Repository '[^']+' is invalid|alpine\S*\/(v\d\S*|edge\/\S+): (No such file|UNTRUSTED|temporary error)/,
  ],
  strong: [
    /NO_PUBKEY|(repository|InRelease|Release)[^\n]*(is not signed|expired|weak)|GPG error|\/sqv returned an error|Signing key on \S+ is not bound|is unknown trust|public key is not available/,
  ],
  likely: [
    /Failed to fetch[^\n]*404/,
    // The index of a release that has moved to the archive server, whatever else the line says.
    /^(Ign|Err):\d+ \S+ (trusty|precise|artful|zesty|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic|oracular|jessie|stretch|buster)\S* (InRelease|Release)/,
  ],
  confirms: {
    'the release is out of support': outOfSupport,
  },
} satisfies Cause;
