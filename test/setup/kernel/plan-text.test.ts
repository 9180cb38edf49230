import {chooseKernel} from '../../../src/kernels/choose.ts';
import type {KernelPlan} from '../../../src/kernels/plan.ts';
import {plannedKernel} from '../../../src/setup/kernel/plan-text.ts';
import {situation} from '../../kernels/situation.ts';

test('a plan tells programs of another kernel as it tells people', () => {
  const given = situation();
  const decision = chooseKernel(given);
  const plan: KernelPlan = {...given, decision, files: [], passedOver: decision.passedOver, release: '6.1.0-50-amd64'};
  expect(plannedKernel(plan)).toEqual({
    release: '6.1.0-50-amd64',
    why: decision.why,
    passedOver: decision.passedOver,
    files: [],
    command: ['apt-get', 'install', '--yes', '--no-install-recommends', 'linux-image-amd64'],
  });
});
