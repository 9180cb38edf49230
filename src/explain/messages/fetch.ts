import {messagesOf} from '../message.ts';

export const git = messagesOf('git', 'https://github.com/git/git/blob/v2.47.0', {
  noBranch: ['Remote branch %s not found in upstream %s', 'builtin/clone.c'],
  noRef: ["couldn't find remote ref %s", 'remote.c'],
  notOurs: ['upload-pack: not our ref %s', 'upload-pack.c'],
  unadvertised: ['Server does not allow request for unadvertised object %s', 'fetch-pack.c'],
  noRepository: ["repository '%s' not found", 'remote-curl.c'],
  absent: ["repository '%s' does not exist", 'builtin/clone.c'],
  notOne: ["'%s' does not appear to be a git repository", 'builtin/receive-pack.c'],
  noName: ['could not read Username for %s', 'prompt.c'],
  login: ["Authentication failed for '%s'", 'remote-curl.c'],
  owner: ["detected dubious ownership in repository at '%s'", 'setup.c', {since: '2.35.4'}],
  unsafe: ["unsafe repository ('%s' is owned by someone else)", 'setup.c', {since: '2.35.2', until: '2.35.4'}],
  early: ['early EOF', 'builtin/index-pack.c'],
  index: ['index-pack failed', 'fetch-pack.c'],
  hungUp: ['the remote end hung up unexpectedly', 'pkt-line.c'],
  rpc: ['RPC failed; %s', 'remote-curl.c'],
  noConnection: ['unable to connect to %s:\n%s', 'connect.c'],
  noTree: ["could not create work tree dir '%s'", 'builtin/clone.c'],
});

/** What git, and whatever else fetches with libcurl, passes on. */
export const curl = messagesOf('curl', 'https://github.com/curl/curl/blob/curl-8_10_0/lib', {
  noHost: ['Could not resolve host: %s', 'hostip.c'],
  noConnection: ['Failed to connect to %s port %u', 'connect.c'],
  noServer: ["Couldn't connect to server", 'strerror.c', {until: '8.9'}],
  chain: ['server certificate verification failed. CAfile: %s', 'vtls/gtls.c', {until: '8.10'}],
  certificate: ['SSL certificate problem: %s', 'vtls/openssl.c'],
});

/** strerror(3) of the C library. */
export const errors = messagesOf('libc', 'https://sourceware.org/git/?p=glibc.git;a=blob;f=sysdeps/gnu', {
  room: ['No space left on device', 'errlist.h'],
  quota: ['Disk quota exceeded', 'errlist.h'],
  readOnly: ['Read-only file system', 'errlist.h'],
  denied: ['Permission denied', 'errlist.h'],
  notPermitted: ['Operation not permitted', 'errlist.h'],
  unreachable: ['Network is unreachable', 'errlist.h'],
});
