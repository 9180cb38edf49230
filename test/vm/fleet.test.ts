// Another kernel for many hosts: one first, and the others only when that has come back and kept it.
import {execFileSync} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {FleetResult} from '../../src/setup/fleet.ts';
import {describeWith} from '../lab/needs.ts';
import {missingForMachines, patience, releaseOf, script} from './lab.ts';
import {ebpfOf, Machine} from './machine.ts';
import {runs, timed} from './trials.ts';

const commandLine = path.join(import.meta.dirname, '../../bin/run.js');

describeWith(await missingForMachines())('another kernel for many hosts', () => {
  const machines: Machine[] = [];
  /** The kernel that runs, the newer one, under which a file system lies over its BTF; and the one that each has beside it. */
  let masked: string;
  let other: string;
  /** What each runs, built here; none of them has a compiler. */
  const program = '/var/tmp/hello';
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
    const image = await script('image.sh', 'two-kernels', kernel, 'linux-image-cloud-amd64', 'libbpf1');
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
    execFileSync(process.execPath, [commandLine, 'hello', '--dir', path.join(folder, 'hello')], {stdio: 'ignore'});
    for (const machine of machines) {
      await machine.put(path.join(folder, 'hello/hello'), program);
      await machine.sh(`chmod 755 ${program}`);
    }
    await writeFile(path.join(folder, 'hosts.txt'), `${machines.map(({name}) => name).join('\n')}\n`);
  }, patience);

  afterAll(async () => {
    for (const machine of machines) await machine.end();
  });

  /** Sets up the hosts of `file`; what each came to is in the report, which is kept as `report`. */
  const setUp = async (file: string, report: string, ...flags: readonly string[]) => {
    const {code, stdout, stderr} = await timed(`${file} to ${report}`, () =>
      ebpfOf(
        machines,
        ...['setup', '--for', 'run', '--hosts', path.join(folder, file), '--kernel', 'distro', '--reboot', '--yes'],
        ...['--program', program, '--rolling', '2', '--json', ...flags],
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

  const fault = '/etc/systemd/network/00-fault.network';

  test('the first does not come back under it: nothing is changed on the others', async () => {
    // Nothing gives the interface an address.
    const none = `[Match]\\nName=eth0\\nKernelVersion=${other}\\n[Link]\\nUnmanaged=yes\\n`;
    for (const machine of machines) await machine.sh(`printf '${none}' >${fault}; sync`);
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

  test('after the fix those that were not begun get it one after the other, and the one that fell gets another one', async () => {
    for (const machine of machines) await machine.sh(`rm -f ${fault}; sync`);
    const report = JSON.parse(await readFile(path.join(folder, 'first.json'), 'utf8')) as FleetResult;
    const fallen = report.hosts.find(({begun}) => begun !== false)?.host ?? '';
    const {code, hosts} = await setUp('first.json', 'second.json', '--limit', 'failed');
    expect(code).toBe(0);
    const turns: {readonly begun: number; readonly kept: number}[] = [];
    for (const {host, error, setup, exitCode} of hosts) {
      const machine = named(host);
      expect({error, exitCode}).toEqual({error: undefined, exitCode: 0});
      expect(setup?.hellos).toMatchObject([{ok: true}]);
      // No timer. There is a pin: the newest kernel is the one without BTF.
      expect(await machine.sh('ls -d /etc/ebpf-kernel 2>/dev/null || true')).toBe('');
      const kernel = await runs(machine);
      if (host === fallen) {
        expect([masked, other]).not.toContain(kernel);
        expect(setup?.plan.kernel?.passedOver).toContainEqual({
          what: `${other}, installed`,
          why: `${other} was booted by an earlier run and fell back. To try it again: ebpf kernel install distro --remote ${host}`,
        });
      } else expect(kernel).toBe(other);
      const log = await machine.sh('cat /var/log/ebpf.log');
      process.stderr.write(`${host}\n${log}\n`);
      const at = (text: string) =>
        Math.max(
          ...log.split('\n').flatMap((line) => (line.includes(text) ? Date.parse(line.split(' ')[0] ?? '') : [])),
        );
      turns.push({begun: at(`${masked} is made the default`), kept: at(`${kernel} is made the default`)});
    }
    expect(turns).toHaveLength(3);
    const [first, ...rest] = turns.sort((a, b) => a.begun - b.begun);
    for (const turn of rest) expect(turn.begun).toBeGreaterThanOrEqual(first?.kept ?? Number.NaN);
  });

  test('then all are as they should be, and nothing is changed', async () => {
    const {code, hosts} = await setUp('hosts.txt', 'last.json');
    expect(code).toBe(0);
    expect(hosts.map(({setup, exitCode}) => [setup?.changed, exitCode])).toEqual(Array(3).fill([false, 0]));
  });
});
