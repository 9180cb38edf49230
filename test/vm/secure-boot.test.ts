// A machine with Secure Boot on: Microsoft's keys in the firmware, Debian's shim, GRUB and kernel on the disk, and a key of its owner's in shim.
import {execFileSync} from 'node:child_process';
import {access, mkdtemp, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {describeWith, lacking} from '../lab/needs.ts';
import {Archive, missingForMachines, releaseOf, script, until} from './lab.ts';
import {Machine} from './machine.ts';

const firmware = '/usr/share/OVMF/OVMF_CODE_4M.ms.fd';

const missing =
  (await missingForMachines()) ??
  lacking('sfdisk', 'mkfs.vfat', 'mcopy', 'openssl') ??
  (await access(firmware).then(
    () => undefined,
    () => `no ${firmware} (package ovmf)`,
  ));

describeWith(missing)('a newer kernel, with Secure Boot on', () => {
  let machine: Machine;
  let archive: Archive;
  /** With keys and certificates. */
  let keys: string;
  /** Of the kernel that the machine comes with. */
  let old: string;

  /** Makes a key and its certificate; gives the latter's path, in DER. */
  const makeKey = (name: string): string => {
    const [key, pem, der] = ['key', 'pem', 'der'].map((end) => path.join(keys, `${name}.${end}`)) as [
      string,
      string,
      string,
    ];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-days', '3650'];
    execFileSync('openssl', [...request, '-keyout', key, '-out', pem], {stdio: 'ignore'});
    execFileSync('openssl', ['x509', '-in', pem, '-outform', 'DER', '-out', der]);
    return der;
  };

  beforeAll(async () => {
    archive = await Archive.start('no-initrd');
    keys = await mkdtemp('/dev/shm/ebpf-keys-');
    const kernel = await script('debian-kernel.sh', '1');
    old = releaseOf(kernel);
    const image = await script('image.sh', '--tools', '--layout', 'signed', 'signed', kernel, 'sbsigntool');
    makeKey('stranger');
    machine = await Machine.start(image, {firmware: 'secure', owner: makeKey('owner')});
    for (const name of ['owner.key', 'owner.pem', 'stranger.key', 'stranger.pem'])
      await machine.put(path.join(keys, name), `/root/${name}`);
  });

  afterAll(async () => {
    await machine?.end();
    await archive?.end();
    if (keys) await rm(keys, {recursive: true, force: true});
  });

  const install = (what: string, ...flags: readonly string[]) =>
    machine.ebpf(
      ...['kernel', 'install', what, '--yes', '--reboot', ...(what === 'distro' ? [] : archive.signed), ...flags],
    );

  const signedBy = (name: string) => ['--sign-key', `/root/${name}.key`, '--sign-cert', `/root/${name}.pem`];

  const whole =
    'dpkg-query -W; dpkg --audit; find /boot /etc /var/lib/apt /root -type f | sort | xargs sha256sum; ls /sys/firmware/efi/efivars; grub-editenv list; uname -r';

  test('the doctor says that it is on, and by what it knows', async () => {
    expect(await machine.sh('uname -r; mokutil --sb-state; dmesg | grep -o "locked down from EFI Secure Boot"')).toBe(
      `${old}\nSecureBoot enabled\nlocked down from EFI Secure Boot`,
    );
    const {stdout} = await machine.ebpf('doctor', '--json');
    expect(JSON.parse(stdout).hosts[0].findings).toContainEqual(
      expect.objectContaining({id: 'security.secure-boot', found: 'on', evidence: ['SecureBoot: 1']}),
    );
  });

  test.each([
    [
      'with no key to sign with',
      [],
      'Secure Boot is on, and mainline kernels are not signed',
      'ebpf kernel install distro',
    ],
    ['with a key that nobody knows', signedBy('stranger'), 'Neither shim nor the firmware knows', 'mokutil --import'],
    [
      'with a key and the certificate of another',
      ['--sign-key', '/root/owner.key', '--sign-cert', '/root/stranger.pem'],
      'is not the key of',
      'belong together',
    ],
    ['with a key that is not there', signedBy('nobody'), "/root/nobody.key can't be used", 'PEM'],
  ])('one from the archive is refused %s, before anything is changed', async (_, flags, why, alternative) => {
    const before = await machine.sh(whole);
    archive.server.log.length = 0;
    const {code, stderr} = await install('v6.1', ...flags);
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining(why)});
    expect(stderr).toContain(alternative);
    expect(archive.server.log.filter((line) => line.includes('.deb'))).toEqual([]);
    expect(await machine.sh(whole)).toBe(before);
  });

  test('it would indeed not have booted, and GRUB would have waited for somebody', async () => {
    for (const name of ['linux-modules', 'linux-image-unsigned'])
      await machine.put(archive.local(archive.find(name)), `/root/${name}.deb`);
    await machine.sh(
      `dpkg -i /root/linux-*.deb; rm /root/linux-*.deb; update-initramfs -c -k ${archive.release}; update-grub
       entry=$(sed -n "s/.*menuentry_id_option '\\(gnulinux-advanced[^']*\\|gnulinux-${archive.release}-advanced[^']*\\)'.*/\\1/p" /boot/grub/grub.cfg | paste -sd ">")
       echo "GRUB_DEFAULT='$(echo "$entry" | sed s/${archive.release}/${old}/)'" >/etc/default/grub.d/z.cfg; update-grub; grub-reboot "$entry"`,
    );
    await machine.put(path.join(import.meta.dirname, '../../scripts/kernel-state.sh'), '/root/kernel-state.sh');
    expect(await machine.sh('sh /root/kernel-state.sh | grep -E "^(unsigned|secure-boot) "')).toBe(
      `secure-boot yes\nunsigned ${archive.release}`,
    );
    const serial = path.join(machine.folder, 'serial.log');
    await machine.sh('systemctl reboot').catch(() => '');
    await until('the refusal', async () => (await readFile(serial, 'latin1')).includes('bad shim signature'));
    // Ten times what GRUB takes to start a kernel.
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    await expect(machine.sh('true')).rejects.toThrow();
    await machine.cutPower();
    await machine.boot();
    expect(await machine.sh('uname -r')).toBe(old);
    expect(await machine.ebpf('kernel', 'remove', archive.release, '--yes')).toMatchObject({code: 0});
    await machine.sh('rm /etc/default/grub.d/z.cfg; update-grub');
  });

  test("the distribution's own is signed: installed, booted once, kept, and hello traces", async () => {
    await machine.sh(
      'sed "s/ bookworm / bookworm-backports /" /etc/apt/sources.list >/etc/apt/sources.list.d/backports.list; apt-get -qq update',
    );
    const {code, stderr} = await install('distro');
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it has passed verification')});
    const now = await machine.sh('uname -r');
    expect(now).toContain('+deb12');
    expect(await machine.sh('mokutil --sb-state; grub-editenv list; ls /etc/default/grub.d | grep ebpf || true')).toBe(
      'SecureBoot enabled',
    );
    expect(await machine.ebpf('hello', '--dir', '/home/dev/hello')).toMatchObject({code: 0});
    expect(await install('distro')).toMatchObject({code: 0, stderr: expect.stringContaining('offers no other kernel')});
    expect(await machine.sh('uname -r')).toBe(now);
  });

  test("one from the archive, signed with the owner's key, is installed, booted once and kept", async () => {
    const {code, stderr} = await install('v6.1', ...signedBy('owner'));
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('it has passed verification')});
    expect(
      await machine.sh(
        `uname -r; mokutil --sb-state; sbverify --cert /root/owner.pem /boot/vmlinuz-${archive.release}`,
      ),
    ).toBe(`${archive.release}\nSecureBoot enabled\nSignature verification OK`);
    await machine.reboot();
    expect(await machine.sh('uname -r')).toBe(archive.release);
  });
});
