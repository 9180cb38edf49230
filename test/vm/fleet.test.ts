// Another kernel for many hosts: one first, and the others only when that has come back and kept it.
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {FleetResult} from '../../src/setup/fleet.ts';
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, patience, releaseOf, script} from './lab.ts';
import {ebpfOf, Machine} from './machine.ts';
import {runs, timed} from './trials.ts';

describeWith(await missingForMachines())('another kernel for many hosts', () => {
  const machines: Machine[] = [];
  /** The kernel that runs, the newer one, under which a file system lies over its BTF; and the one that each has beside it. */
  let masked: string;
  let other: string;
  /** Where reports and the list of hosts are. */
  let folder: string;

  const named = (name: string): Machine => {
    const found = machines.find((each) => each.name === name);
    if (!found) throw new Error(`no machine ${name}`);
    return found;
  };

  beforeAll(async () => {
    const kernel = await script('debian-kernel.sh', 'oldest');
    other = releaseOf(kernel);
    const image = await script('image.sh', 'two-kernels', kernel, 'linux-image-cloud-amd64', 'libelf1');
    for (const name of ['web1', 'web2', 'web3']) {
      const machine = await Machine.start(image, {name});
      machines.push(machine);
      masked = await runs(machine);
      const unit = `[Unit]\\nDefaultDependencies=no\\nConditionKernelVersion=${masked}\\n[Service]\\nType=oneshot\\nExecStart=/bin/mount -t tmpfs none /sys/kernel/btf\\n[Install]\\nWantedBy=sysinit.target\\n`;
      await machine.sh(
        `printf '${unit}' >/etc/systemd/system/no-btf.service; systemctl enable --quiet --now no-btf; sync`,
      );
    }
    folder = named('web1').folder;
    await writeFile(path.join(folder, 'hosts.txt'), `${machines.map(({name}) => name).join('\n')}\n`);
  }, patience);

  afterAll(async () => {
    for (const machine of machines) await machine.end();
  });

  /** Sets up the hosts of FILE; what each came to is in the report, which is kept as REPORT. */
  const setUp = async (file: string, report: string, ...flags: readonly string[]) => {
    const {code, stdout, stderr} = await timed(`${file} to ${report}`, () =>
      ebpfOf(
        machines,
        ...['setup', '--for', 'run', '--hosts', path.join(folder, file), '--kernel', 'distro', '--reboot', '--yes'],
        ...['--rolling', '2', '--json', ...flags],
      ),
    );
    await writeFile(path.join(folder, report), stdout);
    return {code, stderr, hosts: (JSON.parse(stdout) as FleetResult).hosts};
  };

  /** Whatever a setup could change. */
  const state = (machine: Machine) =>
    machine.sh(
      'uname -r; cat /proc/sys/kernel/random/boot_id; find /boot /etc /var/lib/dpkg /var/lib/ebpf-kernel /var/log/ebpf.log -type f 2>/dev/null | sort | xargs sha256sum',
    );

  const fault = '/etc/systemd/network/00-fault.link';

  test('the first does not come back under it: nothing is changed on the others', async () => {
    const rename = `[Match]\\nKernelVersion=${other}\\nDriver=virtio_net\\n[Link]\\nName=wan0\\n`;
    for (const machine of machines) await machine.sh(`printf '${rename}' >${fault}; sync`);
    const before = new Map<string, string>();
    for (const machine of machines) before.set(machine.name, await state(machine));
    const {code, hosts} = await setUp('hosts.txt', 'first.json', '--confirm-within', '1');
    expect(code).toBe(1);
    const [first = '', ...more] = hosts.filter(({begun}) => begun !== false).map(({host}) => host);
    expect(more).toEqual([]);
    for (const {host, begun, error, exitCode} of hosts) {
      if (host === first) {
        expect({error, exitCode}).toEqual({
          exitCode: 1,
          error: expect.objectContaining({
            what: `${other} came up and was not reached in time: ${masked} runs again.`,
            why: expect.stringContaining('Addresses: none'),
          }),
        });
        continue;
      }
      expect({begun, error, exitCode}).toEqual({
        begun: false,
        exitCode: 1,
        error: expect.objectContaining({what: `Not begun: changing the kernel failed on ${first}.`}),
      });
      expect(await state(named(host))).toBe(before.get(host));
    }
    expect(await runs(named(first))).toBe(masked);
  });

  test('after the fix those that were not begun get it one after the other, and the one that fell is not tried again by itself', async () => {
    for (const machine of machines) await machine.sh(`rm -f ${fault}; sync`);
    const report = JSON.parse(await readFile(path.join(folder, 'first.json'), 'utf8')) as FleetResult;
    const fallen = report.hosts.find(({begun}) => begun !== false)?.host ?? '';
    const {code, hosts} = await setUp('first.json', 'second.json', '--limit', 'failed');
    expect(code).toBe(1);
    const turns: {readonly begun: number; readonly kept: number}[] = [];
    for (const {host, error, setup, exitCode} of hosts) {
      const machine = named(host);
      if (host === fallen) {
        expect({error, exitCode}).toEqual({
          exitCode: 1,
          error: expect.objectContaining({why: expect.stringContaining('fell back')}),
        });
        expect(await runs(machine)).toBe(masked);
        continue;
      }
      expect({error, exitCode}).toEqual({error: undefined, exitCode: 0});
      expect(setup?.hellos).toMatchObject([{ok: true}]);
      expect(await machine.sh('uname -r; ls -d /etc/ebpf-kernel /etc/default/grub.d/*ebpf* 2>/dev/null || true')).toBe(
        other,
      );
      const log = await machine.sh('cat /var/log/ebpf.log');
      process.stderr.write(`${host}\n${log}\n`);
      const at = (text: string) =>
        Date.parse(
          log
            .split('\n')
            .find((line) => line.includes(text))
            ?.split(' ')[0] ?? '',
        );
      turns.push({begun: at(`${masked} is made the default`), kept: at(`${other} is made the default`)});
    }
    const [first, second] = turns.sort((a, b) => a.begun - b.begun);
    expect(turns).toHaveLength(2);
    expect(second?.begun).toBeGreaterThanOrEqual(first?.kept ?? Number.NaN);
  });

  test('the one that fell is tried again where it is named, and then all are as they should be', async () => {
    const report = JSON.parse(await readFile(path.join(folder, 'second.json'), 'utf8')) as FleetResult;
    const [fallen, ...more] = report.hosts.filter(({exitCode}) => exitCode !== 0);
    expect(more).toEqual([]);
    expect(await named(fallen?.host ?? '').ebpf('kernel', 'install', 'distro', '--reboot', '--yes')).toMatchObject({
      code: 0,
    });
    await setUp('second.json', 'third.json', '--limit', 'failed');
    const {code, hosts} = await setUp('hosts.txt', 'last.json');
    expect(code).toBe(0);
    expect(hosts.map(({setup, exitCode}) => [setup?.changed, exitCode])).toEqual(Array(3).fill([false, 0]));
  });
});
