// A part of `npm run bench`: libbpf-tools' 57 objects against four kernels, beside libbpf's own matcher (test/programs/core/oracle.c) on the same work.
import {execFileSync, spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {buildSync} from 'esbuild';

/** Before a program of Node that is set beside others: certificates that the environment has it read at each start are not what is compared. */
export const bare = 'env -u NODE_EXTRA_CA_CERTS';

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

/**
 * Lines to print: how long we take for the relocations of all objects on all kernels, and for all that `inspect` says of them, beside libbpf's matcher;
 * and the memory that `inspect` takes at most. `folder` is for what is made.
 */
export const benchPrograms = (root, folder) => {
  const lab = labIn(root);
  if (!lab) return ['many programs: not measured; EBPF_LAB=1 npm test fetches them'];
  const all = (name) => readdirSync(path.join(lab, name)).map((file) => path.join(lab, name, file));
  const objects = all('objects').filter((file) => path.basename(file).startsWith('libbpf-tools_trixie-'));
  const kernels = all('btf');
  const matchers = [
    [oracleOf(root, lab, folder), ...objects, '--', ...kernels],
    [process.execPath, relocationsOf(root, folder), ...objects, '--', ...kernels],
  ];
  const [theirLines, ourLines] = matchers.map(([program, ...words]) => linesOf(execFileSync(program, words, large)));
  if (theirLines !== ourLines) return [`many programs: libbpf prints ${theirLines} lines, we print ${ourLines}`];
  const inspect = [path.join(root, 'bin/run.js'), 'inspect', '--json', ...objects];
  for (const kernel of kernels) inspect.push('--btf', kernel);
  const out = path.join(folder, 'programs.json');
  const commands = [...matchers, [process.execPath, ...inspect]].map((words) => `${bare} ${words.join(' ')}`);
  execFileSync('hyperfine', ['--shell=none', '--warmup=1', '--runs=10', `--export-json=${out}`, ...commands], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [theirs, own, whole] = JSON.parse(readFileSync(out, 'utf8')).results.map(({mean}) => mean * 1000);
  const beside = (time) => `${time.toFixed(0)} ms, ${(time / theirs).toFixed(2)} of libbpf's matcher`;
  return [
    `${objects.length} objects x ${kernels.length} kernels, ${ourLines - objects.length * kernels.length} relocations: ${beside(own)} with ${theirs.toFixed(0)} ms (aim: at most 0.5)`,
    `all that inspect says of them: ${beside(whole)}; memory ${memoryOf(inspect, folder).toFixed(0)} MB (aim: under 200)`,
  ];
};

const large = {encoding: 'utf8', maxBuffer: 2 ** 28};
const linesOf = (text) => text.split('\n').length - 1;

/** libbpf's own matcher, built. */
const oracleOf = (root, lab, folder) => {
  const oracle = path.join(folder, 'oracle');
  const libbpf = path.join(lab, 'libbpf');
  execFileSync('gcc', [
    ...['-O2', '-w', `-I${libbpf}/include`, '-o', oracle, path.join(root, 'test/programs/core/oracle.c')],
    ...[`${libbpf}/libbpf.a`, '-lelf', '-lz'],
  ]);
  return oracle;
};

/** Ours, in a file, as `ebpf` comes. */
const relocationsOf = (root, folder) => {
  const outfile = path.join(folder, 'relocations.cjs');
  const entryPoints = [path.join(root, 'scripts/bench-relocations.ts')];
  buildSync({entryPoints, outfile, bundle: true, minify: true, platform: 'node', format: 'cjs'});
  return outfile;
};

/** MB that a process of Node takes at most. */
const memoryOf = (words, folder) => {
  const hook = path.join(folder, 'memory.cjs');
  writeFileSync(hook, "process.on('exit', () => process.stderr.write(`\\n${process.resourceUsage().maxRSS}`));\n");
  const {stderr} = spawnSync(process.execPath, ['--require', hook, ...words], large);
  return Number(stderr.split('\n').at(-1)) / 1024;
};
