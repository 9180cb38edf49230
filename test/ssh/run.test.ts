import {afterAll, beforeAll, describe, expect, it} from '@jest/globals';
import {sshHost} from '../../src/hosts/ssh/host.ts';
import {type LabClient, labClient} from '../lab/client.ts';
import {missing, type Sshd, startSshd} from '../lab/sshd.ts';

const why = missing();
const lab = why ? describe.skip : describe;

lab(`commands over a real OpenSSH server${why ? ` (skipped: ${why})` : ''}`, () => {
  let sshd: Sshd;
  let client: LabClient;
  beforeAll(async () => {
    sshd = await startSshd();
    client = labClient([{name: 'one', sshd}]);
  });
  afterAll(() => sshd?.stop());

  it('runs one', async () => {
    const host = sshHost('one', {configFile: client.configFile});
    const result = await host.run(['sh', '-c', 'echo "$1"; echo err >&2; exit 3', 'sh', `it's "x" \\ ! \n é`]);
    await host.close();
    expect(result).toMatchObject({exitCode: 3, stderr: 'err\n'});
    expect(result.stdout.toString()).toBe(`it's "x" \\ ! \n é\n`);
  });
});
