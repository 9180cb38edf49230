import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {carve} from '../../src/programs/elf/carve.ts';
import {kernelBtf} from './kernel-btf.ts';
import {madeOnce} from './made-once.ts';
import {lacking} from './needs.ts';

const root = path.join(import.meta.dirname, '../..');
const lab = process.env.LAB_DIR ?? path.join(root, '.lab');

/** Why programs of others cannot be had; see {@link programsLab}. */
export const programsLacking = lacking('apt-get', 'dpkg-deb', 'gcc', 'lz4', 'zstd');
export const programsUnfit =
  !process.env.CI && !process.env.EBPF_LAB && 'it fetches packages and kernels of 200 MB once: set EBPF_LAB=1';

/** Suites of Debian and the kernels in them: 5.10, 6.1, 6.12, and what is newest. */
const suites = ['bullseye', 'bookworm', 'trixie', 'sid'] as const;

/** What {@link programsLab} gives: paths. */
export interface ProgramsLab {
  /** Objects, each by itself, also those that were in programs. */
  readonly objects: readonly string[];
  /** BTF of kernels, in the order of {@link suites}. */
  readonly kernels: readonly string[];
  /** Debian 12's, which runs here. */
  readonly bpftool: string;
  /** test/programs/core/cilium.go, built with Debian's newest cilium/ebpf. */
  readonly cilium: string;
  /** test/programs/loads/cilium.go, built likewise. */
  readonly ciliumLoad: string;
  /** test/programs/inspect/bpf2go.go, and the object that it carries. */
  readonly bpf2go: {readonly program: string; readonly carried: string};
  /** Programs that carry objects: one in Go that uses cilium/ebpf, one in Rust that uses libbpf-rs. */
  readonly carriers: {readonly go: string; readonly rust: string};
  /** The program that a C file of test/programs makes with libbpf's static library: its path. Compiled once. */
  readonly build: (source: string) => string;
}

/** BPF objects that others compiled, the BTF of four kernels, and libbpf's newest static library: fetched once. */
export const programsLab = async (): Promise<ProgramsLab> => {
  const folder = await madeOnce(lab, 'programs', 6, async (draft) => {
    run('bash', [path.join(root, 'test/lab/programs.sh'), draft]);
    mkdirSync(path.join(draft, 'objects'));
    mkdirSync(path.join(draft, 'btf'));
    for (const suite of suites)
      writeFileSync(path.join(draft, 'btf', suite), kernelBtf(readFileSync(path.join(draft, 'kernels', suite))));
    for (const file of filesIn(path.join(draft, 'packages'))) keepObjects(file, path.join(draft, 'objects'));
    const library = path.join(draft, 'packages/libbpf-dev_sid/usr');
    mkdirSync(path.join(draft, 'libbpf'));
    run('mv', [`${library}/include`, `${library}/lib/x86_64-linux-gnu/libbpf.a`, path.join(draft, 'libbpf')]);
    run('mv', [path.join(draft, 'packages/bpftool_bookworm/usr/sbin/bpftool'), path.join(draft, 'bpftool')]);
    mkdirSync(path.join(draft, 'carriers'));
    for (const [name, file] of Object.entries(carriers))
      run('mv', [path.join(draft, 'packages', file), path.join(draft, 'carriers', name)]);
    copyFileSync(path.join(draft, 'objects', carriedByGo), path.join(draft, 'carried.o'));
    for (const [name, source] of Object.entries(programsInGo))
      buildGo(path.join(root, 'test/programs', source), path.join(draft, name), path.join(draft, 'go/usr'));
    run('rm', ['-rf', path.join(draft, 'packages'), path.join(draft, 'kernels'), path.join(draft, 'go')]);
  });
  const objects = path.join(folder, 'objects');
  return {
    objects: readdirSync(objects).map((name) => path.join(objects, name)),
    kernels: suites.map((suite) => path.join(folder, 'btf', suite)),
    bpftool: path.join(folder, 'bpftool'),
    cilium: path.join(folder, 'cilium'),
    ciliumLoad: path.join(folder, 'cilium-load'),
    bpf2go: {program: path.join(folder, 'bpf2go'), carried: path.join(folder, 'carried.o')},
    carriers: {go: path.join(folder, 'carriers/go'), rust: path.join(folder, 'carriers/rust')},
    build: (source) => {
      const file = path.join(root, 'test/programs', source);
      const contents = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
      const program = path.join(folder, `${path.basename(source, '.c')}-${contents}`);
      if (existsSync(program)) return program;
      const draft = `${program}.${process.pid}`;
      const libbpf = path.join(folder, 'libbpf');
      run('gcc', ['-O2', '-w', `-I${libbpf}/include`, '-o', draft, file, `${libbpf}/libbpf.a`, '-lelf', '-lz']);
      renameSync(draft, program);
      return program;
    },
  };
};

const programsInGo = {cilium: 'core/cilium.go', 'cilium-load': 'loads/cilium.go', bpf2go: 'inspect/bpf2go.go'};
const carriedByGo = 'libbpf-tools_trixie-execsnoop-libbpf-0.o';

const carriers = {go: 'pwru_trixie/usr/bin/pwru', rust: 'bpftop_trixie/usr/sbin/bpftop'};

/**
 * Builds a Go file, beside what it may embed, with Go and sources of Debian's packages, unpacked in USR, where what is compiled of Go
 * itself stays for the next file.
 */
const buildGo = (file: string, to: string, usr: string): void => {
  const [go = ''] = readdirSync(path.join(usr, 'lib')).filter((name) => name.startsWith('go-'));
  const goRoot = path.join(usr, 'lib', go);
  const source = path.join(path.dirname(to), path.basename(file));
  copyFileSync(file, source);
  const env = {
    GOROOT: goRoot,
    GOPATH: path.join(usr, 'share/gocode'),
    GO111MODULE: 'off',
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
    GOCACHE: path.join(usr, 'cache'),
  };
  run(path.join(goRoot, 'bin/go'), ['build', '-o', to, source], env);
};

const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void => {
  const {status, stderr} = spawnSync(command, args, {encoding: 'utf8', env: {...process.env, ...env}});
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, {withFileTypes: true, recursive: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

const keepObjects = (file: string, folder: string): void => {
  const raw = readFileSync(file);
  // Most files of a package are no programs.
  if (!raw.includes('\x7fELF', 0, 'latin1')) return;
  let carved: ReturnType<typeof carve> = [];
  try {
    carved = carve(raw);
  } catch {
    return;
  }
  const name = `${path.relative(path.dirname(folder), file).split(path.sep)[1]}-${path.basename(file)}`;
  for (const [index, {bytes}] of carved.entries()) writeFileSync(path.join(folder, `${name}-${index}.o`), bytes);
};
