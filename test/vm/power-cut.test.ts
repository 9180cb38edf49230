// The power goes in the middle of it, and setup, run again, goes on.
import {describeWith} from '../lab/needs.ts';
import {Archive, makeImage, missingForMachines, patience, until, withoutBtf} from './lab.ts';
import {Machine} from './machine.ts';

describeWith(await missingForMachines())('after the power was cut', () => {
  let image: string;

  beforeAll(async () => {
    image = await makeImage();
  }, patience);

  interface Cut {
    /** Whether it is time. */
    readonly cut: () => Promise<boolean>;
    /** That it was in the middle: looks at the machine when it is back. */
    readonly left: () => Promise<unknown>;
  }

  const setup = ['setup', '--yes', '--reboot', '--dir', '/home/dev/hello'];

  /** Runs setup until `cut` says so, pulls the plug of the machine and of the program, and runs setup again to its end. */
  const cutAndGoOn = async (machine: Machine, flags: readonly string[], what: string, {cut, left}: Cut) => {
    const first = machine.start(...setup, ...flags);
    await until(what, cut, 600);
    await machine.cutPower();
    first.kill();
    await machine.boot();
    // Nothing that was half done is booted.
    expect(await machine.sh('uname -r')).toBe(withoutBtf);
    await left();
    const {code, stderr} = await machine.ebpf(...setup, ...flags);
    expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('traced a test execve')});
    // Beside the kernel that it came with there is the one that was begun with, and no second one.
    const count = `dpkg-query -W -f '\${db:Status-Status} \${Package}\\n' 'linux-image*-6*' | grep -c ^installed`;
    expect(await machine.sh(`dpkg --audit; ${count}; ls /sys/kernel/btf/vmlinux`)).toBe('2\n/sys/kernel/btf/vmlinux');
  };

  test('in the middle of dpkg', async () => {
    const machine = await Machine.start(image);
    try {
      const log = (status: string) => `grep -q ' ${status} linux-image-6.1.0' /var/log/dpkg.log`;
      const atWork = `${log('half-installed')} && ! ${log('unpacked')} && sync && echo yes || true`;
      await cutAndGoOn(machine, ['--kernel', 'distro'], 'dpkg at work', {
        cut: async () => (await machine.sh(atWork).catch(() => '')) === 'yes',
        left: async () => expect(await machine.sh('dpkg --audit')).toContain('linux-image-6.1.0'),
      });
    } finally {
      await machine.end();
    }
  });

  test('in the middle of apt’s download', async () => {
    const machine = await Machine.start(image);
    try {
      const limit = '/etc/apt/apt.conf.d/99slow';
      await machine.sh(`echo 'Acquire::http::Dl-Limit "1000";' >${limit}`);
      const partial = () =>
        machine.sh('stat -c %s /var/cache/apt/archives/partial/linux-image-6*.deb 2>/dev/null || echo 0');
      const beyond = (bytes: number) => async () => Number(await partial().catch(() => 0)) > bytes;
      await cutAndGoOn(machine, ['--kernel', 'distro'], 'the download', {
        cut: async () => {
          if (!(await beyond(5e6)())) return false;
          // The download that goes on is to be as fast as it can.
          await machine.sh(`rm ${limit}; sync`);
          return true;
        },
        left: async () => expect([await beyond(1e6)(), await machine.sh('dpkg --audit')]).toEqual([true, '']),
      });
    } finally {
      await machine.end();
    }
  });

  test('in the middle of the download from an archive, which goes on where it stopped', async () => {
    const archive = await Archive.start('no-initrd');
    const machine = await Machine.start(image);
    try {
      const {troubles, log} = archive.server;
      const modules = archive.find('linux-modules');
      troubles.set(modules, [{cutAfter: 1_000_000}, {stall: true}]);
      const asked = (status: string | number) => log.filter((line) => line.startsWith(`GET ${modules} ${status}`));
      await cutAndGoOn(machine, ['--kernel', 'v6.1', ...archive.signed], 'the download', {
        cut: async () => asked('stall').length > 0,
        left: async () => expect(asked(206)).toEqual([]),
      });
      expect(asked(206)).toEqual([expect.stringMatching(/ bytes=[1-9]\d{5,}-$/)]);
    } finally {
      await machine.end();
      await archive.end();
    }
  });
});
