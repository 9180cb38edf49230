import {localHost} from '../../../src/hosts/local.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {ebpf} from '../../commands/run.ts';
import {writeProject} from '../../hello/libbpf.ts';
import {type LabClient, labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../../lab/sshd.ts';

describeWith(missing())('other users of a host over SSH', () => {
  let sshd: Sshd;
  let client: LabClient;
  beforeAll(async () => {
    sshd = await startSshd();
    const as = (user: string) => ({name: user, sshd, user});
    client = labClient([as('root'), as('labuser'), as('labnoisy'), as('labtcsh')]);
  });
  afterAll(() => sshd?.stop());
  const hostAs = (user: string) => sshHost(user, {shared: newShared(client.configFile)});

  it.each(['root', 'labuser'])(
    '%s builds and runs nothing there that another user has laid in the way',
    async (user) => {
      const host = hostAs(user);
      const made = await host.run(['mktemp', '-d', '/tmp/ebpf-owners-XXXXXX']);
      const folder = made.stdout.toString('utf8').trim();
      try {
        await writeProject(host, `${folder}/project`);
        const trap =
          'cd "$1"; printf "all:\\n\\tid >%s/rooted\\n" "$1" >project/Makefile; chmod 777 .; chown -R nobody .';
        expect(await host.run(['sh', '-ec', trap, 'sh', folder], {asRoot: true})).toMatchObject({exitCode: 0});
        const args = ['hello', '--remote', user, '--ssh-config', client.configFile, '--dir', `${folder}/project`];
        const {exitCode, stderr} = await ebpf(args);
        expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`nobody owns ${folder}.`)]);
        expect((await host.run(['test', '-e', `${folder}/rooted`])).exitCode).toBe(1);
      } finally {
        await localHost().run(['rm', '-rf', folder]);
        await host.run(['rm', '-rf', folder], {asRoot: true});
        await host.close();
      }
    },
  );

  it.each([
    ['labnoisy', '000', '0022'],
    ['labtcsh', '777', '0077'],
  ] as const)(
    'what is left there is for its owner, and writable for nobody else, where the shell of %s sets the umask to %s',
    async (user, _, umask) => {
      const host = hostAs(user);
      for (const asRoot of [false, true]) {
        const {stdout} = await host.run(['sh', '-c', 'umask'], {asRoot});
        expect(stdout.toString('utf8').trim()).toBe(umask);
      }
      await host.close();
    },
  );
});
