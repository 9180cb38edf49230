import {
  efiText,
  parseBootctlList,
  parseEntryFile,
  withOption,
  withoutOption,
} from '../../../src/kernels/boot/systemd-boot-list.ts';

/** As systemd 252 of Debian 12 printed it on a machine with two kernels, of which the newer one is the default. */
const debian12 = `         type: Boot Loader Specification Type #1 (.conf)
        title: Debian GNU/Linux 12 (bookworm) (default) (selected)
           id: 4111a23e-6.1.0-56-cloud-amd64.conf
       source: /boot/efi/loader/entries/4111a23e-6.1.0-56-cloud-amd64.conf
     sort-key: debian
      version: 6.1.0-56-cloud-amd64
        linux: /4111a23e/6.1.0-56-cloud-amd64/linux
       initrd: /4111a23e/6.1.0-56-cloud-amd64/initrd.img-6.1.0-56-cloud-amd64
      options: root=/dev/vda2 ro console=ttyS0

         type: Boot Loader Specification Type #1 (.conf)
        title: Debian
           id: 4111a23e-6.1.0-55-cloud-amd64.conf
       source: /boot/efi/loader/entries/4111a23e-6.1.0-55-cloud-amd64.conf
      version: 6.1.0-55-cloud-amd64

         type: Automatic
        title: Reboot Into Firmware Interface
           id: auto-reboot-to-firmware-setup
       source: /sys/firmware/efi/efivars/LoaderEntries-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f
`;

test('reads the entries and which is the default', () => {
  expect(parseBootctlList(debian12)).toEqual([
    {
      id: '4111a23e-6.1.0-56-cloud-amd64.conf',
      file: '/boot/efi/loader/entries/4111a23e-6.1.0-56-cloud-amd64.conf',
      version: '6.1.0-56-cloud-amd64',
      isDefault: true,
    },
    {
      id: '4111a23e-6.1.0-55-cloud-amd64.conf',
      file: '/boot/efi/loader/entries/4111a23e-6.1.0-55-cloud-amd64.conf',
      version: '6.1.0-55-cloud-amd64',
      isDefault: false,
    },
    {id: 'auto-reboot-to-firmware-setup', version: '', isDefault: false},
  ]);
  expect(parseBootctlList('')).toEqual([]);
});

test('a remark behind the file is no part of it, and a unified image has no options to change (made up after systemd 257’s source)', () => {
  const [plain, unified] = parseBootctlList(`  title: Debian (default)
     id: a.conf
 source: /efi//loader/entries/a.conf (on the EFI System Partition)
version: 6.12.1

  title: Debian
     id: b.efi
 source: /efi//EFI/Linux/b.efi (on the EFI System Partition)
version: 6.12.2
`);
  expect(plain).toMatchObject({file: '/efi//loader/entries/a.conf', version: '6.12.1', isDefault: true});
  expect(unified).toEqual({id: 'b.efi', version: '6.12.2', isDefault: false});
});

const file = `title      Debian
version    6.1.0-55
options    root=/dev/vda2 ro panic=10
linux      /token/6.1.0-55/linux
initrd     /token/microcode
initrd     /token/6.1.0-55/initrd.img-6.1.0-55
`;

test('finds the kernel and its initrds in an entry', () => {
  expect(parseEntryFile(file)).toEqual({
    linux: '/token/6.1.0-55/linux',
    initrds: ['/token/microcode', '/token/6.1.0-55/initrd.img-6.1.0-55'],
  });
});

test('adds an option once, and takes only that away again', () => {
  const added = withOption(file, 'panic=30');
  expect(added).toContain('\noptions    root=/dev/vda2 ro panic=10 panic=30\nlinux ');
  expect(withOption(added, 'panic=30')).toBe(added);
  expect(withoutOption(added, 'panic=30')).toBe(file);
  expect(withoutOption(file, 'panic=30')).toBe(file);
});

test('reads an EFI variable', () => {
  const value = Buffer.concat([Buffer.from([7, 0, 0, 0]), Buffer.from('a.conf\0', 'utf16le')]);
  expect(efiText(value)).toBe('a.conf');
  expect(efiText(Buffer.alloc(0))).toBe('');
});
