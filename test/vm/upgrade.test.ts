// Kernels changed on machines that really boot, through their own GRUB. Emulated, so it takes minutes; CI runs the first test, and
// `npm run test:vm` the others too.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {describeWith} from '../lab/needs.ts';
import {Archive, makeImage, missingForMachines, panicking, patience, withoutBtf} from './lab.ts';
import {Machine} from './machine.ts';

describeWith(await missingForMachines())('a newer kernel', () => {
  let image: string;

  beforeAll(async () => {
    image = await makeImage();
  }, patience);

  test('from a kernel without BTF to the distribution’s own, and hello traces', async () => {
    const machine = await Machine.start(image);
    try {
      expect(await machine.sh('uname -r; ls /sys/kernel/btf/vmlinux || true')).toBe(withoutBtf);
      const setup = ['setup', '--kernel', 'auto', '--yes', '--dir', '/home/dev/hello'];
      const {code, stderr} = await machine.ebpf(...setup, '--reboot');
      expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
      expect(await machine.sh('uname -r; ls /sys/kernel/btf/vmlinux')).toMatch(
        /^6\.1\.0-\d+-cloud-amd64\n\/sys\/kernel\/btf\/vmlinux$/,
      );
      // It is older by its number than the one that ran, and the default all the same.
      await machine.reboot();
      expect(await machine.sh('uname -r')).toMatch(/^6\.1\.0-\d+-cloud-amd64$/);
      const again = await machine.ebpf(...setup);
      expect({...again, stdout: ''}).toEqual({code: 0, stdout: '', stderr: expect.any(String)});
      expect(again.stdout).toContain('Nothing was changed');
    } finally {
      await machine.end();
    }
  });

  describe('from an archive laid out and signed like the mainline one', () => {
    let archive: Archive;
    let machine: Machine;

    beforeAll(async () => {
      // As 7.1's packages: nothing makes an initrd.
      archive = await Archive.start('no-initrd');
      machine = await Machine.start(image);
    });

    afterAll(async () => {
      await machine?.end();
      await archive?.end();
    });

    test('its kernel is installed, given the initrd that its package forgets, booted once and kept', async () => {
      const {code, stderr} = await machine.ebpf(
        ...['setup', '--kernel', 'v6.1', '--yes', '--reboot', '--dir', '/home/dev/hello', ...archive.signed],
      );
      expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
      expect(stderr).toContain('made initrd');
      expect(await machine.sh('uname -r; ls /var/lib/ebpf-kernel/trial.json || true')).toBe(archive.release);
    });

    test('one that panics falls back, and can be removed', async () => {
      const {code, stderr} = await machine.ebpf(
        ...['kernel', 'install', 'v6.1.1', '--yes', '--reboot', ...archive.signed],
      );
      expect({code, stderr}).toEqual({
        code: 1,
        stderr: expect.stringContaining(`${panicking} did not come up: ${archive.release} runs again`),
      });
      expect(await readFile(path.join(machine.folder, 'serial.log'), 'utf8')).toContain('Kernel panic');
      expect(JSON.parse((await machine.ebpf('kernel', 'status', '--json')).stdout)).toMatchObject({
        ...{running: archive.release, loader: 'GRUB', default: archive.release},
        next: {release: archive.release, once: false},
        kernels: expect.arrayContaining([expect.objectContaining({release: panicking})]),
      });
      expect((await machine.ebpf('kernel', 'remove', archive.release, '--yes')).stderr).toContain('It runs.');
      expect((await machine.ebpf('kernel', 'remove', 'v6.1.1', '--yes')).code).toBe(0);
      expect(await machine.sh('uname -r; dpkg --audit; ls /boot/vmlinuz-6.1.1-* || true')).toBe(archive.release);
    });
  });
});
