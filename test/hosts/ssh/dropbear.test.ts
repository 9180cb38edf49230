import {probe} from '../../../src/facts/probe.ts';
import type {Host} from '../../../src/hosts/host.ts';
import {sshHost} from '../../../src/hosts/ssh/host.ts';
import {newShared} from '../../../src/hosts/ssh/shared.ts';
import {labClient} from '../../lab/client.ts';
import {type Dropbear, noDropbear, startDropbear} from '../../lab/dropbear.ts';
import {describeWith} from '../../lab/needs.ts';

describeWith(noDropbear())('a host with dropbear, which takes 9,000 bytes of a command', () => {
  let dropbear: Dropbear;
  let host: Host;
  beforeAll(async () => {
    dropbear = await startDropbear();
    const {configFile} = labClient([{name: 'one', sshd: dropbear}]);
    host = sshHost('one', {shared: newShared(configFile)});
  });
  afterAll(async () => {
    await host?.close();
    dropbear?.stop();
  });

  it('is looked at, though the probe is longer', async () => {
    const facts = await probe(host);
    expect(facts.schema).toBe('ebpf.facts/1');
    expect(facts.os).toMatchObject({state: 'known'});
  });

  it('is looked at with all that can be tried', async () => {
    const facts = await probe(host, {attach: 'always', compile: true});
    expect(facts.schema).toBe('ebpf.facts/1');
  });

  it.each([10, 1000, 4000, 15_000, 59_000])(
    'runs a command with %d letters of two bytes, and its input comes after it',
    async (length) => {
      const long = 'ä'.repeat(length);
      const {stdout, exitCode} = await host.run(['sh', '-c', 'printf %s "$1"; cat', 'sh', long], {
        input: '\nthe input',
      });
      expect(stdout.toString()).toBe(`${long}\nthe input`);
      expect(exitCode).toBe(0);
    },
  );

  it('writes and reads files, of whatever bytes', async () => {
    const data = Buffer.from(Array.from({length: 100_000}, (_, index) => index % 256));
    await host.write('/root/file', data, 0o600);
    expect((await host.read('/root/file')).equals(data)).toBe(true);
  });
});
