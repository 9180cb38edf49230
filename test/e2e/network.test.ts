import {openUserland, readyLayer, type Userland} from '../lab/userland.ts';
import {describeAlmostReady} from './almost-ready.ts';

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
