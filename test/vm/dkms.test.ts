// A module that is not the kernel's own: DKMS builds it for the new kernel, fails to, or leaves it out without a word.
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, patience, releaseOf, script} from './lab.ts';
import {Machine} from './machine.ts';
import {nextKernel, runs, timed} from './trials.ts';

describeWith(await missingForMachines())('modules of DKMS', () => {
  let machine: Machine;
  /** The kernel that the machine comes with, and the next one that apt has. */
  let old: string;
  let next: string;

  /** Writes a module of a few lines; MORE of its dkms.conf. */
  const write = (code: string, more = '') =>
    machine.sh(`mkdir -p /usr/src/lab-1.0; cd /usr/src/lab-1.0
printf '#include <linux/module.h>\\n${code}MODULE_LICENSE("GPL");\\n' >lab.c
printf 'obj-m := lab.o\\n' >Makefile
printf 'PACKAGE_NAME=lab\\nPACKAGE_VERSION=1.0\\nBUILT_MODULE_NAME[0]=lab\\nDEST_MODULE_LOCATION[0]=/updates\\nAUTOINSTALL=yes\\n${more}' >dkms.conf
sync`);

  beforeAll(async () => {
    const kernel = await script('debian-kernel.sh', 'oldest');
    const tools = ['dkms', 'make', 'gcc', 'libc6-dev', `linux-headers-${releaseOf(kernel)}`];
    machine = await Machine.start(await script('image.sh', 'dkms', kernel, ...tools));
    old = await runs(machine);
    next = await nextKernel(machine);
    await write('');
    await machine.sh('dkms install lab/1.0 >/dev/null; echo lab >/etc/modules-load.d/lab.conf; modprobe lab; sync');
  }, patience);

  afterAll(async () => {
    await machine?.end();
  });

  const install = ['kernel', 'install', 'distro', '--reboot', '--yes'];

  test('what does not compile for it stops the installation, with its own lines and the way out', async () => {
    await write('#error not for this kernel\\n');
    const {code, stderr} = await timed('a module that does not compile', () => machine.ebpf(...install));
    process.stderr.write(`\n${await machine.sh('dkms status; dpkg --audit')}\n`);
    expect(stderr).toContain('DKMS builds for it, with linux-headers-cloud-amd64: lab/1.0');
    expect(stderr).toContain('DKMS could not build lab/1.0: /var/lib/dkms/lab/1.0/build/make.log on vm says why.');
    expect({code, stderr}).toEqual({code: 1, stderr: expect.stringContaining(`ebpf kernel remove ${next}`)});
    expect(await runs(machine)).toBe(old);
  });

  test('a module that is left out without a word keeps the old default', async () => {
    expect(await machine.ebpf('kernel', 'remove', next, '--yes')).toMatchObject({code: 0});
    await write('', 'AUTOINSTALL=\\n');
    const {code, stderr} = await timed('a module that is left out', () => machine.ebpf(...install));
    expect({code, stderr}).toEqual({
      code: 1,
      stderr: expect.stringContaining('DKMS has no module lab for this kernel'),
    });
    expect(await machine.ebpf('kernel', 'back', '--yes', '--reboot')).toMatchObject({code: 0});
    expect(await runs(machine)).toBe(old);
  });

  test('of a kernel that is installed with its headers and without the module, the plan says so', async () => {
    const {stdout, stderr} = await machine.ebpf(...install, '--dry-run');
    expect(stdout + stderr).toContain(
      `DKMS has not built for it, though its headers are installed, and they are missing then: lab/1.0. To see why: dkms autoinstall -k ${next}`,
    );
  });

  test('a module that is built is there under the new kernel, which is kept', async () => {
    expect(await machine.ebpf('kernel', 'remove', next, '--yes')).toMatchObject({code: 0});
    await write('');
    const {code, stderr} = await timed('a module that is built', () => machine.ebpf(...install));
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('as before')});
    expect(await machine.sh('uname -r; grep -c "^lab " /proc/modules')).toBe(`${next}\n1`);
  });
});
