import {chooseKernel} from '../../../src/kernels/choose.ts';
import type {KernelPlan} from '../../../src/kernels/plan.ts';
import {kernelTasks} from '../../../src/setup/kernel/tasks.ts';
import {savedState, situation} from '../../kernels/situation.ts';
import {scriptedHost} from '../scripted-host.ts';

const release = '6.1.0-50-amd64';

/** For an installed kernel, with its headers. */
const plan = (): KernelPlan => {
  const given = situation({state: {...savedState('debian-12-no-btf'), dkms: ['nvidia/535.1']}});
  const decision = {...chooseKernel(given), choice: {kind: 'installed' as const, release}};
  return {...given, decision, files: [], passedOver: [], release, headers: `linux-headers-${release}`};
};

const {signal} = new AbortController();

test('an installed kernel gets its headers first where DKMS needs them', () => {
  expect(kernelTasks({host: scriptedHost([]), signal}, plan()).map(({title}) => title)).toContain(
    `Install linux-headers-${release}, by which DKMS builds its modules`,
  );
});

test('a host that was rebooted while its plan waited is left alone', async () => {
  const host = scriptedHost([[/boot_id/, {stdout: 'second\n6.1.0-47-amd64\n'}]]);
  const [first] = kernelTasks({host, signal}, plan());
  await expect(first?.run(() => {})).rejects.toThrow('was rebooted after this was planned');
  expect(host.ran).toHaveLength(1);
});
