import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {sshHost} from '../../src/hosts/ssh/host.ts';
import {newShared} from '../../src/hosts/ssh/shared.ts';
import {runApt} from '../../src/setup/apt/run.ts';
import {labClient} from '../lab/client.ts';
import {describeWith} from '../lab/needs.ts';
import {missing, type Sshd, startSshd} from '../lab/sshd.ts';

// It sends a byte every half second, so that no time limit of apt's ever counts.
describeWith(missing())('a mirror that drips', () => {
  let sshd: Sshd;
  let far: Host;
  let mirror: Server;
  const open = new Set<unknown>();
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-slow-'));
  beforeAll(async () => {
    sshd = await startSshd();
    far = sshHost('web1', {shared: newShared(labClient([{name: 'web1', sshd}]).configFile)});
    mirror = createServer((_, response) => {
      open.add(response);
      response.writeHead(200, {'content-length': 200_000});
      const dripping = setInterval(() => response.write('x'), 500);
      response.once('close', () => {
        clearInterval(dripping);
        open.delete(response);
      });
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => mirror.once('listening', listening));
    for (const each of ['lists/partial', 'cache/archives/partial'])
      mkdirSync(path.join(folder, each), {recursive: true});
    writeFileSync(
      path.join(folder, 'sources.list'),
      `deb [trusted=yes] http://127.0.0.1:${(mirror.address() as AddressInfo).port}/ ./\n`,
    );
  });
  afterAll(async () => {
    await far?.close();
    sshd?.stop();
    mirror.closeAllConnections();
    mirror.close();
    rmSync(folder, {recursive: true});
  });

  test.each(['here', 'elsewhere'])('apt is stopped %s, and the mirror named', async (where) => {
    const set = (name: string, value: string) => ['-o', `${name}=${value}`];
    const command = [
      'apt-get',
      ...set('Acquire::http::Proxy', 'DIRECT'),
      ...set('Dir::Etc::SourceList', path.join(folder, 'sources.list')),
      ...set('Dir::Etc::SourceParts', '/dev/null'),
      ...set('Dir::State::lists', path.join(folder, 'lists')),
      ...set('Dir::Cache', path.join(folder, 'cache')),
      'update',
    ];
    const options = {say: () => {}, signal: AbortSignal.timeout(120_000), lockWait: 5, stall: 3000};
    await expect(runApt(where === 'here' ? localHost() : far, command, options)).rejects.toMatchObject({
      what: expect.stringContaining('its download does not get on'),
      why: expect.stringMatching(/^Less than 0\.1 % .*: http:\/\/127\.0\.0\.1:\d+ \.\/ InRelease/),
    });
    // Nor does it go on unseen.
    expect(open.size).toBe(0);
  });
});
