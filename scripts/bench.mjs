// `npm run bench`: ratios measured in one run with hyperfine (apt install hyperfine), so that the machine's mood cancels out.
// Where others use the machine, processor time says more than the clock, and ratios more than either. Fleets: bench:remote. Pages: bench:page.
// Tools that stand beside us are measured where they are installed; MOBY_CHECK_CONFIG=FILE names moby's contrib/check-config.sh.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {bare, benchPrograms} from './bench-programs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-bench-'));
const source = path.join(folder, 'probe.c');
writeFileSync(source, 'int probe(void) { return 1; }\n');

const object = path.join(folder, 'hello.bpf.o');
const ebpf = `node ${path.join(root, 'bin/run.js')}`;

/** Of all its processes, most of which nobody waits for: hyperfine counts those that are waited for. */
const probeCpu = () => {
  if (!has('perf')) return 'not measured: apt install linux-perf';
  const stat = ['stat', '-x,', '-r', '15', '-e', 'task-clock', 'sh', path.join(root, 'scripts/probe.sh')];
  const {stderr} = spawnSync('perf', stat, {stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8'});
  return `${Number.parseFloat(stderr).toFixed(0)} ms`;
};

const has = (program) => spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;
const moby = process.env.MOBY_CHECK_CONFIG;

/** What is measured, by name. The order is hyperfine's. */
const commands = {
  'node -e 0': 'node -e 0',
  'clang --version': 'clang --version',
  'clang -target bpf': `clang -v -target bpf -O2 -x c -c -o - ${source}`,
  'ebpf probe.sh': `sh ${path.join(root, 'scripts/probe.sh')}`,
  'ebpf --version': `${ebpf} --version`,
  'ebpf --help': `${ebpf} --help`,
  'ebpf doctor --json': `${ebpf} doctor --json`,
  'ebpf doctor --program': `${ebpf} doctor --program ${object}`,
  'ebpf vmlinux': `${bare} ${ebpf} vmlinux --output -`,
  ...(has('bpftool') && {
    'bpftool feature probe': 'bpftool feature probe',
    'bpftool btf dump': 'bpftool btf dump file /sys/kernel/btf/vmlinux format c',
  }),
  ...(moby && {'moby check-config.sh': `sh ${moby}`}),
};

try {
  for (const needed of ['hyperfine', 'clang'])
    if (!has(needed)) throw new Error(`${needed} is needed for the bench: apt install ${needed}`);
  const program = path.join(root, 'test/programs/hello.bpf.c');
  execFileSync('clang', [
    '-target',
    'bpf',
    '-g',
    '-O2',
    '-Wno-incompatible-library-redeclaration',
    '-c',
    program,
    '-o',
    object,
  ]);
  const out = path.join(folder, 'times.json');
  execFileSync(
    'hyperfine',
    ['--shell=none', '--ignore-failure', '--warmup=3', '--runs=25', `--export-json=${out}`, ...Object.values(commands)],
    {stdio: ['ignore', 'ignore', 'inherit']},
  );
  const {results} = JSON.parse(readFileSync(out, 'utf8'));
  const median = Object.fromEntries(Object.keys(commands).map((name, index) => [name, results[index].median * 1000]));
  const cpu = Object.fromEntries(
    Object.keys(commands).map((name, index) => [name, (results[index].user + results[index].system) * 1000]),
  );
  console.log('| command | median ms | CPU ms |\n|---|---:|---:|');
  for (const [name, time] of Object.entries(median))
    console.log(`| \`${name}\` | ${time.toFixed(0)} | ${cpu[name].toFixed(0)} |`);
  const doctor = median['ebpf doctor --json'] / (median['node -e 0'] + median['clang --version']);
  const slowest = Math.max(median['clang --version'], median['clang -target bpf']);
  const beyond = (name) => (median[name] - median['node -e 0']).toFixed(0);
  console.log(`\ndoctor / (node + clang --version): ${doctor.toFixed(2)} (aim: at most 1.9)`);
  console.log(`doctor - node -e 0: ${beyond('ebpf doctor --json')} ms (aim on Node 24: at most 120)`);
  console.log(`--version - node -e 0: ${beyond('ebpf --version')} ms (aim: at most 30)`);
  console.log(`--help - node -e 0: ${beyond('ebpf --help')} ms (aim: at most 30)`);
  console.log(
    `probe / slowest tool that it starts: ${(median['ebpf probe.sh'] / slowest).toFixed(2)} (aim: at most 1.5)`,
  );
  console.log(`CPU of the probe: ${probeCpu()} (aim: under 60)`);
  console.log(`one program against this kernel: ${median['ebpf doctor --program'].toFixed(0)} ms (aim: at most 400)`);
  for (const line of benchPrograms(root, folder)) console.log(line);
  if (median['bpftool btf dump'])
    console.log(
      `vmlinux / bpftool btf dump: ${(median['ebpf vmlinux'] / median['bpftool btf dump']).toFixed(2)} (aim: at most 0.9)`,
    );
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, {recursive: true, force: true});
}
