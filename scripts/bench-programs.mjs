// A part of `npm run bench`: libbpf-tools' 57 objects against four kernels, beside libbpf's own matcher (test/programs/core/oracle.c) on the same work.
import {execFileSync, spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** Where the tests keep objects, kernels and libbpf; undefined where they have not fetched them. */
const labIn = (root) => {
  const lab = process.env.LAB_DIR ?? path.join(root, '.lab');
  const names = readDirectory(lab).filter((name) => /^programs-\d+$/.test(name));
  return names.length > 0 ? path.join(lab, names.sort().at(-1)) : undefined;
};

const readDirectory = (folder) => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Lines to print: processor time of both, their ratio, and the memory that ours took at most. FOLDER is for what is made. */
export const benchPrograms = (root, folder) => {
  const lab = labIn(root);
  if (!lab) return ['many programs: not measured; EBPF_LAB=1 npm test fetches them'];
  const all = (name) => readdirSync(path.join(lab, name)).map((file) => path.join(lab, name, file));
  const objects = all('objects').filter((file) => path.basename(file).startsWith('libbpf-tools_trixie-'));
  const kernels = all('btf');
  const oracle = path.join(folder, 'oracle');
  const libbpf = path.join(lab, 'libbpf');
  const source = path.join(root, 'test/programs/core/oracle.c');
  execFileSync('gcc', [
    ...['-O2', '-w', `-I${libbpf}/include`, '-o', oracle, source],
    ...[`${libbpf}/libbpf.a`, '-lelf', '-lz'],
  ]);
  const ours = [path.join(root, 'bin/run.js'), 'inspect', '--json', ...objects];
  for (const kernel of kernels) ours.push('--btf', kernel);
  const commands = [[oracle, ...objects, '--', ...kernels].join(' '), ['node', ...ours].join(' ')];
  const out = path.join(folder, 'programs.json');
  execFileSync('hyperfine', ['--shell=none', '--warmup=1', '--runs=10', `--export-json=${out}`, ...commands], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [theirs, own] = JSON.parse(readFileSync(out, 'utf8')).results.map(({user, system}) => (user + system) * 1000);
  const hook = path.join(folder, 'memory.cjs');
  writeFileSync(hook, "process.on('exit', () => process.stderr.write(`\\n${process.resourceUsage().maxRSS}`));\n");
  const {stderr} = spawnSync(process.execPath, ['--require', hook, ...ours], {encoding: 'utf8', maxBuffer: 2 ** 28});
  const memory = Number(stderr.split('\n').at(-1)) / 1024;
  return [
    `${objects.length} objects x ${kernels.length} kernels: ${own.toFixed(0)} ms of CPU, libbpf's matcher ${theirs.toFixed(0)}: ${(own / theirs).toFixed(2)} (aim: at most 0.5)`,
    `their memory: ${memory.toFixed(0)} MB (aim: under 200)`,
  ];
};
