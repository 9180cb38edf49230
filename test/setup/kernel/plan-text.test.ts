import {chooseKernel} from '../../../src/kernels/choose.ts';
import type {KernelPlan} from '../../../src/kernels/plan.ts';
import type {KernelState} from '../../../src/kernels/state.ts';
import {kernelPlanText, plannedKernel} from '../../../src/setup/kernel/plan-text.ts';
import {savedState, situation} from '../../kernels/situation.ts';

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

/** What a person reads of a kernel of the distribution's before saying yes. */
const textOf = (change: Partial<KernelState>, reboot: boolean, host = {name: 'web1', local: false}) => {
  const given = situation({state: {...savedState('debian-12-no-btf'), ...change}});
  const decision = chooseKernel(given);
  const plan: KernelPlan = {...given, decision, files: [], passedOver: decision.passedOver, release: '6.1.0-50-amd64'};
  return kernelPlanText(plan, host, {reboot, times: {}}, {colour: false, unicode: false});
};

test('tells who notices a reboot, how long it takes, and what happens when the kernel does not come up', () => {
  const text = textOf({uptime: 412 * 86_400, users: ['root pts/0', 'anna pts/1']}, true);
  expect(text).toContain('web1 is rebooted for it: away for a minute or two');
  expect(text).toContain('waited for up to 20 minutes (--reboot-timeout)');
  expect(text).toContain('web1 is up for 412 days; logged in: root pts/0, anna pts/1.');
  expect(text).toMatch(
    /If 6\.1\.0-50-amd64 panics, .* by itself after 30 s\.\n.*has not reached it 10 minutes after its boot \(--confirm-within\)/,
  );
  expect(text).toContain('To go back: ebpf kernel back --remote web1');
  expect(text).not.toContain('encrypted');
});

test('says that an encrypted root waits for its passphrase, unless something unlocks it', () => {
  expect(textOf({rootEncrypted: true}, true)).toContain('any reboot waits for the passphrase at its console');
  expect(textOf({rootEncrypted: true, unlockedBy: ['dropbear']}, true)).not.toContain('passphrase');
});

test('names what DKMS would not build', () => {
  expect(textOf({dkms: ['nvidia/535.1, 6.1.0-37-amd64, x86_64: installed']}, false)).toMatch(
    /linux-headers-6\.1\.0-50-amd64.*nvidia\/535\.1/,
  );
});
