import {jest} from '@jest/globals';
import {describeWith} from '../lab/needs.ts';
import {missing, openUserland, readyLayer, type Userland} from '../lab/userland.ts';
import {describeAlmostReady} from './almost-ready.ts';

jest.setTimeout(1_200_000);

describeAlmostReady('network programs, by a user with sudo on a host without ip', () => {
  let land: Userland;

  beforeAll(async () => {
    land = await openUserland('bookworm', {from: await readyLayer('bookworm')});
    await land.sh('! command -v ip; mkdir -p /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup');
  });

  afterAll(() => land?.close());

  test('one command installs it and verifies each kind, whose projects are the user’s', async () => {
    const {code, stdout, stderr} = await land.run(['ebpf', 'setup', '--for', 'network', '--yes', '--json'], {
      user: 'dev',
    });
    expect({code, ...(code !== 0 && {stdout, stderr})}).toEqual({code: 0});
    const {hellos, report} = JSON.parse(stdout);
    expect(hellos.map(({route, ok}: {route: string; ok: boolean}) => ({route, ok}))).toEqual([
      {route: 'xdp on libbpf', ok: true},
      {route: 'tc on libbpf', ok: true},
      {route: 'cgroup on libbpf', ok: true},
    ]);
    expect(report.hosts[0].findings).toContainEqual(expect.objectContaining({id: 'tool.ip', verdict: 'pass'}));
    await land.sh('command -v ip && test "$(find /home/dev/hello-network ! -user dev | wc -l)" = 0');
  });

  test('what they attached is gone', async () => {
    expect(await land.sh('ip -details link show')).not.toContain('prog/xdp');
  });
});

describeWith(missing(), !process.env.EBPF_SLOW && 'a toolchain is installed anew: set EBPF_SLOW=1')(
  'network programs in a trixie, whose libbpf has tcx',
  () => {
    let land: Userland;

    beforeAll(async () => {
      land = await openUserland('trixie');
      await land.sh('apt-get update -qq; mkdir -p /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup');
    });

    afterAll(() => land?.close());

    test('each kind is verified, and tc is attached by a link', async () => {
      const {code, stdout} = await land.run(['ebpf', 'setup', '--for', 'network', '--yes', '--json']);
      expect({code, hellos: JSON.parse(stdout).hellos}).toMatchObject({
        code: 0,
        hellos: [{ok: true}, {route: 'tc on libbpf', ok: true}, {ok: true}],
      });
      const attached = await land.sh(`unshare --net sh -ec 'ip link set lo up; cd hello-network/tc
        ./hello lo >said & for try in 1 2 3 4 5 6 7 8 9; do grep -q Tracing said && break; sleep 1; done
        bpftool net show dev lo; kill -INT $!; wait'`);
      expect(attached).toMatch(/tcx\/egress on_packet/);
    });
  },
);
