import {assess} from '../../../src/assess/assess.ts';
import {chooseProfiles} from '../../../src/profiles/choose.ts';
import {makePlan} from '../../../src/remedies/plan.ts';
import type {PackageStep} from '../../../src/remedies/step.ts';
import {availablePackages} from '../../../src/setup/apt/available.ts';
import {changed, savedFacts} from '../../saved.ts';
import {scriptedHost} from '../scripted-host.ts';

const bullseye = savedFacts('debian-11-chroot-6.18');
const none = changed(bullseye, {
  development: {includes: {state: 'known', value: []}, libraries: {state: 'known', value: []}},
});
const stepOf = (facts: typeof bullseye): PackageStep => {
  const {steps} = makePlan(facts, assess(facts, {profiles: chooseProfiles(['libbpf'])}).findings);
  const step = steps.find(({kind}) => kind === 'packages');
  if (step?.kind !== 'packages') throw new Error('no packages');
  return step;
};
const policy = (version: string) =>
  scriptedHost([
    [/^apt-cache policy/, {stdout: `libbpf-dev:\n  Installed: (none)\n  Candidate: ${version}\n  Version table:\n`}],
  ]);

test('on a scripted host: a libbpf that cannot read the BTF of this kernel is refused before it is installed', async () => {
  const step = stepOf(none);
  expect(step.atLeast).toEqual({libbpf: '1.0'});
  await expect(availablePackages(policy('1:0.3-2'), step)).rejects.toMatchObject({
    what: expect.stringContaining('libbpf-dev 0.3-2, where 1.0 or newer is needed'),
    todo: expect.stringContaining('--build local'),
  });
  await availablePackages(policy('1:1.1.2-0+deb12u1'), step);
});

test('a kernel without such types takes any', () => {
  const old = changed(none, {kernel: {release: {state: 'known', value: '5.10.0-32-amd64'}}});
  expect(stepOf(old).atLeast).toBeUndefined();
});
