import {defaultEntry, entryOf, parseGrubConfig, parseGrubEnvironment} from '../../../src/kernels/boot/grub-config.ts';

const uuid = 'e78ec032-1a71-42d0-b2a9-81977a4f219f';

/** As update-grub of Debian 12 wrote it on a host with two kernels, shortened. */
const config = (boots: string) => `
if [ -s $prefix/grubenv ]; then
  set have_grubenv=true
  load_env
fi
if [ "\${next_entry}" ] ; then
   set default="\${next_entry}"
   set next_entry=
   save_env next_entry
   set boot_once=true
else
   set default="${boots}"
fi
function load_video {
  if [ x$feature_all_video_module = xy ]; then
    insmod all_video
  fi
}
menuentry 'GNU/Linux' --class gnu-linux --class gnu --class os $menuentry_id_option 'gnulinux-simple-${uuid}' {
	load_video
	if [ x$grub_platform = xxen ]; then insmod xzio; insmod lzopio; fi
	linux	/boot/vmlinuz-6.12.95+deb12-cloud-amd64 root=/dev/vda ro
	initrd	/boot/initrd.img-6.12.95+deb12-cloud-amd64
}
submenu 'Advanced options for GNU/Linux' $menuentry_id_option 'gnulinux-advanced-${uuid}' {
	menuentry 'GNU/Linux, with Linux 6.12.95+deb12-cloud-amd64' --class os $menuentry_id_option 'gnulinux-6.12.95+deb12-cloud-amd64-advanced-${uuid}' {
		linux	/boot/vmlinuz-6.12.95+deb12-cloud-amd64 root=/dev/vda ro
		initrd	/boot/initrd.img-6.12.95+deb12-cloud-amd64
	}
	menuentry 'GNU/Linux, with Linux 6.12.95+deb12-cloud-amd64 (recovery mode)' --class os $menuentry_id_option 'gnulinux-6.12.95+deb12-cloud-amd64-recovery-${uuid}' {
		linux	/boot/vmlinuz-6.12.95+deb12-cloud-amd64 root=/dev/vda ro single
		initrd	/boot/initrd.img-6.12.95+deb12-cloud-amd64
	}
	menuentry 'GNU/Linux, with Linux 6.1.0-50-cloud-amd64' --class os $menuentry_id_option 'gnulinux-6.1.0-50-cloud-amd64-advanced-${uuid}' {
		linux	/boot/vmlinuz-6.1.0-50-cloud-amd64 root=/dev/vda ro
	}
}
menuentry "Memory test (memtest86+x64.bin)" {
	linux	/boot/memtest86+x64.bin
}
`;

const newer = `gnulinux-advanced-${uuid}>gnulinux-6.12.95+deb12-cloud-amd64-advanced-${uuid}`;
const older = `gnulinux-advanced-${uuid}>gnulinux-6.1.0-50-cloud-amd64-advanced-${uuid}`;

test('reads entries of kernels with the paths of their submenus', () => {
  const {entries} = parseGrubConfig(config('0'));
  expect(entries.map(({position, release, initrd}) => [position, release, initrd])).toEqual([
    ['0', '6.12.95+deb12-cloud-amd64', true],
    ['1>0', '6.12.95+deb12-cloud-amd64', true],
    ['1>1', '6.12.95+deb12-cloud-amd64', true],
    ['1>2', '6.1.0-50-cloud-amd64', false],
  ]);
});

test('takes the entry that stays one kernel’s own: not the first, which is always the newest, and no recovery mode', () => {
  const parsed = parseGrubConfig(config('0'));
  expect(entryOf(parsed, '6.12.95+deb12-cloud-amd64')?.path).toBe(newer);
  expect(entryOf(parsed, '6.1.0-50-cloud-amd64')).toMatchObject({path: older, initrd: false});
  expect(entryOf(parsed, '5.10.0-32-cloud-amd64')).toBeUndefined();
});

test.each([
  ['0', {}, '6.12.95+deb12-cloud-amd64'],
  ['1>2', {}, '6.1.0-50-cloud-amd64'],
  [older, {}, '6.1.0-50-cloud-amd64'],
  ['Advanced options for GNU/Linux>GNU/Linux, with Linux 6.1.0-50-cloud-amd64', {}, '6.1.0-50-cloud-amd64'],
  [`gnulinux-6.1.0-50-cloud-amd64-advanced-${uuid}`, {}, '6.1.0-50-cloud-amd64'],
  ['${saved_entry}', {saved_entry: older}, '6.1.0-50-cloud-amd64'],
  ['${saved_entry}', {}, '6.12.95+deb12-cloud-amd64'],
  ['gone', {}, '6.12.95+deb12-cloud-amd64'],
])('with the default %p and the environment %p boots %s', (boots, environment, release) => {
  const entry = defaultEntry(parseGrubConfig(config(boots)), new Map(Object.entries(environment)));
  expect(entry?.release).toBe(release);
});

test('reads what grub-editenv lists', () => {
  expect([...parseGrubEnvironment(`saved_entry=${older}\nnext_entry=\n# comment\n`)]).toEqual([
    ['saved_entry', older],
    ['next_entry', ''],
  ]);
});
