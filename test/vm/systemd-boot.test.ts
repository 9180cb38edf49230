// A machine with UEFI whose own systemd-boot decides which kernel boots; there is no GRUB.
import {access, readFile} from 'node:fs/promises';
import path from 'node:path';
import {describeWith, lacking} from '../lab/needs.ts';
import {Archive, missingForMachines, panicking, releaseOf, script} from './lab.ts';
import {Machine} from './machine.ts';

const firmware = '/usr/share/OVMF/OVMF_CODE_4M.fd';

const missing =
  (await missingForMachines()) ??
  lacking('sfdisk', 'mkfs.vfat', 'mcopy') ??
  (await access(firmware).then(
    () => undefined,
    () => `no ${firmware} (package ovmf)`,
  ));

describeWith(missing)('a newer kernel, through systemd-boot', () => {
  let machine: Machine;
  let archive: Archive;
  /** Of the kernel that the machine comes with. */
  let old: string;

  beforeAll(async () => {
    archive = await Archive.start('no-initrd');
    const kernel = await script('debian-kernel.sh', '1');
    old = releaseOf(kernel);
    machine = await Machine.start(await script('image.sh', '--tools', '--layout', 'efi', 'efi', kernel), {
      firmware: 'efi',
    });
  });

  afterAll(async () => {
    await machine?.end();
    await archive?.end();
  });

  const install = (version: string, ...flags: readonly string[]) =>
    machine.ebpf('kernel', 'install', version, '--yes', ...flags, ...archive.signed);

  const remove = (release: string) => machine.ebpf('kernel', 'remove', release, '--yes');

  /** Kernels that can be booted, the default after a mark, and the one that runs. */
  const menu = () =>
    machine.sh(
      "bootctl list --no-pager | sed -n 's/^ *title: .*(default).*/default:/p; s/^ *version: //p'; uname -r; dpkg --audit",
    );

  test('the old one stays the default until the new one has booted', async () => {
    expect(await machine.sh('uname -r; ls /boot/grub/grub.cfg || true')).toBe(old);
    const {stdout} = await machine.ebpf('probe');
    expect(JSON.parse(stdout).security.secureBoot).toEqual({state: 'known', value: false});
    const {code, stderr} = await install('v6.1');
    expect({code, stderr}).toEqual({code: 5, stderr: expect.stringContaining('a reboot is needed')});
    expect(stderr).toContain('made initrd, boot entry');
    expect(await machine.sh(`cat /boot/efi/loader/entries/*-${archive.release}.conf`)).toContain('panic=30');
    await machine.reboot();
    expect(await machine.sh('uname -r')).toBe(archive.release);
  });

  test('setup goes on with it, and it is the default once hello traces', async () => {
    const {code, stderr} = await machine.ebpf('setup', '--yes', '--dir', '/home/dev/hello');
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
    expect(stderr).toContain(`Make ${archive.release} the default`);
    expect(await machine.sh('cat /boot/efi/loader/entries/*.conf')).not.toContain('panic=');
    await machine.reboot();
    expect(await menu()).toBe(`default:\n${archive.release}\n${old}\n${archive.release}`);
    expect(await install('v6.1')).toMatchObject({code: 0, stderr: expect.stringContaining('was asked for, and runs')});
  });

  test('one that panics falls back by itself', async () => {
    const {code, stderr} = await install('v6.1.1', '--reboot');
    expect({code, stderr}).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${panicking} did not come up: ${archive.release} runs again`),
    });
    expect(await readFile(path.join(machine.folder, 'serial.log'), 'utf8')).toContain('Kernel panic');
  });

  test('removed are others than the one that runs, and what is left boots', async () => {
    expect(await remove(archive.release)).toMatchObject({code: 2, stderr: expect.stringContaining('It runs.')});
    expect(await remove('v6.1.1')).toMatchObject({code: 0});
    expect(await remove(old)).toMatchObject({code: 0});
    expect(await menu()).toBe(`default:\n${archive.release}\n${archive.release}`);
    await machine.reboot();
    expect(await menu()).toBe(`default:\n${archive.release}\n${archive.release}`);
    // One folder a kernel, named after it.
    expect(await machine.sh('cd /boot/efi; ls -d */6.* | cut -d/ -f2')).toBe(archive.release);
  });

  test('a full EFI system partition is refused, and nothing is changed', async () => {
    const whole = 'dpkg-query -W; find /boot -type f; ls /sys/firmware/efi/efivars; uname -r';
    const before = await machine.sh(whole);
    await machine.sh('head -c $(($(df --output=avail -B1 /boot/efi | tail -1) - 5000000)) /dev/zero >/boot/efi/full');
    const {code, stderr} = await install('v6.1.1', '--reboot');
    await machine.sh('rm /boot/efi/full');
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining('/boot/efi has')});
    expect(await machine.sh(whole)).toBe(before);
  });
});
