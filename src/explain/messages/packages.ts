import {listOf, messagesOf, speaking} from '../message.ts';

const tree = 'https://salsa.debian.org/apt-team/apt/-/blob/3.1.12';
const dpkgTree = 'https://git.dpkg.org/cgit/dpkg/dpkg.git/tree';

export const apt = messagesOf('apt', tree, {
  temporary: ["Temporary failure resolving '%s'", 'methods/connect.cc'],
  noHost: ["Could not resolve '%s'", 'methods/connect.cc'],
  noConnection: ['Could not connect to %s:%s (%s).', 'methods/connect.cc'],
  notBegun: ['Cannot initiate the connection to %s:%s (%s).', 'methods/connect.cc'],
  timedOut: ['Could not connect to %s:%s (%s), connection timed out', 'methods/connect.cc'],
  wicked: ["Something wicked happened resolving '%s:%s'", 'methods/connect.cc', {likely: 'apt-source-wrong-or-eol'}],
  kept: [
    'The following packages have been kept back:',
    'apt-private/private-output.cc',
    {likely: 'apt-held-broken-packages'},
  ],
  ended: ['Operation was interrupted before it could finish', 'apt-pkg/deb/dpkgpm.cc', {strong: 'dpkg-interrupted'}],
  room: ["You don't have enough free space in %s.", 'apt-private/private-download.cc'],
});

/** Another package manager is at work. */
export const lockHeld = speaking({certain: 'apt-lock-held'}, [
  ...listOf('apt', `${tree}/apt-pkg/contrib/fileutl.cc`, [
    'Could not get lock %s. It is held by process %d',
    ['removing the lock file is not a solution', {since: '1.9.2'}],
  ]),
  ...listOf('apt', `${tree}/apt-pkg/deb/debsystem.cc`, [
    'Waiting for cache lock: %s',
    'Unable to acquire the dpkg frontend lock (%s), is another process using it?',
    'Unable to lock the administration directory (%s), is another process using it?',
  ]),
  ...listOf('apt', `${tree}/apt-pkg/acquire.cc`, ['Unable to lock directory %s']),
  ...listOf('apt', `${tree}/apt-private/private-download.cc`, ['Unable to lock the download directory']),
  ...listOf('dpkg', `${dpkgTree}/lib/dpkg/file.c`, [
    '%s was locked by another process',
    '%s was locked by %s process with pid %d',
    'Note: removing the lock file is always wrong, ',
  ]),
]);

/** What was asked for cannot be had together. */
export const unmet = speaking({strong: 'apt-held-broken-packages'}, [
  ...listOf('apt', `${tree}/apt-private/private-output.cc`, [
    'The following packages have unmet dependencies:',
    ['Unsatisfied dependencies:', {since: '2.9.0'}],
    'but it is not going to be installed',
    'but it is not installable',
  ]),
  ...listOf('apt', `${tree}/apt-pkg/algorithms.cc`, [
    'Unable to correct problems, you have held broken packages.',
    'Error, pkgProblemResolver::Resolve generated breaks, this may be caused by held packages.',
  ]),
  ...listOf('apt', `${tree}/apt-pkg/solver3.cc`, [
    ['Unable to satisfy dependencies. Reached two conflicting %s', {since: '2.9.33'}],
  ]),
  ...listOf('apt', `${tree}/apt-private/private-cachefile.cc`, [
    'Unable to correct dependencies',
    "Unmet dependencies. Try 'apt --fix-broken install' with no packages (or specify a solution).",
  ]),
  ...listOf('apt', `${tree}/apt-private/private-install.cc`, [
    'Held packages were changed and -y was used without --allow-change-held-packages.',
    'Packages were downgraded and -y was used without --allow-downgrades.',
  ]),
  ...listOf('dpkg', `${dpkgTree}/src/main/archives.c`, ["trying to overwrite '%s', which is also in package %s"]),
  ...listOf('dpkg', `${dpkgTree}/src/main/enquiry.c`, ['cannot satisfy pre-dependencies for %s (wanted due to %s)']),
]);

/** The lists are older than what the mirror has. */
export const stale = speaking({strong: 'apt-index-stale'}, [
  ...listOf('apt', 'https://salsa.debian.org/apt-team/apt/-/blob/3.0.0/apt-private/private-install.cc', [
    ['Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?', {until: '3.1.0'}],
  ]),
  ...listOf('apt', `${tree}/apt-private/private-install.cc`, [
    ['Unable to fetch some archives, maybe run apt update or try with --fix-missing?', {since: '3.1.0'}],
  ]),
  ...listOf('apt', `${tree}/apt-pkg/acquire-item.cc`, ['Hash Sum mismatch', 'Size mismatch']),
  ...listOf('apt', `${tree}/methods/basehttp.cc`, [
    'File has unexpected size (%llu != %llu). Mirror sync in progress?',
  ]),
]);

/** An entry of the sources that the server does not have, or whose signature is none. */
export const wrongSource = {
  certain: speaking({certain: 'apt-source-wrong-or-eol'}, [
    ...listOf('apt', 'https://salsa.debian.org/apt-team/apt/-/blob/1.4.9/apt-pkg/acquire-item.cc', [
      ["The repository '%s' does no longer have a Release file.", {since: '1.3', until: '1.5'}],
      ["Unable to find expected entry '%s' in Release file", {since: '0.8.11', until: '1.5'}],
    ]),
    ...listOf('apt', `${tree}/apt-pkg/acquire-item.cc`, [
      "The repository '%s' does not have a Release file.",
      "The repository '%s' no longer has a Release file.",
      "Clearsigned file isn't valid, got '%s'",
      "Skipping acquire of configured file '%s' as repository '%s' doesn't %s",
    ]),
    ...listOf('apt', `${tree}/apt-pkg/sourcelist.cc`, [
      'Malformed entry %u in %s file %s',
      'Malformed line %u in source list %s',
      'Malformed stanza %u in source list %s',
      "Type '%s' is not known on line %u in source list %s",
      "Type '%s' is not known on stanza %u in source list %s",
    ]),
    ...listOf('apt', `${tree}/apt-pkg/cachefile.cc`, ['The list of sources could not be read.']),
  ]),
  strong: speaking({strong: 'apt-source-wrong-or-eol'}, [
    ...listOf('apt', `${tree}/apt-pkg/acquire-item.cc`, [
      "The repository '%s' is not signed.",
      "The repository '%s' is no longer signed.",
      'Release file for %s is expired (invalid since %s).',
      'Release file for %s is not valid yet (invalid for another %s).',
      "Repository '%s' changed its '%s' value from '%s' to '%s'",
      'The repository is not updated and the previous index files will be used.',
      'Conflicting distribution: %s (expected %s but got %s)',
    ]),
    ...listOf('apt', `${tree}/methods/gpgv.cc`, [
      "The following signatures couldn't be verified because the public key is not available:",
      'The following signatures were invalid:',
      'At least one invalid signature was encountered.',
    ]),
    ...listOf('apt', `${tree}/apt-pkg/acquire-worker.cc`, ['The method driver %s could not be found.']),
    ...listOf('apt', `${tree}/apt-pkg/cacheset.cc`, ["Release '%s' for '%s' was not found"]),
    ...listOf('apt', `${tree}/apt-pkg/policy.cc`, ["The value '%s' is invalid for APT::Default-Release"]),
  ]),
};

/** dpkg did not get to its end. */
export const interrupted = speaking({certain: 'dpkg-interrupted'}, [
  ...listOf('apt', `${tree}/apt-pkg/deb/debsystem.cc`, [
    "dpkg was interrupted, you must manually run '%s' to correct the problem.",
  ]),
  ...listOf('apt', `${tree}/apt-pkg/algorithms.cc`, [
    "The package %s needs to be reinstalled, but I can't find an archive for it.",
  ]),
  ...listOf('dpkg', `${dpkgTree}/lib/dpkg/db-fsys-files.c`, ["files list file for package '%s' %s"]),
  ...listOf('dpkg', `${dpkgTree}/src/main/enquiry.c`, [
    'The following packages are only half configured, probably due to problems',
    'The following packages are only half installed, due to problems during',
    'The following packages are in a mess due to serious problems during',
    'The following packages have been unpacked but not yet configured.',
  ]),
]);
