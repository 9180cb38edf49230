import {known} from '../../src/facts/fact.ts';
import {chooseKernel} from '../../src/kernels/choose.ts';
import {kernelShortfalls, requirementOf} from '../../src/kernels/requirement.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {changed, savedFacts} from '../saved.ts';
import {kernel, savedState, situation} from './situation.ts';

const debian12 = savedFacts('debian-12-cloud-6.1');

const needOf = (profile: string, facts = debian12) => {
  const profiles = chooseProfiles([profile]);
  const shortfalls = kernelShortfalls(facts, profiles);
  return {shortfalls, requirement: requirementOf(profiles, shortfalls)};
};

test('a kernel that is too old for what a profile requires falls short, and a newer one has to reach that version', () => {
  const {shortfalls, requirement} = needOf('sched-ext');
  expect(shortfalls.map(({check, since}) => [check, since])).toEqual(
    expect.arrayContaining([
      ['feature.sched-ext', '6.12'],
      ['kconfig.sched-ext', undefined],
    ]),
  );
  expect(requirement).toEqual({btf: true, minimum: '6.12'});
});

test('it suffices for the profiles that ask for less', () => {
  expect(needOf('libbpf')).toEqual({shortfalls: [], requirement: {btf: true, minimum: '5.8'}});
});

test('a feature that the host keeps from a kernel that is new enough asks for no other kernel', () => {
  const facts = changed(debian12, {kernel: {release: known('6.18.0-1-amd64')}});
  expect(needOf('sched-ext', facts).shortfalls.map(({check}) => check)).not.toContain('feature.sched-ext');
});

test('installed kernels that are too old for it are passed over', () => {
  const installed = ['6.1.0-56-amd64', '6.12.9-1-amd64'].map((release) => kernel(release));
  const state = savedState('debian-12-no-btf');
  const given = {...needOf('sched-ext'), facts: debian12, state: {...state, kernels: [...state.kernels, ...installed]}};
  expect(chooseKernel(situation(given)).choice).toEqual({kind: 'installed', release: '6.12.9-1-amd64'});
  const older = {...given, state: {...state, kernels: [...state.kernels, kernel('6.1.0-56-amd64')]}};
  expect(chooseKernel(situation(older)).passedOver).toContainEqual({
    what: '6.1.0-56-amd64, installed',
    why: 'older than 6.12',
  });
});
