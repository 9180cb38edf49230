import {readFileSync} from 'node:fs';
import {absent} from '../../src/facts/fact.ts';
import type {Facts} from '../../src/facts/facts.ts';
import type {Situation} from '../../src/kernels/choose.ts';
import {kernelShortfalls, requirementOf} from '../../src/kernels/requirement.ts';
import {type InstalledKernel, type KernelState, parseKernelState} from '../../src/kernels/state.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {changed, savedFacts} from '../saved.ts';

/** What scripts/kernel-state.sh printed on a real host. */
export const savedState = (name: string): KernelState => {
  const state = parseKernelState(readFileSync(new URL(`hosts/${name}.txt`, import.meta.url), 'utf8'));
  if (!state) throw new Error(`not parsed: ${name}`);
  return state;
};

const profiles = chooseProfiles([]);

/** A Debian 12 without BTF, and what apt offers there; `facts` and `state` change it. */
export const situation = (change: Partial<Situation> = {}): Situation => {
  const facts = change.facts ?? withoutBtf('debian-12-cloud-6.1');
  const shortfalls = kernelShortfalls(facts, profiles);
  return {
    facts,
    state: savedState('debian-12-no-btf'),
    shortfalls,
    requirement: requirementOf(profiles, shortfalls),
    preference: 'auto',
    distro: {kernels: [{package: 'linux-image-amd64', release: '6.1.0-50-amd64', removes: []}], passedOver: []},
    ...change,
  };
};

/** Facts of a saved host, but for its BTF. */
export const withoutBtf = (name: string): Facts => changed(savedFacts(name), {btf: {vmlinux: absent}});

/** An installed kernel that suffices, but for what is changed. */
export const kernel = (release: string, change: Partial<InstalledKernel> = {}): InstalledKernel => ({
  release,
  image: 8_000_000,
  initrd: 30_000_000,
  modulesDep: 100_000,
  btf: true,
  package: `linux-image-${release}`,
  ...change,
});
