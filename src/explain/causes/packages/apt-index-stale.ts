import {asRoot, type Cause, serverNotReached} from '../../in-causes.ts';

export const aptIndexStale = {
  title: 'The package lists are older than the archive',
  why: 'apt asks for a version that the mirror has replaced since the lists were fetched (404), or the lists were never fetched, as in a fresh container.',
  remedy: (e) =>
    // Setup fetches them anew before it gives up.
    e.stage === 'packages'
      ? 'The lists and the mirror disagree even when fetched anew: the mirror may be in the middle of an update. Try again later, or another mirror.'
      : asRoot('Fetch the lists, then install again. In a Dockerfile do both in one RUN.', ['apt-get', 'update']),
  decide: 'ls -lt /var/lib/apt/lists | head -3',
  sources: ['apt-get(8)', 'apt apt-pkg/acquire-item.cc'],
  strong: [
    /Failed to fetch \S+\.u?deb\b[^\n]*404/,
    /Package (?!linux-)\S+ is not available, but is referred to by another package/,
    /E: Version '[^']+' for '(?!linux-)[^']+' was not found/,
    /Status code: 404 for \S+\.rpm/,
  ],
  likely: [
    /E: Unable to locate package (?!linux-(headers|tools|image|cloud|modules)-?\d)[\w.+-]+/,
    {noted: /apt(-get)? update: (not|never|no)\b|(apt\/lists|package lists): (empty|missing|old|stale)/},
  ],
  hint: [
    /Couldn't find any package by (glob|regex) '(?!linux-)|Package '(?!linux-)[\w.+-]+' has no installation candidate/,
  ],
  excludes: {
    'the server was not reached at all': serverNotReached,
    'the server, or a proxy, refuses or fails': /Failed to fetch \S+\s{1,8}(?:40[137]|5\d\d)\b/,
  },
} satisfies Cause;
