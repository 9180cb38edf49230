import {existsSync} from 'node:fs';
import {mkdir, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import {type HelloResult, runHello} from '../../src/hello/hello.ts';
import type {RouteOptions} from '../../src/hello/route.ts';
import samples from '../../src/hello/samples/route.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith} from '../lab/needs.ts';
import {cleanUp, smallDisk, temporary, withDirectories, withTracefs} from './machine.ts';
import {lacking} from './packages.ts';

afterEach(cleanUp);

const run = async (options: Partial<RouteOptions>): Promise<HelloResult> =>
  runHello(samples, {host: localHost(), directory: path.join(await temporary('ebpf-samples-'), 'hello'), ...options});

/** A made-up tree, just enough of one to be recognized; its rules say what real ones say. */
const tree = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const root = path.join(await temporary('ebpf-tree-'), 'linux');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), {recursive: true});
    await writeFile(path.join(root, name), text);
  }
  return root;
};

const head = 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n';
const rules = (rest = '') =>
  `${head}.DEFAULT_GOAL := all\ndefconfig:\n\t@touch .config\nheaders_install:\n\t@mkdir -p usr/include/linux && touch usr/include/linux/bpf.h\nprepare:\n\t@mkdir -p include/generated && touch include/generated/asm-offsets.h\nall:\n${rest}`;
const sampleRules = 'tprogs-y := tracex1\n';

describe('trees that can not be used (made up)', () => {
  test('none, something else, one without samples, one that is too old', async () => {
    expect((await run({source: '/nonexistent/tree'})).trouble?.what).toBe('There is no /nonexistent/tree.');
    const other = await tree({Makefile: 'all:\n'});
    expect((await run({source: other})).trouble?.what).toMatch(/is not a kernel tree/);
    const without = await tree({Makefile: head, Kbuild: ''});
    expect((await run({source: without})).trouble?.what).toMatch(/Linux 6\.1 .* has no samples\/bpf/);
    const old = await tree({Makefile: head, Kbuild: '', 'samples/bpf/Makefile': 'hostprogs-y := tracex1\n'});
    expect((await run({source: old})).trouble?.what).toMatch(/Linux 6\.1 .* too old/);
  });

  test('what a missing tool says is explained, and the next run begins there', async () => {
    const Makefile = rules("\t@echo '/bin/sh: 1: bison: not found' >&2; exit 1\n").replace(
      '@mkdir -p include',
      "@echo 'bison: not found' >&2; exit 127; mkdir -p include",
    );
    const source = await tree({Makefile, Kbuild: '', 'samples/bpf/Makefile': sampleRules});
    const result = await run({source});
    expect(result.trouble).toMatchObject({stage: 'prepare', what: 'A tool that a kernel tree needs is not installed.'});
    expect((await run({source})).stages.filter(({message}) => message === 'done already')).toHaveLength(2);
  });

  test('clang fails in a pipe, and make exits 0 all the same', async () => {
    const source = await tree({
      Makefile: rules("\t@echo '  CLANG-bpf  hello_kern.o'; echo 'hello_kern.c:3:10: error: no such thing' >&2\n"),
      Kbuild: '',
      'samples/bpf/Makefile': sampleRules,
    });
    const result = await run({source});
    expect(result.trouble).toMatchObject({stage: 'BPF', why: expect.stringContaining('no such thing')});
  });
});

describeWith(lacking())("the distribution's archive (a made-up one in place of /usr/src)", () => {
  const archive = async (): Promise<string> => {
    const sources = await temporary('ebpf-src-');
    const source = await tree({Makefile: head, Kbuild: ''});
    await execa('tar', ['-C', path.dirname(source), '-cJf', path.join(sources, 'linux-source-6.1.tar.xz'), 'linux']);
    return sources;
  };

  test('unpacked whole, and recognized', async () => {
    const directory = path.join(await temporary(), 'hello');
    const result = await run({host: withDirectories({'/usr/src': await archive()}), directory});
    expect(result.trouble?.what).toMatch(/has no samples\/bpf/);
    expect(existsSync(path.join(directory, 'linux/Makefile'))).toBe(true);
  });

  test('no archive, one that is cut off, no room: named, and nothing is left', async () => {
    const empty = await run({host: withDirectories({'/usr/src': await temporary()})});
    expect(empty.trouble).toMatchObject({stage: 'source', what: "The kernel's source is not installed."});

    const sources = await archive();
    await truncate(path.join(sources, 'linux-source-6.1.tar.xz'), 100);
    const directory = path.join(await temporary(), 'hello');
    const cut = await run({host: withDirectories({'/usr/src': sources}), directory});
    expect(cut.trouble?.what).toMatch(/could not be unpacked. Nothing is left/);
    expect(existsSync(path.join(directory, 'linux'))).toBe(false);
    expect(existsSync(path.join(directory, 'linux.partial'))).toBe(false);

    const disk = await smallDisk(1024);
    const full = await run({host: withDirectories({'/usr/src': await archive()}), directory: path.join(disk, 'hello')});
    expect(full.trouble?.what).toMatch(/not enough room for a kernel tree: 0\.0 GB free, 2 GB needed/);
  });
});

// Two minutes and 1.6 GB: EBPF_SLOW=1 runs it where linux-source and what its build needs are installed.
const sources = '/usr/src/linux-source-6.1.tar.xz';

describeWith(
  !existsSync(sources) && `${sources} missing: apt-get install linux-source-6.1`,
  !process.env.EBPF_SLOW && 'it takes minutes: set EBPF_SLOW=1',
)("the distribution's own tree", () => {
  test('unpacked, prepared, built, traced an execve', async () => {
    const result = await run({host: withTracefs()});
    expect(result.trouble).toBeUndefined();
    expect(result.proof).toContain('/nonexistent/ebpf-hello-');
  }, 1_200_000);
});
