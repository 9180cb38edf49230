import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describeWith, lacking} from '../lab/needs.ts';

const root = path.join(import.meta.dirname, '../..');
const dist = path.join(root, 'dist/');

/** What a command costs, counted and not timed: so it holds on a machine that does other things as well. */
interface Cost {
  readonly processes: number;
  /** Files that were found and opened, by all its processes. */
  readonly opens: number;
  /** Writes of Node itself. */
  readonly writes: number;
  /** Files of the bundle. */
  readonly loaded: readonly string[];
  /** Characters of code in them; in how many files it lies, the bundler decides. */
  readonly code: number;
  /** Packages whose code is in them, whether it runs or not. */
  readonly packages: ReadonlySet<string>;
}

/** Runs the built command line under strace, in a folder without a policy. */
const costOf = (...words: readonly string[]): Cost => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-budget-'));
  try {
    const trace = ['-ff', '-qq', '-s', '200', '-e', 'trace=openat,execve,write,writev', '-o', path.join(folder, 'log')];
    const command = [process.execPath, path.join(root, 'bin/run.js'), ...words];
    const {error} = spawnSync('strace', [...trace, ...command], {cwd: folder, stdio: 'ignore'});
    if (error) throw error;
    // One file for each process and thread; those of Node tell what it loaded and wrote.
    const logs = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    const all = logs.join('');
    const done = (call: RegExp, text = all) => [...text.matchAll(call)];
    const loaded = [...new Set(done(/^openat\([^"]*"([^"]+\.js)".* = \d+$/gm).map(([, file = '']) => file))].filter(
      (file) => file.startsWith(dist),
    );
    const code = loaded.map((file) => readFileSync(file, 'utf8')).join('');
    const node = logs.find((text) => text.includes('bin/run.js')) ?? '';
    return {
      processes: done(/^execve\(.* = 0$/gm).length,
      opens: done(/^openat\(.* = \d+$/gm).length,
      writes: done(/^writev?\([12], /gm, node).length,
      loaded,
      code: code.length,
      packages: new Set(done(/^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm, code).map(([, name = '']) => name)),
    };
  } finally {
    rmSync(folder, {recursive: true});
  }
};

/** Packages that only some commands need, and then load when they do. */
const sometimes = ['ssh2', 'yaml', '@inquirer/confirm', '@inquirer/password'];

describeWith(lacking('strace', 'clang'))('what a command costs', () => {
  test.each(['--version', 'version', '--help', '-h', 'help'])('ebpf %s: one process, and no library at all', (word) => {
    const {processes, opens, loaded, packages} = costOf(word);
    expect(processes).toBe(1);
    expect(loaded.length).toBeLessThanOrEqual(2);
    expect(opens).toBeLessThanOrEqual(30);
    expect([...packages]).toEqual([]);
  });

  test('ebpf vmlinux: one process, and no library at all', () => {
    const {processes, opens, loaded, packages} = costOf('vmlinux', '--output', '-');
    expect(processes).toBe(1);
    expect(loaded.length).toBeLessThanOrEqual(3);
    expect(opens).toBeLessThanOrEqual(32);
    expect([...packages]).toEqual([]);
  });

  test('ebpf doctor --help: one process, and oclif alone', () => {
    const {processes, opens, loaded, packages} = costOf('doctor', '--help');
    expect(processes).toBe(1);
    expect(loaded.length).toBeLessThanOrEqual(6);
    expect(opens).toBeLessThanOrEqual(40);
    expect(sometimes.filter((name) => packages.has(name))).toEqual([]);
  });

  test('ebpf doctor --json: the probe and its tools, nothing of SSH, of prompts, of policies or of other languages', () => {
    const {processes, opens, writes, loaded, code, packages} = costOf('doctor', '--json');
    expect(processes).toBeLessThanOrEqual(24);
    expect(opens).toBeLessThanOrEqual(290);
    expect(writes).toBeLessThanOrEqual(4);
    expect(code).toBeLessThanOrEqual(780_000);
    expect(loaded.length).toBeLessThanOrEqual(6);
    expect(sometimes.filter((name) => packages.has(name))).toEqual([]);
  });

  test('ebpf doctor --program: nothing but the kernel is looked at and tried, and no tool is started', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-budget-'));
    const object = path.join(folder, 'pass.bpf.o');
    const source = '__attribute__((section("xdp"), used)) int pass(void *context) { return 2; }';
    execFileSync('clang', ['-target', 'bpf', '-g', '-O2', '-x', 'c', '-c', '-', '-o', object], {input: source});
    const {processes, opens, packages} = costOf('doctor', '--json', '--program', object);
    const {processes: untried} = costOf('doctor', '--json', '--no-attach', '--program', object);
    rmSync(folder, {recursive: true});
    expect(processes).toBeLessThanOrEqual(26);
    expect(untried).toBeLessThanOrEqual(14);
    expect(opens).toBeLessThanOrEqual(300);
    expect(sometimes.filter((name) => packages.has(name))).toEqual([]);
  });

  test('the probe is started before more is loaded than that takes', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-budget-'));
    const hook = path.join(folder, 'hook.cjs');
    writeFileSync(
      hook,
      `const vm = require('node:vm');
const child = require('node:child_process');
const {spawn} = child;
const loaded = [];
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    loaded.push(options.filename);
  }
};
child.spawn = (...words) => {
  process.stderr.write(JSON.stringify(loaded));
  return spawn(...words);
};`,
    );
    const {stderr} = spawnSync(process.execPath, ['-r', hook, path.join(root, 'bin/run.js'), 'doctor', '--json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, {recursive: true});
    const files = (JSON.parse(stderr) as string[]).map((file) => path.relative(dist, file).replace(/-[\w-]+\.js$/, ''));
    expect(files).toEqual(['main.js', 'chunks/start']);
  });

  test('nothing that the doctor loads is compiled anew', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-budget-'));
    const hook = path.join(folder, 'hook.cjs');
    writeFileSync(
      hook,
      `const vm = require('node:vm');
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    process.stderr.write(\`\${options.filename} \${this.cachedDataRejected}\\n\`);
  }
};`,
    );
    const {stderr} = spawnSync(process.execPath, ['-r', hook, path.join(root, 'bin/run.js'), 'doctor', '--json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, {recursive: true});
    const lines = stderr.trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(4);
    // Undefined where there was nothing, true where V8 did not take it.
    expect(lines.filter((line) => !line.endsWith('.js false'))).toEqual([]);
  });

  test('saved facts are judged without a look at this machine', () => {
    const saved = path.join(root, 'test/saved/debian-12-cloud-6.1.json');
    const {processes, packages} = costOf('doctor', '--json', '--facts', saved);
    expect(processes).toBe(1);
    expect(sometimes.filter((name) => packages.has(name))).toEqual([]);
  });
});
