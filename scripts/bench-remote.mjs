// `npm run bench:remote -- HOSTS [SSH_CONFIG]`: ratios over SSH, all measured in one run. HOSTS is a file of destinations, one a line, that let
// us in without a question. Beside us stand `ssh HOST true`, and Ansible running the same probe, where they are installed.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [hostsFile, config] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-bench-'));
const runs = 5;

/** Wall and client CPU seconds of a command: the least of several runs, in which the machine was least busy with others. */
const measure = (command, args, times = runs) => {
  let best = {wall: Number.POSITIVE_INFINITY, cpu: Number.POSITIVE_INFINITY};
  for (let run = 0; run < times; run++) {
    const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>/dev/null';
    const {stderr} = spawnSync('bash', ['-c', script, 'bash', command, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [wall = 0, user = 0, system = 0] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
    if (wall < best.wall) best = {wall, cpu: user + system};
  }
  return best;
};

const row = (name, {wall, cpu}) => console.log(`| ${name} | ${wall.toFixed(2)} | ${cpu.toFixed(2)} |`);

try {
  if (!hostsFile) throw new Error('Usage: npm run bench:remote -- HOSTS [SSH_CONFIG]');
  const hosts = readFileSync(hostsFile, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (hosts.length === 0) throw new Error(`${hostsFile} names no host.`);
  const [first] = hosts;
  const ssh = [...(config ? ['-F', config] : []), '-o', 'BatchMode=yes', '-o', 'ControlPath=none'];
  const ours = [path.join(root, 'bin/run.js'), 'doctor', '--no-attach', ...(config ? ['--ssh-config', config] : [])];
  console.log('| what | wall s | client CPU s |\n|---|---:|---:|');
  const bare = measure('ssh', [...ssh, first, 'true']);
  row('`ssh host true`', bare);
  const one = measure('node', [...ours, '--remote', first]);
  row('`ebpf doctor --remote host`', one);
  const many = measure('node', [...ours, '--hosts', hostsFile, '--jobs', '50'], 3);
  row(`ebpf doctor, ${hosts.length} hosts`, many);
  console.log(`\none host / ssh true: ${(one.wall / bare.wall).toFixed(2)} (aim: at most 2.5)`);
  if (spawnSync('ansible', ['--version']).status === 0) {
    const inventory = path.join(folder, 'inventory');
    const probe = path.join(folder, 'probe.sh');
    writeFileSync(inventory, `${hosts.join('\n')}\n`);
    writeFileSync(probe, execFileSync('node', [path.join(root, 'bin/run.js'), 'probe', '--script']));
    const args = [
      'all',
      '-i',
      inventory,
      '-f',
      '50',
      '-m',
      'script',
      '-a',
      probe,
      `--ssh-common-args=${ssh.join(' ')}`,
    ];
    const ansible = measure('ansible', args, 2);
    row(`ansible -m script, ${hosts.length} hosts`, ansible);
    console.log(
      `\n${hosts.length} hosts: ${(ansible.wall / many.wall).toFixed(1)} times as fast as Ansible (aim: 8), ${(ansible.cpu / many.cpu).toFixed(1)} times less client CPU (aim: 20)`,
    );
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
