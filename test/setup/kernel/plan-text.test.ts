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
const textOf = (
  change: Partial<KernelState>,
  reboot: boolean,
  host = {name: 'web1', local: false},
  choice?: {readonly kind: 'installed'; readonly release: string},
) => {
  const given = situation({state: {...savedState('debian-12-no-btf'), ...change}});
  const {passedOver, ...chosen} = chooseKernel(given);
  const decision = {...chosen, passedOver, ...(choice && {choice})};
  const release = choice?.release ?? '6.1.0-50-amd64';
  const plan: KernelPlan = {...given, decision, files: [], passedOver, release};
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
  expect(textOf({rootEncrypted: true}, true)).toContain('waits for the passphrase at its console.');
  expect(textOf({rootEncrypted: true, unlockedBy: ['dropbear']}, true)).not.toContain('passphrase');
});

test('says of an encrypted root that waits that SSH in the initrd can unlock it', () => {
  expect(textOf({rootEncrypted: true, sshInInitrd: true}, true)).toContain(
    'at its console, or over SSH in its initrd.',
  );
});

test('of a kernel that is installed with its headers, names what DKMS has not built', () => {
  const release = '6.1.0-37-amd64';
  const state = {dkms: ['nvidia/535.1', 'zfs/2.1.11'], dkmsInstalled: [{module: 'zfs/2.1.11', release}]};
  const of = (change: Partial<KernelState>) =>
    textOf({...state, headers: [release], ...change}, false, undefined, {kind: 'installed', release});
  expect(of({})).toContain(
    `DKMS has not built for it, though its headers are installed, and they are missing then: nvidia/535.1. To see why: dkms autoinstall -k ${release}`,
  );
  expect(of({dkms: ['zfs/2.1.11']})).toContain('DKMS has built for it: zfs/2.1.11');
  expect(of({headers: []})).toContain('apt has no headers of it');
});

test('names what DKMS would not build, and with which headers it does', () => {
  const dkms = ['nvidia/535.1', 'zfs/2.1.11'];
  expect(textOf({dkms}, false)).toContain(
    'apt has no headers of it, so DKMS does not build for it, and they are missing then: nvidia/535.1, zfs/2.1.11',
  );
  const given = situation({state: {...savedState('debian-12-no-btf'), dkms}});
  const kernel = {package: 'linux-image-amd64', headers: 'linux-headers-amd64', release: '6.1.0-50-amd64', removes: []};
  const decision = {...chooseKernel(given), choice: {kind: 'distro' as const, kernel}};
  const size = {packages: 5, download: 80e6, disk: 480e6};
  const plan: KernelPlan = {...given, decision, files: [], passedOver: [], release: kernel.release, size};
  const text = kernelPlanText(
    plan,
    {name: 'web1', local: false},
    {reboot: true, times: {}},
    {colour: false, unicode: false},
  );
  expect(text).toContain(
    'apt-get install --yes --no-install-recommends linux-image-amd64 linux-headers-amd64\n     5 packages, 80 MB to download, 480 MB on disk; free: 6.82 GB in /\n',
  );
  expect(text).toContain('DKMS builds for it, with linux-headers-amd64: nvidia/535.1, zfs/2.1.11');
});
