import type {Userland} from '../lab/userland.ts';
import {almostReady, describeAlmostReady, setup} from './almost-ready.ts';

const withoutBtf = 'mount -t tmpfs none /sys/kernel/btf';

// tracefs has no place to be mounted at: /sys/kernel is memory, with the kernel's BTF alone in it.
const withoutTracing = `mount -t tmpfs keep /mnt; mkdir /mnt/btf; mount --bind /sys/kernel/btf /mnt/btf
  mount -t tmpfs none /sys/kernel; mkdir /sys/kernel/btf; mount --bind /mnt/btf /sys/kernel/btf`;

describeAlmostReady('a host that can not be made ready', () => {
  let land: Userland;
  let before: string;

  beforeAll(async () => {
    land = await almostReady();
    before = await land.state();
  });

  afterAll(() => land?.close());

  test('no BTF: setup says that it can not mend that, and begins nothing', async () => {
    const {code, stdout, stderr} = await land.run(setup, {mounts: withoutBtf});
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toContain("Setup can't get this host ready: Kernel BTF.");
    expect(stderr).toContain('Nothing was changed. For the evidence: ebpf doctor btf.vmlinux\n');
    expect(await land.state()).toBe(before);
  });

  test('no BTF: vmlinux names the missing file and what to do, and writes none', async () => {
    const {code, stdout, stderr} = await land.run(['ebpf', 'vmlinux'], {mounts: withoutBtf});
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toMatch(
      /\/sys\/kernel\/btf\/vmlinux[\s\S]*without BTF \(CONFIG_DEBUG_INFO_BTF\)[\s\S]*Boot a kernel with BTF/,
    );
    expect(await land.state()).toBe(before);
  });

  test('no BTF: doctor tells the file from the configuration', async () => {
    const {code, stdout} = await land.run(['ebpf', 'doctor', 'btf.vmlinux', '--json'], {mounts: withoutBtf});
    expect(code).toBe(1);
    expect(JSON.parse(stdout).hosts[0].findings).toMatchObject([{id: 'btf.vmlinux', verdict: 'fail', source: 'file'}]);
  });

  test('a root without privileges, as in a container', async () => {
    const confined = ['setpriv', '--bounding-set=-sys_admin,-bpf,-perfmon', ...setup];
    const {code, stderr} = await land.run(confined);
    expect(code).toBe(1);
    expect(stderr).toContain('This root is confined: start the container with --privileged');
    expect(await land.state()).toBe(before);
  });

  test.each([
    ['that can not be made', '/proc/hello', 'could not be written to /proc/hello. Nothing was changed there.'],
    ['that is a file', '/etc/passwd', 'could not be written to /etc/passwd. Nothing was changed there.'],
  ])('a directory %s stops setup before anything is installed', async (_, directory, message) => {
    const {code, stderr} = await land.run([...setup, '--dir', directory]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('--dir DIR');
    expect(await land.state()).toBe(before);
  });

  test("a directory that is somebody else's", async () => {
    const {code, stderr} = await land.run([...setup, '--dir', '/root/hello'], {user: 'dev'});
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /could not be written to \/root\/hello.*\n.*Permission denied\nhint: Choose a directory that you may write to/,
    );
  });

  test('foreign files in the directory stay as they are, and nothing joins them', async () => {
    await land.sh('mkdir hello-ebpf; echo mine >hello-ebpf/hello.c');
    const withMine = await land.state();
    const {code, stderr} = await land.run(setup);
    expect(code).toBe(1);
    expect(stderr).toContain('already holds hello.c, and ebpf did not write it.');
    expect(await land.state()).toBe(withMine);
    await land.sh('rm -r hello-ebpf');
  });

  test('tracefs that can not be mounted: the command, its own words, what to do', async () => {
    const {code, stderr} = await land.run(setup, {mounts: withoutTracing});
    expect(code).toBe(1);
    expect(stderr).toContain(
      '"mount -t tracefs nodev /sys/kernel/tracing" failed.\n  mount: /sys/kernel/tracing: mount point does not exist.',
    );
  });

  test('a disk that is full when vmlinux.h is written leaves none of it', async () => {
    await land.sh('mkdir small');
    const {code, stderr} = await land.run(['ebpf', 'vmlinux', '-o', 'small/vmlinux.h'], {
      mounts: 'mount -t tmpfs -o size=1m small /root/small; trap "ls -A /root/small >/tmp/left" EXIT',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /small\/vmlinux\.h could not be written\. Nothing was changed there\.[\s\S]*The disk is full/,
    );
  });
});
