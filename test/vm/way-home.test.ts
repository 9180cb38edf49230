// A new kernel that boots and can't be reached: the host comes home by itself, whatever became of whoever waits for it.
import {describeWith} from '../lab/needs.ts';
import {makeImage, missingForMachines, patience, until, withoutBtf} from './lab.ts';
import {Machine} from './machine.ts';

describeWith(await missingForMachines())('the way home', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await Machine.start(await makeImage());
  }, patience);

  afterAll(async () => {
    await machine?.end();
  });

  const install = [
    'kernel',
    'install',
    'distro',
    '--yes',
    '--reboot',
    '--confirm-within',
    '3',
    '--reboot-timeout',
    '20',
  ];

  /** What is wrong with the new kernel alone: a file of the guest's, with its text. */
  const faults = {
    'no network': [
      '/etc/systemd/system/systemd-networkd.service.d/fault.conf',
      '[Unit]\nConditionKernelVersion=!6.1.0-*\n',
    ],
    'a renamed network interface': [
      '/etc/systemd/network/00-fault.link',
      '[Match]\nKernelVersion=6.1.0-*\nDriver=virtio_net\n[Link]\nName=wan0\n',
    ],
    'an init that hangs before it starts anything of the network': [
      '/etc/systemd/system/fault.service',
      '[Unit]\nDefaultDependencies=no\nBefore=sysinit.target\nConditionKernelVersion=6.1.0-*\n[Service]\nType=oneshot\nTimeoutStartSec=infinity\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=sysinit.target\n',
    ],
  } as const;

  const write = (file: string, text: string) =>
    machine.sh(
      `mkdir -p "$(dirname ${file})"; printf '%s' '${text}' >${file}; systemctl enable fault 2>/dev/null || true; sync`,
    );

  /** Nothing of the timer is left, the kernel from before runs, and is the default. */
  const isHome = async () => {
    const left =
      'ls -d /etc/ebpf-kernel /etc/systemd/system/ebpf-kernel-guard.service /etc/systemd/system/sysinit.target.wants/ebpf* 2>/dev/null || true';
    expect(await machine.sh(`uname -r; ${left}; cat /proc/sys/kernel/hung_task_panic 2>/dev/null || true`)).toBe(
      withoutBtf,
    );
  };

  test.each(Object.entries(faults))('%s', async (fault, [file, text]) => {
    await write(file, text);
    const begun = Date.now();
    const {code, stderr} = await machine.ebpf(...install);
    process.stderr.write(`${fault}: home after ${Math.round((Date.now() - begun) / 1000)} s\n`);
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining('came up and could not be reached')});
    expect(stderr).toContain(`${withoutBtf} runs again`);
    await isHome();
    await machine.sh(`systemctl disable fault 2>/dev/null; rm -f ${file}; sync`);
  });

  test('whoever waits is killed', async () => {
    const before = await machine.sh('cat /proc/sys/kernel/random/boot_id');
    const waits = machine.start(...install);
    await until('the reboot', async () => (await machine.sh('uname -r').catch(() => withoutBtf)) !== withoutBtf, 900);
    waits.kill();
    await until('the way home', async () => (await machine.sh('uname -r').catch(() => '')) === withoutBtf, 900);
    expect(await machine.sh('cat /proc/sys/kernel/random/boot_id')).not.toBe(before);
    await isHome();
  });

  test('and one that is reached stays, without a timer', async () => {
    const {code, stderr} = await machine.ebpf(...install);
    expect({code, stderr}).toEqual({code: 0, stderr: expect.any(String)});
    expect(
      await machine.sh('uname -r; ls -d /etc/ebpf-kernel 2>/dev/null || true; cat /proc/sys/kernel/panic'),
    ).toMatch(/^6\.1\.0-\S+\n0$/);
  });
});
