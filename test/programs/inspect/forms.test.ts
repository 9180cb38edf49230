import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {objectsIn} from '../../../src/assess/programs/objects.ts';
import {exitCodes, Failure} from '../../../src/hosts/failure.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {inspect} from '../../../src/programs/inspect/inspect.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {describeWith, lacking, testWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {int, makeBtf} from '../btf/make.ts';
import {clangLacking, compile} from '../compile.ts';

const run = (command: string, args: readonly string[], cwd: string): string => {
  const {status, stdout, stderr, error} = spawnSync(command, args, {cwd, encoding: 'utf8'});
  if (error || status !== 0) throw error ?? new Error(`${command}: ${stderr}`);
  return stdout;
};
const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
const hasGo = spawnSync('go', ['version']).status === 0;

/** What is the same wherever an object lies. */
const contentOf = (file: string) =>
  inspect(file, readFileSync(file)).map(({document: {file: _, offset, bytes, ...rest}}) => rest);

describeWith(clangLacking ?? lacking('gcc', 'objcopy'))('objects that programs carry', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-forms-'));
  const at = (name: string): string => path.join(folder, name);
  beforeAll(() => {
    writeFileSync(at('little.o'), compile('sample.bpf.c'));
    writeFileSync(at('big.o'), compile('sample.bpf.c', '-target', 'bpfeb'));
    // As skeletons and bpf2go have them: bytes among constants, here both byte orders in one file.
    writeFileSync(
      at('carrier.s'),
      '.section .rodata\n.balign 8\n.incbin "little.o"\n.incbin "big.o"\n.globl main\n.text\nmain: ret\n.section .note.GNU-stack,"",@progbits\n',
    );
  });
  afterAll(() => rmSync(folder, {recursive: true}));

  /** The same is said of it as of the objects by themselves; and hosts can be judged by it. */
  const expectCarried = async (file: string, objects = ['little.o', 'big.o']): Promise<void> => {
    expect(contentOf(file)).toEqual(objects.flatMap((name) => contentOf(at(name))));
    const kernel = {name: 'made up', types: new KernelTypes(readBtf(makeBtf([int()])))};
    const judged = async (name: string) => (await objectsIn(name)).map(({object}) => judgeObject(object, kernel));
    expect(await judged(file)).toEqual((await Promise.all(objects.map((name) => judged(at(name))))).flat());
  };

  test('in a binary, as libbpf skeletons are, also where its symbols were stripped', async () => {
    run('gcc', ['-o', 'binary', 'carrier.s'], folder);
    await expectCarried(at('binary'));
    run('objcopy', ['--strip-all', 'binary', 'stripped'], folder);
    await expectCarried(at('stripped'));
  });

  test('in a shared library', async () => {
    run('gcc', ['-shared', '-o', 'library.so', 'carrier.s'], folder);
    await expectCarried(at('library.so'));
  });

  testWith(undefined, !has('rustc') && 'no rustc')('in a Rust program that includes them, as aya does', async () => {
    const each = ['little', 'big'].map((name) => `static ${name.toUpperCase()}: &[u8] = include_bytes!("${name}.o");`);
    writeFileSync(at('main.rs'), `${each.join('\n')}\nfn main() { println!("{}{}", LITTLE.len(), BIG.len()); }\n`);
    run('rustc', ['-o', 'rust', 'main.rs'], folder);
    // The linker lays constants where it likes.
    expect(contentOf(at('rust'))).toHaveLength(2);
    expect(contentOf(at('rust'))).toEqual(
      expect.arrayContaining(['little.o', 'big.o'].flatMap((name) => contentOf(at(name)))),
    );
  });

  testWith(undefined, !hasGo && 'no go')('in a Go program made with bpf2go', async () => {
    writeFileSync(at('go.mod'), 'module carrier\n');
    writeFileSync(
      at('main.go'),
      'package main\n\nimport _ "embed"\n\n//go:embed little.o\nvar _LittleBytes []byte\n\nfunc main() { println(len(_LittleBytes)) }\n',
    );
    run('go', ['build', '-o', 'go-binary', '.'], folder);
    await expectCarried(at('go-binary'), ['little.o']);
  });

  test('a module and a package of a kernel carry none, and are refused in words that fit', () => {
    writeFileSync(at('empty.c'), 'int nothing;\n');
    run('gcc', ['-c', '-o', 'module.ko', 'empty.c'], folder);
    const refusal = (file: string, bytes = readFileSync(file)) => {
      try {
        inspect(file, bytes);
      } catch (error) {
        if (error instanceof Failure && error.exitCode === exitCodes.usage) return error.message;
        throw error;
      }
      return '';
    };
    expect(refusal(at('module.ko'))).toContain('another machine');
    expect(refusal('kernel.deb', Buffer.from('!<arch>\ndebian-binary   '))).toContain('unpack it first');
  });

  test('maps of the form before BTF are read in both byte orders, with and without BTF', () => {
    for (const options of [[], ['-g0'], ['-target', 'bpfeb']]) {
      const [{document} = {document: undefined}] = inspect('legacy.o', compile('legacy.bpf.c', ...options));
      expect(document?.maps).toEqual([
        expect.objectContaining({name: 'counts', type: 'array', keySize: 4, valueSize: 8, maxEntries: 16, flags: []}),
        expect.objectContaining({name: 'flows', type: 'lru_hash', keySize: 12, valueSize: 8, maxEntries: 1024}),
      ]);
      expect(document?.programs[0]).toMatchObject({name: 'count', maps: ['counts'], helpers: ['bpf_map_lookup_elem']});
    }
  });
});

describeWith(programsLacking, programsUnfit)("Debian's programs", () => {
  test('tell who loads their objects: one in Go made with bpf2go, one in Rust with libbpf-rs', async () => {
    const {carriers} = await programsLab();
    const told = (file: string) => inspect(file, readFileSync(file)).map(({document: {loader}}) => loader);
    expect(told(carriers.go)).toEqual(['cilium', 'cilium', 'cilium', 'cilium']);
    expect(told(carriers.rust)).toEqual(['libbpf']);
  });

  test('a program in Go made with bpf2go and cilium/ebpf is read as the object that it embeds, and tells who loads it', async () => {
    const {program, carried} = (await programsLab()).bpf2go;
    const [{document} = {document: undefined}, ...others] = inspect(program, readFileSync(program));
    const [{document: own} = {document: undefined}] = inspect(carried, readFileSync(carried), 'cilium');
    expect([others, document?.bytes]).toEqual([[], readFileSync(carried).length]);
    expect(document).toEqual({
      ...own,
      file: program,
      offset: document?.offset,
      loaderBy: expect.stringContaining('LoadCollectionSpecFromReader'),
    });
    const names = run(program, [], '/').trim().split('\n');
    expect(names.sort()).toEqual(document?.programs.map(({name}) => name).sort());
  });

  test('carry as many objects as their builds put into them, and each is read', async () => {
    const {objects} = await programsLab();
    const of = (start: string) => objects.filter((file) => path.basename(file).startsWith(start));
    // Go, Rust, a shared library, modules, skeletons, maps of the older form.
    const counts = {
      'pwru_trixie-pwru-': 4,
      'libbpftune0_trixie-': 27,
      'bpftop_trixie-bpftop-': 1,
      'libbpf-tools_trixie-': 57,
      'libsystemd-shared_sid-': 5,
      'suricata_trixie-': 6,
    };
    for (const [start, count] of Object.entries(counts)) {
      expect([start, of(start).length]).toEqual([start, count]);
      for (const file of of(start)) {
        const [{document} = {document: undefined}] = inspect(file, readFileSync(file));
        expect([file, document?.programs.length]).not.toEqual([file, 0]);
      }
    }
    expect(
      of('suricata_trixie-').flatMap((file) => inspect(file, readFileSync(file))[0]?.document.maps ?? []).length,
    ).toBeGreaterThan(5);
  });
});
