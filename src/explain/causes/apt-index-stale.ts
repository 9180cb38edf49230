import {advise, asRoot} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, noted, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';
import {serverNotReached} from '../messages/fetch.ts';

export const aptIndexStale = {
  label: 'apt-index-stale',
  title: 'The package lists are older than the archive',
  why: 'apt asks for a version that the mirror has replaced since the lists were fetched (404), or the lists were never fetched, as in a fresh container.',
  remedy: (e) =>
    // Setup fetches them anew before it gives up.
    e.stage === 'packages'
      ? advise(
          'The lists and the mirror disagree even when fetched anew: the mirror may be in the middle of an update. Try again later, or another mirror.',
        )
      : asRoot('Fetch the lists, then install again. In a Dockerfile do both in one RUN.', ['apt-get', 'update']),
  decide: 'ls -lt /var/lib/apt/lists | head -3',
  sources: ['apt-get(8)', 'apt apt-pkg/acquire-item.cc'],
  signatures: [
    says(4.8, /Failed to fetch \S+\.u?deb\b[^\n]*404/),
    says(4.4, /Unable to fetch some archives, maybe run apt-get update|run apt(-get)? update/),
    says(
      3.6,
      /\.deb[^\n]*404 +Not Found|404 +Not Found[^\n]*\.deb|Err:\d+ [^\n]*\b(amd64|arm64|all)\b [^\n]*\d\n\s*404/,
    ),
    says(4.4, /(Hash Sum|Size) mismatch|File has unexpected size|Mirror sync in progress/),
    says(3, /E: Unable to locate package (?!linux-(headers|tools|image|cloud|modules)-?\d)[\w.+-]+/),
    says(
      2.6,
      /Couldn't find any package by (glob|regex) '(?!linux-)|Package '(?!linux-)[\w.+-]+' has no installation candidate/,
    ),
    says(
      3,
      /(package|apt) (lists?|index(es)?|cache)[^\n]{0,30}(stale|old|out of date|outdated|expired|empty|refresh|update)/,
    ),
    says(
      4.2,
      /Package (?!linux-)\S+ is not available, but is referred to by another package|package mentioned in index not found/,
    ),
    says(4.6, /E: Version '[^']+' for '(?!linux-)[^']+' was not found/),
    says(4.8, /Status code: 404 for \S+\.rpm/),
    says(3, /The requested URL returned error: 404[^\n]*\.(rpm|apk|pkg)|failed retrieving file/),
    noted(3, /apt(-get)? update: (not|never|no)\b|(apt\/lists|package lists): (empty|missing|old|stale)/),
    describes(
      /\bapt(-get)?( -\S+)* update|package lists?|\bapt\b[^\n]*\blists?\b|apt lists?|index/,
      /not run|stale|old|outdated|before[^\n]{0,20}install|missing|refresh|forgot|lacks?\b|without/,
    ),
  ],
  clues: [
    clue(-4, 'the server was not reached at all', (e) => text(e, serverNotReached)),
    clue(
      -2.2,
      'the release is out of support',
      (e) =>
        /\b(bullseye|buster|stretch|jessie|disco|eoan|cosmic|artful|zesty|groovy|hirsute|impish|kinetic|lunar|mantic|trusty|xenial|precise)\b/i.test(
          e.text,
        ) || /ubuntu (19|21|23)\.|ubuntu 20\.10|ubuntu 22\.10|debian (8|9|10)\b/i.test(e.distro),
    ),
    clue(-3, 'the index itself is not there', (e) =>
      text(e, /Release file|Packages\s*\n?\s*404|\bRelease\s*\n\s*404/i),
    ),
  ],
} satisfies Cause;
