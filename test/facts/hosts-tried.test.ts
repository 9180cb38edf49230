import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {valueIfKnown} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {probeScript} from '../../src/facts/probe.ts';
import {localHost} from '../../src/hosts/local.ts';
import {notRoot, testWith} from '../lab/needs.ts';
import {surprises, truths} from './surprises.ts';

const folder = new URL('../saved/', import.meta.url);
const hosts = readdirSync(folder)
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Facts)
  .filter(({attach}) => attach?.state === 'known');

describe('every version and option of the table holds on every host that was tried', () => {
  test('there are such hosts', () => expect(hosts.length).toBeGreaterThan(3));
  test.each(hosts.map((facts) => [facts.host, facts] as const))('%s', (_, facts) =>
    expect(surprises(facts)).toEqual([]),
  );
});

testWith(notRoot)('and on the running kernel', async () => {
  const {stdout} = await localHost().run(['sh', '-s'], {input: probeScript({attach: 'always'})});
  const facts = parseProbe(stdout.toString(), 'localhost');
  if (!facts) throw new Error('no probe');
  expect(Object.keys(valueIfKnown(facts.attach ?? {state: 'absent'})?.probes ?? {}).length).toBeGreaterThan(70);
  expect(surprises(facts)).toEqual([]);
});

/** What each kernel can do, as it was found by loading and attaching there: the rows that tell kernels apart. */
const truthsOf = (host: string, ...ids: readonly string[]) => {
  const facts = hosts.find((entry) => entry.host === host);
  if (!facts) throw new Error(`no facts of ${host}`);
  return truths(facts, ...ids);
};

test('kernels are told apart by what they did', () => {
  const rows = [
    'kprobe',
    'kprobe-multi',
    'fentry',
    'lsm',
    'tcx',
    'isa-v4',
    'helper-loop',
    'memcg-accounting',
    'map-arena',
  ];
  // bpf is not in the list of security modules of Debian 11: a program attaches to a hook and is never called.
  expect(truthsOf('debian-11-cloud-5.10', ...rows)).toEqual([
    'works',
    'unsupported',
    'works',
    'blocked',
    'unsupported',
    'unsupported',
    'unsupported',
    'unsupported',
    'unsupported',
  ]);
  expect(truthsOf('debian-12-cloud-6.1', ...rows)).toEqual([
    'works',
    'unsupported',
    'works',
    'works',
    'unsupported',
    'unsupported',
    'works',
    'works',
    'unsupported',
  ]);
  expect(truthsOf('debian-13-cloud-6.12', ...rows)).toEqual([
    'works',
    'works',
    'works',
    'works',
    'works',
    'works',
    'works',
    'works',
    'works',
  ]);
  expect(new Set(truthsOf('debian-14-cloud-7.2', ...rows, 'sched-ext', 'kprobe-session', 'token'))).toEqual(
    new Set(['works']),
  );
  expect(truthsOf('debian-12-microvm-6.18-tried', ...rows)).toEqual([
    'unsupported',
    'unsupported',
    'blocked',
    'blocked',
    'works',
    'works',
    'works',
    'works',
    'works',
  ]);
  // On arm64 before 6.4 trampolines load and can't be attached (ENOTSUPP).
  const trampolines = ['fentry', 'fmod-ret', 'lsm'];
  expect(truthsOf('initramfs-arm64-6.1', ...trampolines)).toEqual(Array(3).fill('unsupported'));
  expect(truthsOf('initramfs-arm64-6.12', ...trampolines)).toEqual(Array(3).fill('works'));
  // Rights that are missing say nothing of the kernel; a filter that refuses what the rights allow is a block.
  for (const host of ['debian-13-cloud-6.12-user', 'debian-12-microvm-6.18-userns']) {
    expect(new Set(truthsOf(host, ...rows))).toEqual(new Set(['inconclusive']));
  }
  expect(new Set(truthsOf('debian-12-microvm-6.18-seccomp', ...rows))).toEqual(new Set(['blocked']));
});
