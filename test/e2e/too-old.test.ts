import {describeWith} from '../lab/needs.ts';
import {missing, openUserland, type Userland} from '../lab/userland.ts';

describeWith(missing())('a bullseye on a kernel whose BTF its libbpf cannot read', () => {
  let land: Userland;

  beforeAll(async () => {
    land = await openUserland('bullseye');
  });

  afterAll(() => land?.close());

  test('is told so before anything is installed', async () => {
    const packages = await land.sh('dpkg-query -W');
    const {code, stderr} = await land.run(['ebpf', 'setup', '--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('The libbpf of this release is too old for its kernel: libbpf-dev 0.3');
    expect(stderr).toContain('--build local');
    expect(await land.sh('dpkg-query -W')).toBe(packages);
  });
});
