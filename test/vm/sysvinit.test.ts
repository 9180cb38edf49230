// The way home of a kernel on trial where init is sysvinit, and no systemd is installed.
import {setTimeout as sleep} from 'node:timers/promises';
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, patience, script, until} from './lab.ts';
import {Machine} from './machine.ts';
import {bootAndKill, install, nextKernel, runs, timed} from './trials.ts';

describeWith(await missingForMachines())('the way home without systemd', () => {
  let machine: Machine;
  /** The kernel that the machine comes with, and the next one that apt has. */
  let old: string;
  let next: string;

  beforeAll(async () => {
    const kernel = await script('debian-kernel.sh', 'oldest');
    machine = await Machine.start(await script('image.sh', '--sysvinit', 'sysvinit', kernel));
    old = await runs(machine);
    next = await nextKernel(machine);
    expect(await machine.sh('cat /proc/1/comm; ls -d /run/systemd /lib/systemd/systemd 2>/dev/null || true')).toBe(
      'init',
    );
  }, patience);

  afterAll(async () => {
    await machine?.end();
  });

  const kernelSettings = 'cat /proc/sys/kernel/hung_task_panic /proc/sys/kernel/softlockup_panic';

  /** Files and links of the timer, and what starts it. */
  const left = () =>
    machine.sh(
      'ls -d /etc/ebpf-kernel /etc/init.d/ebpf* /etc/rc?.d/*ebpf* /run/ebpf* 2>/dev/null; grep -l ebpf /etc/init.d/.depend.* 2>/dev/null; pgrep -f "guard[.]sh watch" || true',
    );

  const expectHome = async () => {
    await until('the timer to remove itself', async () => (await left()) === '', 600);
    expect(await machine.sh(`uname -r; ${kernelSettings}`)).toBe(`${old}\n0\n0`);
  };

  test('whoever waits is killed: it goes home, and nothing of the timer is left', async () => {
    await timed('killed while waiting, a timer of 3 minutes', async () => {
      await bootAndKill(machine, next, 3);
      expect(await machine.sh(`${kernelSettings} /proc/sys/kernel/panic; ls /etc/rcS.d | grep ebpf`)).toMatch(
        /^1\n1\n30\nS\d+ebpf-kernel-guard$/,
      );
      await until('the way home', async () => (await runs(machine)) === old, 3600);
    });
    await expectHome();
    const {stdout} = await machine.ebpf('kernel', 'status');
    expect(stdout).toContain(`${next} ran for 180 s and nobody confirmed it.`);
    expect(stdout).toContain(`Next boot: ${old}.`);
  });

  test('no network, and a shutdown that hangs', async () => {
    // After sysvinit has killed what ran, and before file systems are unmounted.
    const stop = '/etc/init.d/umountnfs.sh';
    const up = '/etc/network/if-pre-up.d/fault';
    await machine.sh(`printf '#!/bin/sh\\n[ "$IFACE" != eth0 ] || [ "$(uname -r)" != ${next} ]\\n' >${up}; chmod 755 ${up}
cp ${stop} /root; sed -i '/^### END/a [ "$(uname -r)" != ${next} ] || sleep infinity' ${stop}; sync`);
    const {code, stderr} = await timed('no network, and a shutdown that hangs; a timer of 4 minutes', () =>
      machine.ebpf(...install(4), '--yes'),
    );
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining('came up and was not reached in time')});
    expect(stderr).toContain(`${old} runs again`);
    expect(stderr).toContain('Addresses: none');
    await machine.sh(`mv /root/umountnfs.sh ${stop}; rm ${up}; sync`);
    await expectHome();
  });

  test('confirmed, nothing reboots it and nothing of the timer is left', async () => {
    const {code, stderr} = await timed('confirmed', () => machine.ebpf(...install(3), '--yes'));
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it has passed verification')});
    expect(await left()).toBe('');
    const boot = 'cat /proc/sys/kernel/random/boot_id; uname -r';
    const before = await machine.sh(boot);
    expect(before).toContain(next);
    await sleep(200_000);
    expect(await machine.sh(boot)).toBe(before);
  });
});
