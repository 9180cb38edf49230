// A module that DKMS builds, and a new kernel that it builds for only with that kernel's headers.
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, patience, releaseOf, script} from './lab.ts';
import {Machine} from './machine.ts';
import {nextKernel, timed} from './trials.ts';

describeWith(await missingForMachines())('a newer kernel, where DKMS has a module', () => {
  let machine: Machine;
  let old: string;
  let next: string;

  const pin = '/etc/apt/preferences.d/no-headers';

  beforeAll(async () => {
    const kernel = await script('debian-kernel.sh', 'oldest');
    old = releaseOf(kernel);
    machine = await Machine.start(await script('image.sh', 'dkms', kernel, 'dkms', `linux-headers-${old}`));
    next = await nextKernel(machine);
    await machine.sh(`mkdir /usr/src/tiny-1.0; cd /usr/src/tiny-1.0
printf 'PACKAGE_NAME=tiny\\nPACKAGE_VERSION=1.0\\nBUILT_MODULE_NAME[0]=tiny\\nDEST_MODULE_LOCATION[0]=/updates\\nAUTOINSTALL=yes\\n' >dkms.conf
echo 'obj-m := tiny.o' >Makefile
printf '#include <linux/module.h>\\nMODULE_LICENSE("GPL");\\n' >tiny.c
dkms install tiny/1.0; modprobe tiny; echo tiny >/etc/modules-load.d/tiny.conf
printf 'Package: linux-headers-*\\nPin: release *\\nPin-Priority: -1\\n' >${pin}; sync`);
    expect(await machine.sh('dkms status')).toContain(`tiny/1.0, ${old}, x86_64: installed`);
  }, patience);

  afterAll(async () => {
    await machine?.end();
  });

  const install = ['kernel', 'install', 'distro'];

  test('apt has no headers of it: said before the question, and a kernel without the module is not kept', async () => {
    const {stdout} = await machine.ebpf(...install, '--dry-run');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'apt has no headers of it, so DKMS does not build for it, and they are missing then: tiny/1.0',
    );
    const {code, stderr} = await timed('without headers', () => machine.ebpf(...install, '--yes', '--reboot'));
    expect({code, stderr}).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${next} is not made the default: something fails that did not under ${old}`),
    });
    expect(stderr).toContain('DKMS has no module tiny for this kernel');
    expect(await machine.sh('lsmod | grep tiny || true')).toBe('');
    const back = await timed('back', () => machine.ebpf('kernel', 'back', '--yes', '--reboot'));
    expect(back.code).toBe(0);
    expect(await machine.sh('uname -r; lsmod | grep -o ^tiny')).toBe(`${old}\ntiny`);
  });

  test('with its headers DKMS builds, and the kernel is kept', async () => {
    await machine.sh(`rm ${pin}; sync`);
    const {code, stderr} = await timed('with headers', () => machine.ebpf(...install, '--yes', '--reboot'));
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('by which DKMS builds its modules')});
    expect(stderr).toContain(`DKMS builds for it, with linux-headers-`);
    expect(await machine.sh('uname -r; lsmod | grep -o ^tiny')).toBe(`${next}\ntiny`);
  });
});
