import {appendFile, chmod, readdir, readFile, rm, stat, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import type {Tools} from '../../src/hello/build.ts';
import type {Outcome} from '../../src/hello/stage.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {build, buildStages, writeProject} from './libbpf.ts';
import {asRoot, cleanUp, hiding, installToolchain, smallDisk, temporary, withEnvironment} from './machine.ts';

const host = localHost();
let header: Buffer;

beforeAll(async () => {
  await installToolchain();
  const directory = await project();
  await build({host, directory});
  header = await readFile(path.join(directory, 'vmlinux.h'));
  await cleanUp();
});

afterEach(cleanUp);

/** A project in a directory whose name has a space. */
const project = async (directory?: string): Promise<string> => {
  const where = directory ?? (await temporary());
  await writeProject(host, where);
  return where;
};

const failedStage = ({stages}: Outcome) => stages.find(({ok}) => !ok)?.name;

/** What make would have to do is left there only if it is whole. */
const leftovers = async (directory: string) =>
  (await readdir(directory)).filter((name) => name.endsWith('.tmp') || name === 'hello').sort();

test('builds without a warning, and the second time does nothing', async () => {
  const directory = await project();
  const progress: string[] = [];
  const first = await build({host, directory, onProgress: (stage, text) => progress.push(`${stage}: ${text}`)});
  expect(first.trouble).toBeUndefined();
  expect(first.stages.map(({name, ok}) => [name, ok])).toEqual(buildStages.map((name) => [name, true]));
  expect(first.stages.every(({milliseconds}) => milliseconds !== undefined)).toBe(true);
  expect(progress).toEqual([
    'vmlinux.h: vmlinux.h',
    'BPF: hello.bpf.o',
    'GEN-SKEL: hello.skel.h',
    'CC: hello.o',
    'BINARY: hello',
  ]);
  const built = (await stat(path.join(directory, 'hello'))).mtimeMs;
  const second = await build({host, directory});
  expect(second.stages.map(({message}) => message)).toEqual(buildStages.map(() => 'up to date'));
  expect((await stat(path.join(directory, 'hello'))).mtimeMs).toBe(built);
});

test('several at once in one directory do not disturb each other', async () => {
  const directory = await project();
  const outcomes = await Promise.all([1, 2, 3].map(() => build({host, directory})));
  expect(outcomes.map(({trouble}) => trouble)).toEqual([undefined, undefined, undefined]);
});

test('make prints a line for each step and nothing else; V=1 shows the commands; git sees no output', async () => {
  const directory = await project();
  const {stdout, stderr} = await execa('make', {cwd: directory, env: {MAKEFLAGS: ''}});
  // bpftool since 7.7 says which of the kernel's types it takes for granted.
  expect(stderr.replace(/^skipping .* \(will be loaded as base\)$/m, '')).toBe('');
  expect(stdout.split('\n')).toEqual([
    '  VMLINUX  vmlinux.h',
    '  BPF      hello.bpf.o',
    '  GEN-SKEL hello.skel.h',
    '  CC       hello.o',
    '  BINARY   hello',
  ]);
  const ignored = (await readFile(path.join(directory, '.gitignore'), 'utf8')).split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['/hello', '/vmlinux.h', '*.o', '*.skel.h', '*.tmp']));
  await execa('make', ['clean'], {cwd: directory});
  expect((await readdir(directory)).sort()).toContain('vmlinux.h');
  expect((await execa('make', ['V=1'], {cwd: directory})).stdout).toMatch(/-target bpf -D__TARGET_ARCH_\w+/);
  await execa('make', ['distclean'], {cwd: directory});
  expect(await readdir(directory)).toHaveLength(7);
});

test('builds a second tool beside the first, as the README says', async () => {
  const directory = await project();
  const file = (name: string) => path.join(directory, name);
  await writeFile(file('vmlinux.h'), header);
  for (const end of ['bpf.c', 'c', 'h'])
    await writeFile(
      file(`other.${end}`),
      (await readFile(file(`hello.${end}`), 'utf8')).replaceAll(/hello(?=[._](?:h|bpf|skel))/g, 'other'),
    );
  await writeFile(
    file('Makefile'),
    (await readFile(file('Makefile'), 'utf8')).replace('APPS := hello', 'APPS := hello other'),
  );
  await execa('make', {cwd: directory});
  expect(await readdir(directory)).toEqual(expect.arrayContaining(['hello', 'other']));
});

/** A project with vmlinux.h already there and one thing wrong. */
const broken = async (
  change: (file: (name: string) => string) => Promise<void>,
  tools: Tools = {},
  on: Host = host,
) => {
  const directory = await project();
  const file = (name: string) => path.join(directory, name);
  await writeFile(file('vmlinux.h'), header);
  await change(file);
  const outcome = await build({host: on, directory}, tools);
  expect(await leftovers(directory)).toEqual([]);
  return {stage: failedStage(outcome), ...outcome.trouble};
};

test('a syntax error in the BPF program', async () => {
  const {stage, what, why} = await broken((file) => appendFile(file('hello.bpf.c'), 'int broken('));
  expect(stage).toBe('BPF');
  expect(what).toMatch(/does not compile/);
  expect(why).toMatch(/^hello\.bpf\.c:\d+:\d+: error: /);
  expect(why).not.toMatch(/make: \*\*\*/);
});

test('a syntax error in the loader', async () => {
  const {stage, why} = await broken((file) => appendFile(file('hello.c'), 'int broken('));
  expect(stage).toBe('CC');
  expect(why).toMatch(/error/);
});

test('a header that does not exist', async () => {
  const {stage, what, why} = await broken((file) => appendFile(file('hello.c'), '#include <no/such.h>\n'));
  expect(stage).toBe('CC');
  expect(what).toMatch(/does not compile/);
  expect(why).toMatch(/no\/such\.h/);
});

test('a function that no library has', async () => {
  const {stage, why} = await broken((file) =>
    appendFile(file('hello.c'), 'int absent(void);\nint use(void) { return absent(); }\n'),
  );
  expect(stage).toBe('BINARY');
  expect(why).toMatch(/undefined reference to .absent/);
});

test('no libbpf to link with', async () => {
  const linker = withEnvironment({LDLIBS: '-lbpf-of-nowhere'});
  const {stage, what} = await broken(async () => {}, {}, linker);
  expect([stage, what]).toEqual(['BINARY', expect.stringMatching(/^Headers or library of libbpf/)]);
});

test('an escape sequence in a compiler message is taken out', async () => {
  const {why} = await broken((file) => appendFile(file('hello.c'), '#error "\u001b]0;title\u0007here"\n'));
  expect(why).toMatch(/here/);
  expect(why).not.toMatch(/[\u001b\u0007]/);
});

test('a vmlinux.h that was cut off', async () => {
  const {stage, what, todo} = await broken((file) => truncate(file('vmlinux.h'), 200_000));
  expect(stage).toBe('BPF');
  expect(what).toMatch(/empty or cut off/);
  expect(todo).toMatch(/make distclean/);
});

test('an empty vmlinux.h, as a failed redirection leaves it', async () => {
  const {stage, what} = await broken((file) => truncate(file('vmlinux.h'), 0));
  expect([stage, what]).toEqual(['BPF', expect.stringMatching(/empty or cut off/)]);
});

test('a clang that is not there', async () => {
  const {stage, what, todo} = await broken(async () => {}, {clang: '/nonexistent/clang'});
  expect(stage).toBe('BPF');
  expect(what).toMatch(/clang is not installed/);
  expect(todo).toMatch(/ebpf setup/);
});

test('a make that is not there', async () => {
  const {what} = await broken(async () => {}, {make: '/nonexistent/make'});
  expect(what).toMatch(/make was not found/);
});

test('a file of the project that is missing', async () => {
  const {what} = await broken((file) => rm(file('hello.h')));
  expect(what).toMatch(/file that make needs is missing/);
});

test.each([
  [
    'too old for the BTF',
    'echo "Error: failed to load BTF from x: Invalid argument" >&2; exit 22',
    /failed to load BTF/,
  ],
  ['exits with 0 and writes a part', 'echo "#ifndef __VMLINUX_H__"', /wrote only a part/],
])('a fake bpftool that is %s: no vmlinux.h stays', async (_name, script, why) => {
  const directory = await project();
  const fake = path.join(await temporary('ebpf-tool-'), 'bpftool');
  await writeFile(fake, `#!/bin/sh\n${script}\n`);
  await chmod(fake, 0o755);
  const outcome = await build({host, directory}, {bpftool: fake});
  expect(failedStage(outcome)).toBe('vmlinux.h');
  expect(outcome.trouble?.why).toMatch(why);
  expect(await readdir(directory)).toHaveLength(7);
});

test('stops when it is told to', async () => {
  const controller = new AbortController();
  const directory = await project();
  const building = build({host, directory, signal: controller.signal, onProgress: () => controller.abort('enough')});
  await expect(building).rejects.toBe('enough');
});

asRoot('as root (hides programs in a mount namespace, mounts)', () => {
  // cc may lead to clang, which would be hidden with it.
  const compilers = `$(for each in /usr/bin/gcc* /usr/bin/cc /usr/bin/c99* /usr/bin/x86_64-linux-gnu-gcc*; do
    case $(readlink -f "$each") in *clang*) ;; *) echo "$each" ;; esac; done)`;
  const clangs = '/usr/bin/clang* /usr/lib/llvm-*/bin/clang';

  test('clang alone is enough: no gcc', async () => {
    const directory = await project();
    const outcome = await build({host: hiding(compilers), directory});
    expect(outcome.trouble).toBeUndefined();
    expect(outcome.stages.every(({ok}) => ok)).toBe(true);
  });

  test('no clang', async () => {
    const {stage, what} = await broken(async () => {}, {}, hiding(clangs));
    expect([stage, what]).toEqual(['BPF', 'clang is not installed.']);
  });

  test('no bpftool', async () => {
    const {stage, what} = await broken((file) => rm(file('vmlinux.h')), {}, hiding('/usr/sbin/bpftool'));
    expect([stage, what]).toEqual(['vmlinux.h', expect.stringMatching(/^bpftool is not installed/)]);
  });

  test('no libbpf headers', async () => {
    const {stage, what} = await broken(async () => {}, {}, hiding('/usr/include/bpf'));
    expect([stage, what]).toEqual(['BPF', expect.stringMatching(/^Headers or library of libbpf/)]);
  });

  test('no BTF', async () => {
    const {stage, why} = await broken((file) => rm(file('vmlinux.h')), {}, hiding('/sys/kernel/btf'));
    expect(stage).toBe('vmlinux.h');
    expect(why).toMatch(/failed to load BTF/);
  });

  // 2,8 MB are vmlinux.h, 0.6 the object, 2.2 the skeleton, 0.7 each what comes after.
  test.each([
    [1024, 'vmlinux.h'],
    [3072, 'BPF'],
    [4608, 'GEN-SKEL'],
    [5900, 'CC'],
    [6600, 'BINARY'],
  ])('a disk of %i KiB is full at %s, and nothing half-written stays', async (size, stage) => {
    const directory = await project(await smallDisk(size));
    const outcome = await build({host, directory});
    expect(failedStage(outcome)).toBe(stage);
    expect(outcome.trouble?.what).toBe('The disk is full.');
    expect(await leftovers(directory)).toEqual([]);
    await execa('mount', ['-o', 'remount,size=20m', directory]);
    expect((await build({host, directory})).trouble).toBeUndefined();
  });
});
