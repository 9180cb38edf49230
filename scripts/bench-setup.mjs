// `npm run bench:setup -- [SUITE]`: what `ebpf setup` adds to the `apt-get install` of the same packages, and what its second run takes beside the
// doctor, as root, in clean userlands of Debian on this kernel (test/lab/userland.sh). As a new host does it, which downloads
// the packages and has a disk; and where all that is waited for is apt-get.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [suite = 'bookworm'] = process.argv.slice(2);
const script = path.join(root, 'test/lab/userland.sh');
const userlands = path.join(root, '.lab/userland');
const rounds = 5;

/** Calls `use` with what runs a command in a userland above the layers, and gives its output and milliseconds. */
const inside = async (layers, use, keep = []) => {
  const node = process.execPath;
  const keeper = spawn(
    'unshare',
    ['--mount', '--pid', '--uts', '--fork', 'sh', script, 'enter', layers.join(':'), node, root, ...keep],
    // As much room as hosts have: with less setup first asks apt what packages take.
    {stdio: ['pipe', 'pipe', 'inherit'], env: {...process.env, ROOM: '6g'}},
  );
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  await new Promise((resolve, reject) => {
    keeper.stdout.once('data', resolve);
    ended.then(() => reject(new Error('The userland did not begin.')));
  });
  const [first] = readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8').split(' ');
  const variables = ['PATH=/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin', 'HOME=/root', 'LANG=C.UTF-8'];
  const run = (...command) => {
    const start = performance.now();
    const enter = ['--target', first, '--mount', '--pid', '--uts', '--', 'env', '-i', '--chdir=/root', ...variables];
    const output = execFileSync('nsenter', [...enter, ...command], {
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    });
    return {output, milliseconds: performance.now() - start};
  };
  try {
    return await use(run);
  } finally {
    keeper.stdin.end();
    await ended;
  }
};

const setup = ['ebpf', 'setup', '--yes', '--json'];
const install = ['apt-get', 'install', '--yes', '--no-install-recommends'];
const least = (numbers) => Math.min(...numbers);
const shown = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-bench-'));
const layer = () => {
  const kept = mkdtempSync(path.join(folder, 'layer-'));
  return {kept, up: path.join(kept, 'up')};
};

/** Prints what setup adds to apt-get's work above `layers`: what is written lies where `keep` says, else in memory. */
const compare = async (how, layers, wanted, keep = () => []) => {
  const rows = {bare: [], setup: [], apt: [], again: [], doctor: []};
  for (let round = 0; round < rounds; round++) {
    await inside(layers, (run) => rows.bare.push(run(...install, ...wanted).milliseconds), keep());
    await inside(
      layers,
      (run) => {
        const {output, milliseconds} = run(...setup);
        const {steps} = JSON.parse(output);
        const hello = steps.slice(steps.findIndex(({title}) => title.includes('vmlinux.h')));
        rows.setup.push(milliseconds);
        rows.apt.push(milliseconds - hello.reduce((sum, step) => sum + step.milliseconds, 0));
        rows.again.push(run(...setup).milliseconds);
        rows.doctor.push(run('ebpf', 'doctor', '--json').milliseconds);
      },
      keep(),
    );
  }
  const [bare, whole, apt, again, doctor] = Object.values(rows).map(least);
  console.log(`${how}: apt-get install ${shown(bare)}, setup ${shown(whole)}, without what it builds ${shown(apt)}`);
  console.log(`  setup adds ${shown(apt - bare)}, ${((apt / bare - 1) * 100).toFixed(0)} % (aim: at most 1 s and 5 %)`);
  console.log(
    `  second run: ${shown(again)}, doctor: ${shown(doctor)}: ${(again / doctor).toFixed(1)} times (aim: at most 3)`,
  );
};

try {
  execFileSync('sh', [script, 'base', suite, userlands], {stdio: 'inherit'});
  const base = path.join(userlands, suite);
  const [lists, packages] = [layer(), layer()];
  await inside([base], (run) => run('apt-get', 'update'), [lists.kept]);
  const wanted = await inside(
    [lists.up, base],
    (run) => {
      const {steps} = JSON.parse(run('ebpf', 'setup', '--dry-run', '--json').output);
      const command = steps.flatMap((step) => step.commands).find((words) => words.includes('install'));
      const named = command.slice(command.indexOf('install') + 1).filter((word) => !word.startsWith('-'));
      run(...install, '--download-only', ...named);
      return named;
    },
    [packages.kept],
  );
  console.log(`${suite}, ${wanted.length} packages named, the least of ${rounds} runs`);
  await compare('as on a new host, with the download and on a disk', [lists.up, base], wanted, () => [layer().kept]);
  await compare('downloaded before, in memory', [packages.up, lists.up, base], wanted);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
