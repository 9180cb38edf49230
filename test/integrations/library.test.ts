import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {execa} from 'execa';
import {rollup} from 'rollup';
import {dts} from 'rollup-plugin-dts';
import {hostFile} from '../commands/run.ts';

const root = path.join(import.meta.dirname, '../..');
const examples = path.join(root, 'docs/examples');
const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-library-'));
const here = (command: string, ...args: string[]) => execa(command, args, {cwd: folder, reject: false, all: true});

beforeAll(async () => {
  // The build is there already: --ignore-scripts keeps packing from making it again under other tests.
  await execa('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {cwd: root});
  const [tarball = ''] = readdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
  await execa('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball}`], {cwd: folder});
});

afterAll(() => rmSync(folder, {recursive: true}));

test('the packed library has no dependencies, and neither tests nor sources in it', () => {
  expect(readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['ebpf']);
  const files = readdirSync(path.join(folder, 'node_modules/ebpf'));
  expect(files).toEqual(expect.arrayContaining(['bin', 'dist', 'docs', 'schemas', 'templates']));
  expect(files).not.toEqual(expect.arrayContaining(['src']));
  expect(files).not.toEqual(expect.arrayContaining(['test']));
});

test('its examples run', async () => {
  const run = async (name: string, ...args: string[]) => {
    writeFileSync(path.join(folder, name), `${(await execa('cat', [path.join(examples, name)])).stdout}\n`);
    return here('node', name, ...args);
  };
  expect(readdirSync(examples).sort()).toEqual(['evaluate.mjs', 'plan.mjs', 'probe.mjs']);
  expect((await run('probe.mjs')).stdout).toMatch(/^\d+\.\d+\S*\n(?:\d+ bytes of BTF|\{ state)/);
  const judged = await run('evaluate.mjs');
  const asked = await here('npx', 'ebpf', 'doctor', '--json', '--no-attach', '--ignore', 'kconfig.kprobes');
  expect(judged.exitCode).toBe(asked.exitCode);
  const planned = await run('plan.mjs', hostFile('debian-13-chroot-6.18'));
  expect(planned.stdout).toMatch(/Install clang.*\[\s*\[?\s*'apt-get'/s);
});

test('its types are right for a strict user: what is documented compiles, what is wrong does not', async () => {
  const typeRoots = [path.join(root, 'node_modules/@types')];
  const options = {module: 'nodenext', strict: true, noEmit: true, target: 'es2023', types: ['node'], typeRoots};
  const use = (name: string, code: string) => writeFileSync(path.join(folder, name), code);
  const tsc = (name: string) => {
    use('tsconfig.json', JSON.stringify({compilerOptions: options, files: [name]}));
    return here('node', path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.');
  };
  use(
    'right.ts',
    `import {checks, evaluate, explain, inspect, plan, probe, sshHost, type Diagnosis, type Inspection, type Report} from 'ebpf';
const facts = await probe();
const report: Report = evaluate([facts], {profiles: ['libbpf'], strict: true});
export const codes: 0 | 1 | 2 | 3 | 4 | 5 | 70 = report.exitCode;
export const titles: readonly string[] = plan(facts).steps.map(({title}) => title);
if (facts.kernel.release.state === 'known') facts.kernel.release.value.toUpperCase();
export const diagnosis: Diagnosis = await explain({text: 'x', facts});
export const inspection: Inspection = await inspect(new Uint8Array(), {btf: {}});
export const ids: string[] = checks.map(({id}) => id);
export const far = await probe({host: await sshHost('a'), signal: AbortSignal.timeout(1000)});
`,
  );
  expect(await tsc('right.ts')).toMatchObject({all: '', exitCode: 0});
  use('wrong.ts', "import {probe} from 'ebpf';\n(await probe()).kernel.release.value;\n");
  expect((await tsc('wrong.ts')).all).toContain("Property 'value' does not exist");
});

test('every type that its functions speak of can be named', async () => {
  const bundle = await rollup({input: path.join(root, 'dist/types/index.d.ts'), plugins: [dts()], external: /^node:/});
  const {output} = await bundle.generate({format: 'es'});
  await bundle.close();
  const [{code}] = output;
  const exported = [...code.matchAll(/^export (?:type )?\{ (.*) \}/gm)].flatMap(([, names = '']) => names.split(', '));
  const declared = [...code.matchAll(/^(?:declare )?(?:abstract )?(?:interface|type|class|enum) (\w+)/gm)];
  expect(declared.length).toBeGreaterThan(60);
  expect(declared.map(([, name]) => name).filter((name) => !exported.includes(`${name}`))).toEqual([]);
});

test('CommonJS takes it by require, with types, and without a warning', async () => {
  const commonjs = path.join(folder, 'commonjs');
  mkdirSync(commonjs);
  writeFileSync(path.join(commonjs, 'package.json'), '{"type": "commonjs"}');
  writeFileSync(
    path.join(commonjs, 'gate.ts'),
    `import {evaluate, Failure, formatReport, loadPolicy, type Facts, type Policy} from 'ebpf';
export const gate = async (facts: readonly Facts[]): Promise<string> => {
  const policy: Policy = await loadPolicy('ebpf.yml');
  return formatReport(evaluate(facts, {policy, require: ['btf.vmlinux']}), 'junit');
};
export const isOurs = (error: unknown): error is Failure => error instanceof Failure;
`,
  );
  const compilerOptions = {
    module: 'nodenext',
    strict: true,
    target: 'es2023',
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
  };
  writeFileSync(path.join(commonjs, 'tsconfig.json'), JSON.stringify({compilerOptions, files: ['gate.ts']}));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  expect(await here('node', tsc, '-p', commonjs)).toMatchObject({all: '', exitCode: 0});
  writeFileSync(path.join(commonjs, 'ebpf.yml'), 'require: {kernel: ">=99"}\n');
  const run = `process.chdir('commonjs');
const {gate} = require('./commonjs/gate.js');
require('ebpf').loadFacts(${JSON.stringify(hostFile('debian-12-microvm-6.18'))}).then(gate).then((xml) => console.log(xml));`;
  const {stdout, stderr} = await here('node', '--input-type=commonjs', '-e', run);
  expect(stderr).toBe('');
  expect(stdout).toContain('<testcase name="policy.kernel"');
});

test('its schemas can be imported', async () => {
  const code =
    "import s from 'ebpf/schemas/report-1.schema.json' with {type: 'json'}; console.log(s.definitions.Report.type)";
  expect((await here('node', '--no-warnings', '--input-type=module', '-e', code)).stdout).toBe('object');
});
