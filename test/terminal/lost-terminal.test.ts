import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {describeWith, lacking} from '../lab/needs.ts';

const program = path.join(import.meta.dirname, '../../bin/run.js');

// Process 1 of its terminal, as a shell is: it outlives the terminal, tells the command of it, and writes down how that ends.
const leader = `
  const child = require('node:child_process').spawn(process.execPath, process.argv.slice(2), {stdio: 'inherit'});
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  child.once('close', (code, signal) => require('node:fs').writeFileSync('ended', String(signal ?? code)));
`;

describeWith(lacking('script'))('a terminal that goes away', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-lost-'));
  const silent = createServer();
  beforeAll(() => new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    silent.close();
    rmSync(folder, {recursive: true});
  });

  test('ends a run as SIGHUP does', async () => {
    const {port} = silent.address() as AddressInfo;
    writeFileSync(path.join(folder, 'config'), `Host *\n  Port ${port}\n  UserKnownHostsFile ${folder}/known_hosts\n`);
    writeFileSync(path.join(folder, 'leader.cjs'), leader);
    const reached = new Promise((resolve) => silent.once('connection', resolve));
    const words = 'doctor --remote root@127.0.0.1 --remote other@127.0.0.1 --ssh-config config';
    const terminal = spawn(
      'script',
      ['-qefc', `exec '${process.execPath}' ./leader.cjs '${program}' ${words}`, '/dev/null'],
      {cwd: folder, stdio: ['pipe', 'ignore', 'ignore'], env: {PATH: process.env.PATH, HOME: folder, TERM: 'xterm'}},
    );
    await reached;
    terminal.kill('SIGKILL');
    const ended = path.join(folder, 'ended');
    for (let left = 100; !existsSync(ended) && left > 0; left--) await sleep(100);
    expect(readFileSync(ended, 'utf8')).toBe('129');
  });
});
