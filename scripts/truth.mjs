// node scripts/truth.mjs [--loader LOADER] VERIFIER OBJECT...   What `ebpf doctor --program` says of objects on this kernel beside what the kernel says, as a table; as root.
// VERIFIER is test/programs/reach/verifier.c, compiled with libbpf; for `--loader cilium` or `aya` what test/programs/loads has of it, which attaches nothing.
// Names of the files have to differ.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {loader: {type: 'string', default: 'libbpf'}},
});
const [verifier, ...objects] = positionals;
const run = (command, args, input) => {
  const {stdout, error} = spawnSync(command, args, {input, encoding: 'utf8', maxBuffer: 2 ** 28});
  if (error) throw error;
  return stdout;
};

const asked = objects.flatMap((file) => ['--program', file]);
const [host] = JSON.parse(
  run(process.execPath, [
    path.join(root, 'bin/run.js'),
    'doctor',
    ...asked,
    '--loader',
    values.loader,
    '--attach',
    '--json',
  ]),
).hosts;
const files = new Map(objects.map((file) => [path.basename(file).replace(/(\.bpf)?\.o$/, ''), file]));
const said = host.findings
  .filter(({group}) => group === 'program')
  .map((finding) => {
    const [stem, name] = finding.title.split(': ');
    return {...finding, stem, name, verdict: finding.damage ? 'damage' : finding.verdict};
  });
const questions = said.map(({stem, name}) => `${files.get(stem)} /sys/kernel/btf/vmlinux ${name}`);
const answers = run(verifier, ['--attach'], questions.join('\n')).trimEnd().split('\n');

/** What became of it: a program that only looks on has to be attached as well. */
const truths = {works: /^loaded(, attached)?$/, 'loaded, not attached': /^loaded, not attached/, refused: /./};
const truthOf = (answer) => Object.keys(truths).find((truth) => truths[truth].test(answer));
const counts = new Map();
for (const [index, {verdict}] of said.entries()) {
  const key = `${verdict} ${truthOf(answers[index] ?? '')}`;
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
console.log(`${objects.length} objects, ${said.length} programs, ${values.loader}, Linux ${host.kernel}\n`);
console.log(`| said | ${Object.keys(truths).join(' | ')} |\n|---|${'---:|'.repeat(3)}`);
for (const verdict of ['pass', 'damage', 'unknown', 'fail'])
  console.log(
    `| ${verdict} | ${Object.keys(truths)
      .map((truth) => counts.get(`${verdict} ${truth}`) ?? 0)
      .join(' | ')} |`,
  );
console.log();
for (const [index, {verdict, stem, name, found}] of said.entries()) {
  const truth = truthOf(answers[index] ?? '');
  if ((verdict === 'pass' && truth !== 'works') || (verdict === 'fail' && truth === 'works'))
    console.log(`- ${stem}: ${name}: said ${verdict} (${found}), true: ${answers[index]}`);
}
