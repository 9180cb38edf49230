import tracefs from '../../src/checks/fs/tracefs.ts';
import {absent, known, unreadable} from '../../src/facts/fact.ts';
import {changed} from '../saved.ts';
import {base} from './cases.ts';

const place = '/sys/kernel/tracing';
const libbpf = (version: string, path: string) => ({name: 'libbpf', version, path}) as const;
const mounted = changed(base, {
  tracing: {directory: known(place)},
  mounts: known([{type: 'tracefs', path: place, options: ['rw']}]),
});

test('of two libbpf the newest decides, as in every other check', () => {
  const old = libbpf('0.5.0', '/usr/lib/x86_64-linux-gnu/pkgconfig/libbpf.pc');
  const both = [old, libbpf('1.5.0', '/usr/local/lib/pkgconfig/libbpf.pc')];
  const verdict = (libraries: typeof both) =>
    tracefs.evaluate(changed(mounted, {development: {libraries: known(libraries)}})).verdict;
  expect(verdict(both)).toBe('pass');
  expect(verdict([old])).toBe('fail');
});

test('without a list of mounts a closed directory is not one that is not mounted', () => {
  const closed = changed(base, {
    tracing: {directory: unreadable('permission denied: /sys/kernel/debug')},
    mounts: unreadable('permission denied'),
  });
  expect(tracefs.evaluate(closed)).toMatchObject({verdict: 'unknown'});
  expect(tracefs.evaluate(changed(closed, {tracing: {directory: absent}}))).toMatchObject({verdict: 'fail'});
});

test('why a mounted tracefs could not be looked into is said, and a user is told who may', () => {
  const directory = (reason: string, uid = 0) =>
    tracefs.evaluate(changed(mounted, {tracing: {directory: unreadable(reason)}, privileges: {uid: known(uid)}}));
  expect(directory('permission denied: /sys/kernel/tracing', 1000)).toMatchObject({
    verdict: 'unknown',
    found: 'tracefs could not be read: permission denied: /sys/kernel/tracing',
    remedy: {text: expect.stringContaining('as root')},
  });
  // Whatever a host calls it.
  expect(directory("can't open: Keine Berechtigung", 1000)).toHaveProperty('remedy');
  expect(directory('reading files did not answer within 26 s')).toMatchObject({
    verdict: 'unknown',
    found: expect.stringContaining('did not answer within 26 s'),
  });
});
