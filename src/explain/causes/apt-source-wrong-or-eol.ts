import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, noted, says} from '../cause.ts';
import {fact, text} from '../evidence/evidence.ts';
import {serverNotReached} from '../messages/fetch.ts';

export const aptSourceWrongOrEol = {
  label: 'apt-source-wrong-or-eol',
  title: 'A package source is wrong, or the release is out of support',
  why: 'The entry names a suite, component, architecture or key that the server does not have, or the release has reached its end of life and moved to an archive server.',
  remedy: (e) =>
    text(e, /is expired|not valid yet/i)
      ? advise(
          'By the clock here the lists are out of date: set the clock if it is wrong, else take a mirror that is kept up.',
        )
      : advise(
          'Find the entry that the line names in /etc/apt/sources.list.d: correct the suite, add [arch=amd64] where only that exists, renew the key, or disable it. Out of support: old-releases.ubuntu.com or archive.debian.org for now, and upgrade the system.',
        ),
  decide: 'grep -r "^deb\\|^URIs" /etc/apt/sources.list*; grep VERSION /etc/os-release',
  sources: ['sources.list(5)', 'apt-secure(8)', 'apt apt-pkg/acquire-item.cc, sourcelist.cc'],
  signatures: [
    says(6, /(does(n't| not| no longer) have|no longer has) a Release file/),
    says(
      5,
      /\b(Packages|Release|InRelease|Sources)\b( \[\S+\])?\s*\n?\s*404 +Not Found|404 +Not Found[^\n]*\b(Packages|Release|InRelease)\b|doesn't support architecture|skipped since component|skipping acquire of configured file/,
    ),
    says(
      4.8,
      /NO_PUBKEY|(repository|InRelease|Release)[^\n]*(is not signed|expired|not valid yet|changed its '|weak)|GPG error|previous index files will be used|\/sqv returned an error|Signing key on \S+ is not bound|main: BAD signature|is unknown trust|EXPKEYSIG|KEYEXPIRED|signatures? (couldn't be verified|were invalid)|public key is not available/,
    ),
    says(
      5.2,
      /Malformed (entry|line|stanza)[^\n]*(list|sources)?|Type '[^']*' is not known on line|Conflicting values set for option Signed-By|The list of sources could not be read/,
    ),
    says(
      5,
      /mirrorlist|No URLs in mirrorlist|Cannot find a valid baseurl for repo|Failed to (download|synchronize) (metadata|cache) for repo|repomd\.xml[^\n]*(404|error|fail)|vault\.centos/,
    ),
    says(
      4.4,
      /old-releases\.ubuntu|archive\.debian\.org|end[- ]of[- ]life|\bEOL\b(?! while)|(release|distribution|distro|ubuntu|debian|centos|fedora|suite|repositor\w{0,20})[^\n]{0,40}no longer supported/,
      /kernel|python|node/i,
    ),
    says(3, /Failed to fetch[^\n]*404/),
    says(
      5,
      /Unable to find expected entry '[^']+' in Release file|Clearsigned file isn't valid|Failed to fetch \S+\/(InRelease|Release|Packages\S*)\s+(40[134]|5\d\d)|Distribution '[^']*' in version '[^']*'[^\n]*not supported/,
    ),
    // dnf, yum, zypper and apk.
    says(
      5,
      /Errors during downloading metadata for repository|All mirror URLs are not using|Valid metadata not found at|Repository '[^']+' is invalid|alpine\S*\/(v\d\S*|edge\/\S+): (No such file|UNTRUSTED|temporary error)/,
    ),
    says(3.4, /is configured multiple times in \S*sources\.list/),
    // The index of a release that has moved to the archive server, whatever else the line says.
    says(
      3.6,
      /^(Ign|Err):\d+ \S+ (trusty|precise|artful|zesty|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic|oracular|jessie|stretch|buster)\S* (InRelease|Release)/,
    ),
    says(3.4, /Something wicked happened resolving/),
    says(
      4.8,
      /Cannot add PPA|user or team does not exist|method driver \S+ could not be found|Conflicting distribution: |E: Release '[^']+' for '[^']+' was not found|is invalid for APT::Default-Release/,
    ),
    says(4, /\bPPA\b[^\n]*\b(no|any) (packages?|builds?|release)\b[^\n]*\bfor\b/),
    // A version of LLVM that the distribution has not: its own archive is not, or wrongly, among the sources.
    says(2.6, /Unable to locate package (clang|llvm|lld|libclang|libllvm)\S*-\d+/),
    says(2.5, /Some index files failed to download/),
    says(4.2, /Unable to locate package linux-(image|headers)-\S*(liquorix|xanmod|surface|zabbly|tkg|t2|proxmox)/),
    noted(3, /end[- ]of[- ]life|\beol\b|old-releases|archive\.debian/),
    describes(
      /\bapt\b|repositor|sources\.list|mirror/,
      /end.of.life|\bEOL\b|archived?\b|renamed|no longer (supported|available|hosted|exists?)|wrong (codename|suite)/,
      /update|404|fail|break|broke|chang|replac|not found|point|move/,
    ),
  ],
  clues: [
    clue(
      2.6,
      'the release is out of support',
      (e) =>
        /\b(bullseye|buster|stretch|jessie|disco|eoan|cosmic|artful|zesty|groovy|hirsute|impish|kinetic|lunar|mantic|trusty|precise)\b/i.test(
          e.text,
        ) ||
        /ubuntu (19|21|23)\.|ubuntu 20\.10|ubuntu 22\.10|debian (8|9|10)\b|centos (linux )?[678]\b/i.test(e.distro),
    ),
    clue(2, 'the source is named', (e) => fact(e, /^apt source: /m) && text(e, /Unable to locate/i)),
    clue(-3, 'the server was not reached at all', (e) => text(e, serverNotReached)),
    clue(-1.5, 'a package file, not an index, is missing', (e) => text(e, /\.deb\b[^\n]*404/i)),
  ],
} satisfies Cause;
