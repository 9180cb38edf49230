import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {expect} from '@jest/globals';
import {parseProbe} from '../../src/facts/parse.ts';
import {probeScript} from '../../src/facts/probe.ts';
import {surprises, truths} from '../facts/surprises.ts';
import {lacking, testWith} from '../lab/needs.ts';
import {root} from './prober.ts';

/** The kernels of Debian's releases, and what they must be found able to do, by loading and attaching there. */
const kernels = [
  [
    'amd64',
    'bullseye',
    {kprobe: 'works', fentry: 'works', lsm: 'blocked', 'map-task-storage': 'unsupported', 'isa-v4': 'unsupported'},
  ],
  [
    'amd64',
    'bookworm',
    {kprobe: 'works', fentry: 'works', lsm: 'works', tcx: 'unsupported', 'memcg-accounting': 'works'},
  ],
  [
    'amd64',
    'trixie',
    {kprobe: 'works', 'kprobe-multi': 'works', fentry: 'works', lsm: 'works', tcx: 'works', 'map-arena': 'works'},
  ],
  ['arm64', 'bookworm', {kprobe: 'works', fentry: 'unsupported', lsm: 'unsupported', 'tp-btf': 'works'}],
] as const;

for (const [arch, suite, expected] of kernels) {
  const emulator = arch === 'amd64' ? 'qemu-system-x86_64' : 'qemu-system-aarch64';
  testWith(
    lacking(emulator, 'cpio', 'apt-get'),
    !process.env.CI && !process.env.EBPF_LAB && 'it fetches a kernel and emulates it for half a minute: set EBPF_LAB=1',
  )(`the kernel of ${suite} on ${arch}`, async () => {
    const {stdout, stderr} = spawnSync(path.join(root, 'test/lab/kernel.sh'), [arch, suite], {
      input: probeScript({attach: 'always'}),
      encoding: 'utf8',
    });
    const facts = parseProbe(stdout, suite);
    if (!facts) throw new Error(`no probe: ${stderr}`);
    expect(facts.attach).toMatchObject({state: 'known'});
    expect(truths(facts, ...Object.keys(expected))).toEqual(Object.values(expected));
    expect(surprises(facts)).toEqual([]);
  });
}
