import {parseDestination} from '../../../src/hosts/ssh/destination.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {Remembered} from '../../../src/hosts/ssh/remembered.ts';
import {connect} from '../../../src/hosts/ssh/route.ts';
import {runOn} from '../../../src/hosts/ssh/run.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {ssh2Transport} from '../../../src/hosts/ssh/ssh2-transport.ts';
import {labClient} from '../../lab/client.ts';
import {describeWith} from '../../lab/needs.ts';
import {missing, password, startSshd} from '../../lab/sshd.ts';

describeWith(missing())('what a real server limits', () => {
  it('lets all hosts behind MaxStartups in, after a while', async () => {
    const sshd = await startSshd({config: ['MaxStartups 2:100:2']});
    const names = Array.from({length: 16}, (_, index) => `h${index}`);
    const client = labClient(names.map((name) => ({name, sshd})));
    const shared = newShared(client.configFile);
    const hosts = names.map((name) => sshHost(name, {shared}));
    try {
      const results = await Promise.all(hosts.map((host) => host.run(['echo', host.name])));
      expect(results.map(({stdout}) => stdout.toString().trim())).toEqual(names);
      expect(sshd.log()).toMatch(/MaxStartups|drop connection/);
    } finally {
      await Promise.all(hosts.map((host) => host.close()));
      sshd.stop();
    }
  });

  it('names MaxStartups where nobody gets in', async () => {
    const sshd = await startSshd({config: ['MaxStartups 1:100:1', 'LoginGraceTime 60']});
    const client = labClient([{name: 'one', sshd}]);
    const {connect: dial} = await import('node:net');
    // Somebody else holds the only place.
    const other = dial(sshd.port, sshd.address);
    await new Promise((resolve) => other.once('data', resolve));
    await expect(sshHost('one', {shared: newShared(client.configFile)}).run(['true'])).rejects.toMatchObject({
      link: 'unreachable',
      why: expect.stringContaining('MaxStartups'),
      todo: expect.stringContaining(`ssh -F ${client.configFile} -p ${sshd.port} root@one true`),
    });
    other.destroy();
    sshd.stop();
  });

  it('asks sudo for root after a script that came on standard input', async () => {
    const sshd = await startSshd();
    const {configFile} = labClient([{name: 'one', sshd, user: 'labpw'}]);
    const transport = ssh2Transport(
      await connect(parseDestination('one'), {policy: {}, owner: {}, shared: newShared(configFile)}),
    );
    const ask = {trust: async () => false, secret: async () => password};
    const context = {
      name: 'one',
      ask,
      secrets: new Remembered().for(['sudo']),
      open: (lineFor: (longest: number) => string) => transport.open(lineFor(1000)),
    };
    const long = 'x'.repeat(20_000);
    const script = 'id -u; printf %s "$1" | wc -c; cat';
    const result = await runOn(context, ['sh', '-c', script, 'sh', long], {asRoot: true, input: 'the input'});
    expect(result.stdout.toString().split(/\s+/)).toEqual(['0', '20000', 'the', 'input']);
    await transport.close();
    sshd.stop();
  });
});
