import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lab = path.join(root, 'test/lab/userland.sh');

/** Columns of the terminal that is recorded. */
const columns = 80;

/** What a developer's Debian has before eBPF is thought of: a C compiler, package lists, and what systemd mounts. */
const before = `apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends gcc libc6-dev make >/dev/null 2>&1
mount -t tracefs nodev /sys/kernel/tracing
mount -t bpf bpf /sys/fs/bpf`;

/**
 * Runs the commands one after the other on a terminal of a clean Debian 12 on this machine's kernel, as root, for real.
 * Returns the rows that each left on the terminal, as `rowsOf` reads them, and the facts of the host before it. Needs what the lab needs: root, mmdebstrap, apt.
 */
export async function record(commands, rowsOf) {
  const folder = path.join(root, '.lab/userland');
  execFileSync('sh', [lab, 'base', 'bookworm', folder], {stdio: ['ignore', 'inherit', 'inherit']});
  const keeper = spawn(
    'unshare',
    ['--mount', '--pid', '--uts', '--fork', '--kill-child', 'sh', lab].concat([
      'enter',
      path.join(folder, 'bookworm'),
      process.execPath,
      root,
    ]),
    {stdio: ['pipe', 'pipe', 'inherit']},
  );
  try {
    await once(keeper.stdout, 'data');
    const [first] = readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8').split(' ');
    const inside = (...command) =>
      execFileSync(
        'nsenter',
        [
          '--target',
          first,
          '--mount',
          '--pid',
          '--uts',
          '--',
          'env',
          '-i',
          'HOME=/root',
          'LANG=C.UTF-8',
          '--chdir=/root',
        ].concat('PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'TERM=xterm-256color', command),
        {encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit']},
      );
    inside('sh', '-ec', before);
    const probe = () => JSON.parse(inside('ebpf', 'probe', '--redact'));
    const screens = commands.map((command) => ({
      command,
      before: probe(),
      rows: rowsOf(inside('script', '-qfc', `stty cols ${columns} rows 50; exec ${command}`, '/dev/null'), columns),
    }));
    return {columns, screens, after: probe()};
  } finally {
    keeper.stdin.end();
  }
}
