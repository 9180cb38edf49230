// What has to hold before a new kernel is kept, what keeping it means for updates, and the way back from it.
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, oldDebian, patience, releaseOf, script} from './lab.ts';
import {Machine} from './machine.ts';
import {nextKernel} from './trials.ts';

describeWith(await missingForMachines())('a new kernel is compared, kept and left again', () => {
  let machine: Machine;
  /** The kernel that the machine comes with, the next one that apt has, and what a security update brings later. */
  let old: string;
  let next: string;
  const update = {deb: '', release: ''};

  beforeAll(async () => {
    machine = await Machine.start(await oldDebian());
    old = await machine.sh('uname -r');
    next = await nextKernel(machine);
    update.deb = await script('debian-kernel.sh');
    update.release = releaseOf(update.deb);
    expect(update.release).not.toBe(next);
  }, patience);

  afterAll(async () => {
    await machine?.end();
  });

  const install = ['kernel', 'install', 'distro', '--yes', '--reboot'];

  const status = async () => (await machine.ebpf('kernel', 'status')).stdout;

  test('a unit that fails and a file system that is missing under it alone keep the old default', async () => {
    const faults = `mkdir -p /srv/data /etc/systemd/system/srv-data.mount.d
echo 'tmpfs /srv/data tmpfs defaults,nofail 0 0' >>/etc/fstab
printf '[Unit]\\nConditionKernelVersion=!${next}\\n' >/etc/systemd/system/srv-data.mount.d/fault.conf
printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c "! uname -r | grep -qx ${next}"\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/database.service
systemctl daemon-reload; systemctl enable --quiet --now database; mount /srv/data; sync`;
    await machine.sh(faults);
    const {code, stderr} = await machine.ebpf(...install);
    expect({code, stderr}).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${next} is not made the default: something fails that did not under ${old}`),
    });
    expect(stderr).toContain('unit database.service failed');
    expect(stderr).toContain('/srv/data is not mounted');
    // It was reached, so that no timer reboots it under whoever looks into it.
    expect(await machine.sh('uname -r; ls -d /etc/ebpf-kernel 2>/dev/null || true')).toBe(next);
    const text = await status();
    expect(text).toContain(`${next} runs on trial; ${old} stays the default`);
    expect(text).toContain(`Next boot: ${old}.`);
    expect(text).not.toContain('would not boot');
  });

  test('“kernel back” leaves it by a reboot', async () => {
    const {code, stderr} = await machine.ebpf('kernel', 'back', '--yes', '--reboot');
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining(`Make ${old} the default`)});
    const text = await status();
    expect(text).toContain(`vm runs ${old}`);
    expect(text).toContain(`Next boot: ${old}.`);
    expect(text).not.toMatch(/trial|holds/);
    expect(await machine.sh('ls -d /etc/ebpf-kernel /var/lib/ebpf-kernel/trial.json 2>/dev/null || true')).toBe('');
  });

  test('without the faults it is kept, and the next security update boots', async () => {
    await machine.sh(
      'rm -rf /etc/systemd/system/srv-data.mount.d /etc/systemd/system/database.service; systemctl daemon-reload; sync',
    );
    const {code, stderr} = await machine.ebpf(...install);
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('as before')});
    expect(await status()).toMatch(new RegExp(`Next boot: ${next}\\.\\s*$`));
    // No pin, and no timer.
    expect(await machine.sh('uname -r; ls -d /etc/default/grub.d/*ebpf* /etc/ebpf-kernel 2>/dev/null || true')).toBe(
      next,
    );
    await machine.put(update.deb, '/var/tmp/update.deb');
    await machine.sh('DEBIAN_FRONTEND=noninteractive apt-get -y install /var/tmp/update.deb; rm /var/tmp/update.deb');
    await machine.reboot();
    expect(await machine.sh('uname -r')).toBe(update.release);
  });

  test('“kernel back” leads to the one before the one that was kept, once and then for good', async () => {
    const {code, stderr} = await machine.ebpf('kernel', 'back', '--yes', '--reboot');
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining(`Make ${old} the default`)});
    expect(await status()).toMatch(new RegExp(`vm runs ${old};[^]*Next boot: ${old}\\.\\s*$`));
    process.stderr.write(await machine.sh('cat /var/log/ebpf.log'));
  });
});
