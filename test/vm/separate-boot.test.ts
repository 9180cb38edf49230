// A machine whose /boot is a small partition of its own, with GRUB and its environment on it.
import {describeWith, lacking} from '../lab/needs.ts';
import {Archive, missingForMachines, releaseOf, script} from './lab.ts';
import {Machine} from './machine.ts';

describeWith((await missingForMachines()) ?? lacking('sfdisk'))('a newer kernel, with /boot apart', () => {
  let machine: Machine;
  let archive: Archive;
  /** Of the kernel that the machine comes with. */
  let old: string;

  beforeAll(async () => {
    archive = await Archive.start('no-initrd');
    const kernel = await script('debian-kernel.sh', '1');
    old = releaseOf(kernel);
    machine = await Machine.start(await script('image.sh', '--layout', 'boot', 'boot', kernel));
  });

  afterAll(async () => {
    await machine?.end();
    await archive?.end();
  });

  const install = () => machine.ebpf('kernel', 'install', 'v6.1', '--yes', '--reboot', ...archive.signed);

  test('is refused while /boot is too full, and nothing is changed', async () => {
    expect(await machine.sh('uname -r; findmnt -no SOURCE /boot; grub-probe --target=device /boot/grub')).toBe(
      `${old}\n/dev/vda1\n/dev/vda1`,
    );
    const whole = 'dpkg-query -W; find /boot /etc/default -type f | xargs sha256sum; grub-editenv list; uname -r';
    await machine.sh('fallocate -l $(($(df --output=avail -B1 /boot | tail -1) - 20000000)) /boot/full');
    const before = await machine.sh(whole);
    const {code, stderr} = await install();
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining('/boot has 20 MB free')});
    expect(stderr).toContain('autoremove');
    expect(await machine.sh(whole)).toBe(before);
  });

  test('with room it is installed, booted once and kept', async () => {
    await machine.sh('rm /boot/full');
    const {code, stderr} = await install();
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it has passed verification')});
    // The one-shot entry was cleared on that partition.
    expect(await machine.sh('uname -r; grub-editenv list; ls /etc/default/grub.d | grep ebpf || true')).toBe(
      archive.release,
    );
  });

  test('the one that it replaced can be removed, and what is left boots', async () => {
    expect(await machine.ebpf('kernel', 'remove', archive.release, '--yes')).toMatchObject({code: 2});
    expect(await machine.ebpf('kernel', 'remove', old, '--yes')).toMatchObject({code: 0});
    await machine.reboot();
    expect(await machine.sh('uname -r; ls /boot | grep vmlinuz; dpkg --audit')).toBe(
      `${archive.release}\nvmlinuz-${archive.release}`,
    );
    // The last one stays.
    expect(await machine.ebpf('kernel', 'remove', archive.release, '--yes')).toMatchObject({code: 2});
  });
});
