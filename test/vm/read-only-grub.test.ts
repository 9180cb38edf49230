// Machines whose /boot lies where GRUB reads but can't write: it could not clear a one-shot entry, and would boot it for ever.
import {describeWith, lacking} from '../lab/needs.ts';
import {missingForMachines, releaseOf, script} from './lab.ts';
import {Machine} from './machine.ts';

const places = [
  {layout: 'btrfs', what: 'btrfs', programs: ['mkfs.btrfs'], mounted: '/dev/vda btrfs'},
  {layout: 'lvm', what: 'LVM', programs: ['pvs', 'losetup'], mounted: '/dev/mapper/lab-root ext4'},
] as const;

const missing = await missingForMachines();

for (const {layout, what, programs, mounted} of places)
  describeWith(missing ?? lacking(...programs))(`a newer kernel, with /boot on ${what}`, () => {
    let machine: Machine;
    /** Of the newer kernel, the default. */
    let running: string;
    /** Of the one beside it. */
    let other: string;

    beforeAll(async () => {
      const kernel = await script('debian-kernel.sh', '1');
      running = releaseOf(kernel);
      machine = await Machine.start(
        await script('image.sh', '--layout', layout, layout, kernel, 'linux-image-cloud-amd64'),
      );
      other = await machine.sh(`ls /boot/vmlinuz-* | cut -d- -f2- | grep -v ${running}`);
    });

    afterAll(() => machine?.end());

    // There is no such archive: it is not even asked.
    test.each([['v6.1', '--archive', 'http://127.0.0.1:9/'], ['distro']])(
      'is refused when %s is asked for, and nothing is changed',
      async (...asked) => {
        expect(await machine.sh('uname -r; findmnt -no SOURCE,FSTYPE /')).toBe(`${running}\n${mounted}`);
        const whole = 'dpkg-query -W; find /boot /etc /var/lib/apt -type f | sort | xargs sha256sum; uname -r';
        const before = await machine.sh(whole);
        const {code, stderr} = await machine.ebpf(...['kernel', 'install', ...asked, '--yes', '--reboot']);
        expect({code, stderr}).toEqual({
          code: 1,
          stderr: expect.stringContaining(`GRUB can't write its environment on ${what}`),
        });
        expect(stderr).toContain('with a console at hand');
        expect(await machine.sh(whole)).toBe(before);
      },
    );

    test('would not have fallen back: GRUB boots what grub-reboot names at every boot', async () => {
      const entry = await machine.sh(
        `sed -n "s/.*menuentry_id_option '\\(gnulinux-advanced[^']*\\|gnulinux-${other}-advanced[^']*\\)'.*/\\1/p" /boot/grub/grub.cfg | paste -sd ">"`,
      );
      await machine.sh(`grub-reboot '${entry}' 2>&1`);
      for (const _ of ['once', 'again']) {
        await machine.reboot();
        expect(await machine.sh('uname -r; grub-editenv list')).toBe(`${other}\nnext_entry=${entry}`);
      }
      await machine.sh('grub-editenv - unset next_entry');
      await machine.reboot();
      expect(await machine.sh('uname -r')).toBe(running);
    });

    test('the other one can be removed, and what is left boots', async () => {
      expect(await machine.ebpf('kernel', 'remove', other, '--yes')).toMatchObject({code: 0});
      await machine.reboot();
      expect(await machine.sh('uname -r; ls /boot | grep vmlinuz; dpkg --audit')).toBe(
        `${running}\nvmlinuz-${running}`,
      );
    });
  });
