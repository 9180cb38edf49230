// A new kernel that boots and can't be reached: the host comes home by itself, whatever became of whoever waits for it.
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, oldDebian, patience, until} from './lab.ts';
import {Machine} from './machine.ts';
import {bootAndKill, install, nextKernel, runs, timed} from './trials.ts';

describeWith(await missingForMachines())('the way home', () => {
  let machine: Machine;
  /** The kernel that the machine comes with. */
  let old: string;
  /** The newer one that apt has: once it is installed, each test boots it anew. */
  let next: string;

  beforeAll(async () => {
    machine = await Machine.start(await oldDebian());
    old = await machine.sh('uname -r');
    next = await nextKernel(machine);
    // As apt installs kernels, and with a watchdog: a virtual one, for there is none of the machine's own.
    // Its network is of one name, as many a server's is: udev gives others too (ip link: altname), which would match "en*".
    await machine.sh("sed -i 's/^Name=.*/Name=eth0/' /etc/systemd/network/lab.network");
    await machine.sh(`apt-mark auto linux-image-${old}; echo softdog >/etc/modules-load.d/dog.conf; sync`);
  }, patience);

  afterAll(async () => {
    await machine?.end();
  });

  /** Nothing of the timer is left, the kernel from before runs, and will; what was set for the trial's boot is not. */
  const expectHome = async () => {
    const left =
      'ls -d /etc/ebpf-kernel /etc/systemd/system/ebpf-kernel-guard.service /etc/systemd/system/*.wants/ebpf* 2>/dev/null || true';
    await until('the timer to remove itself', async () => (await machine.sh(left)) === '', 600);
    expect(await machine.sh('uname -r; cat /proc/sys/kernel/hung_task_panic /proc/sys/kernel/softlockup_panic')).toBe(
      `${old}\n0\n0`,
    );
    const {stdout} = await machine.ebpf('kernel', 'status');
    expect(stdout).toMatch(new RegExp(`${next} .*, fell back$`, 'm'));
    expect(stdout).toContain(`Next boot: ${old}.`);
    return stdout;
  };

  test('Enter alone at the question changes nothing', async () => {
    const state = () =>
      machine.sh(
        'find /boot /etc /var/lib/dpkg /var/lib/ebpf-kernel /var/log/ebpf.log -type f 2>/dev/null | sort | xargs sha256sum; apt-mark showmanual',
      );
    const before = await state();
    const {code, stdout} = await machine.onTerminal('\r', ...install(10));
    expect({code, stdout}).toEqual({code: 1, stdout: expect.stringContaining('Nothing was changed.')});
    for (const text of [
      `Another kernel: ${next}`,
      'apt-get install',
      'vm is rebooted for it: away for a minute or two',
      'logged in: nobody',
      `If ${next} panics`,
      `10 minutes after its boot (--confirm-within), a timer that is left on vm reboots it into ${old}`,
      `Afterwards ${next} is the default. To go back: ebpf kernel back --remote vm`,
    ])
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(text);
    expect(await state()).toBe(before);
  });

  test('whoever waits is killed', async () => {
    await timed('killed while waiting, a timer of 5 minutes', async () => {
      await bootAndKill(machine, next, 5);
      expect(await machine.sh('systemctl is-active ebpf-kernel-guard')).toBe('active');
      // What hangs in this boot panics, and a panic reboots; a watchdog is held.
      expect(
        await machine.sh(
          'cd /proc/sys/kernel; cat hung_task_panic softlockup_panic panic /sys/class/watchdog/watchdog0/state',
        ),
      ).toBe('1\n1\n30\nactive');
      // "apt autoremove" takes the kernel to fall back to away no more.
      expect(await machine.sh(`apt-mark showmanual linux-image-${old}`)).toBe(`linux-image-${old}`);
      const {stdout} = await machine.ebpf('kernel', 'status');
      expect(stdout).toContain(`${next} runs on trial; ${old} stays the default until it has passed verification`);
      await until('the way home', async () => (await runs(machine)) === old, 3600);
    });
    const status = await expectHome();
    expect(status).toContain(`${next} ran for 300 s and nobody confirmed it.`);
    expect(status).toContain('To let go of it: ebpf kernel back --remote vm');
    const log = await machine.sh('cat /var/log/ebpf.log');
    process.stderr.write(`${log}\n`);
    for (const text of [
      `${old} is made the default kernel by GRUB, until ${next} has passed verification. To undo it: rm `,
      `${next} is installed: apt-get install`,
      `${next} is booted at the next reboot, once. To undo it: `,
      `the host is rebooted into ${next}, with a timer in /etc/ebpf-kernel that reboots it into ${old} after 5 minutes. To undo it: sh /etc/ebpf-kernel/guard.sh end`,
    ])
      expect(log).toContain(text);
  });

  /** What is wrong with the new kernel alone: a file of the guest's, with its text, and what is told of it. */
  const faults: Record<string, (release: string) => readonly [file: string, text: string, told: string]> = {
    'a renamed network interface': (release) => [
      '/etc/systemd/network/00-fault.link',
      `[Match]\nKernelVersion=${release}\nDriver=virtio_net\n[Link]\nName=wan0\n`,
      'Links: lo wan0',
    ],
    'an init that hangs before it starts anything of the network': (release) => [
      '/etc/systemd/system/fault.service',
      `[Unit]\nDefaultDependencies=no\nBefore=sysinit.target\nConditionKernelVersion=${release}\n[Service]\nType=oneshot\nTimeoutStartSec=infinity\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=sysinit.target\n`,
      'Addresses: none',
    ],
    'no network': (release) => [
      '/etc/systemd/system/systemd-networkd.service.d/fault.conf',
      `[Unit]\nConditionKernelVersion=!${release}\n`,
      'Addresses: none',
    ],
  };

  test.each(Object.entries(faults))('%s', async (fault, make) => {
    const [file, text, told] = make(next);
    await machine.sh(
      `mkdir -p "$(dirname ${file})"; printf '%s' '${text}' >${file}; systemctl enable fault 2>/dev/null || true; sync`,
    );
    const {code, stderr} = await timed(fault, () => machine.ebpf(...install(1), '--yes'));
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining('came up and was not reached in time')});
    expect(stderr).toContain(`${old} runs again`);
    expect(stderr).toContain(told);
    await machine.sh(`systemctl disable fault 2>/dev/null || true; rm -f ${file}; sync`);
    // The default is the newest kernel again, but for the one that fell.
    expect(await expectHome()).not.toContain('ebpf holds');
  });

  test('the timer itself is killed: the watchdog that it held resets the machine', async () => {
    await timed('timer killed, watchdog of 60 s', async () => {
      await bootAndKill(machine, next, 60);
      await machine.sh('systemctl kill --signal=KILL ebpf-kernel-guard');
      await until('the reset', async () => (await runs(machine)) === old, 3600);
    });
    await expectHome();
  });
});
