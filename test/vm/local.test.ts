// The command line inside the machine whose kernel it changes, which nothing reboots but its user.
import {execFileSync} from 'node:child_process';
import {realpathSync} from 'node:fs';
import path from 'node:path';
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, script, withoutBtf} from './lab.ts';
import {Machine} from './machine.ts';

/** What npm would install there. */
const project = path.join(import.meta.dirname, '../..');
const parts = ['bin', 'dist', 'docs', 'native', 'package.json', 'schemas', 'scripts', 'templates'];

describeWith(await missingForMachines())('a newer kernel for the machine that asks', () => {
  let machine: Machine;
  /** The kernel that is installed beside the running one, and has BTF. */
  let other: string;

  beforeAll(async () => {
    const image = await script('image.sh', '--tools', 'local', await script('kernel.sh'), 'linux-image-cloud-amd64');
    machine = await Machine.start(image);
    other = await machine.sh('ls /boot/vmlinuz-6.1.0-* | cut -d- -f2-');
    const packed = path.join(machine.folder, 'ebpf.tar');
    execFileSync('tar', ['-C', project, '-cf', packed, ...parts]);
    await machine.put(packed, '/var/tmp/ebpf.tar');
    await machine.put(realpathSync(process.execPath), '/usr/local/bin/node');
    await machine.sh(
      'chmod 755 /usr/local/bin/node; mkdir /opt/ebpf; tar -C /opt/ebpf --no-same-owner -xf /var/tmp/ebpf.tar; chmod -R go+rX /opt/ebpf; ln -s /opt/ebpf/bin/run.js /usr/local/bin/ebpf',
    );
  });

  afterAll(() => machine?.end());

  test('is made ready without a reboot, and the same line after the reboot keeps it when hello traces', async () => {
    expect(await machine.sh('uname -r; ls /sys/kernel/btf/vmlinux || true')).toBe(withoutBtf);
    const line = 'ebpf setup --kernel auto --yes --dir /home/dev/hello';
    const first = await machine.asUser(line);
    expect(first).toEqual({code: 5, stdout: '', stderr: expect.stringContaining(`verify and keep it:\n${line}\n`)});
    expect(first.stderr).toContain(`${other} is installed, and has what ${withoutBtf} lacks`);
    // It says so again, and changes nothing, until the machine is rebooted.
    expect(await machine.asUser(line)).toMatchObject({code: 5});
    expect(await machine.sh('uname -r')).toBe(withoutBtf);

    await machine.reboot();
    const then = await machine.asUser(line);
    expect(then).toMatchObject({code: 0, stderr: expect.stringContaining('traced a test execve')});
    expect(then.stderr).toContain(`Make ${other} the default`);

    await machine.reboot();
    expect(await machine.sh('uname -r; ls /var/lib/ebpf-kernel')).toBe(other);
    expect(await machine.asUser(line)).toMatchObject({code: 0, stdout: expect.stringContaining('Nothing was changed')});
  });

  test('the kernel without BTF can then be removed', async () => {
    expect(await machine.asUser(`ebpf kernel remove ${other} --yes`)).toMatchObject({code: 2});
    expect(await machine.asUser(`ebpf kernel remove ${withoutBtf} --yes`)).toMatchObject({code: 0});
    await machine.reboot();
    expect(await machine.sh('uname -r; ls /boot | grep vmlinuz')).toBe(`${other}\nvmlinuz-${other}`);
  });
});
