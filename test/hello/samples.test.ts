import {existsSync, readdirSync} from 'node:fs';
import {cp, mkdir, readdir, readFile, realpath, rm, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import {runHelloFrom} from '../../src/hello/from/hello-from.ts';
import {type HelloResult, runHello} from '../../src/hello/hello.ts';
import type {RouteOptions} from '../../src/hello/route.ts';
import samples from '../../src/hello/samples/route.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith, find} from '../lab/needs.ts';
import {cleanUp, smallDisk, temporary, withDirectories} from './machine.ts';
import {withoutPackages} from './packages.ts';

afterEach(cleanUp);

const run = async (options: Partial<RouteOptions>): Promise<HelloResult> =>
  runHello(samples, {host: localHost(), directory: path.join(await temporary('ebpf-samples-'), 'hello'), ...options});

const until = async (happens: () => boolean): Promise<void> => {
  while (!happens()) await sleep(20);
};

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
    expect(result.trouble).toMatchObject({stage: 'prepare', what: 'bison was not found.'});
    // Headers that were cut off look like those that are all there, until what follows was done.
    const again = (await run({source})).stages.filter(({message}) => message === 'done already');
    expect(again.map(({name}) => name)).toEqual(['config']);
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

/** A host with a /usr/src and a cache of its own, and where the tree of its archive is kept. */
const inCache = async (sources: string, cache?: string): Promise<{host: Host; kept: string}> => {
  const folder = cache ?? (await temporary('ebpf-cache-'));
  const mounts = withDirectories({'/usr/src': sources});
  const run: Host['run'] = (command, options = {}) =>
    mounts.run(command, {...options, environment: {...options.environment, XDG_CACHE_HOME: folder}});
  return {host: {...mounts, run}, kept: path.join(folder, 'ebpf/linux-source-6.1')};
};

describeWith(withoutPackages('xz-utils'))("the distribution's archive (a made-up one in place of /usr/src)", () => {
  const archive = async (samples: Readonly<Record<string, string>> = {}): Promise<string> => {
    const sources = await temporary('ebpf-src-');
    const source = await tree({Makefile: rules(), Kbuild: '', ...samples});
    await execa('tar', ['-C', path.dirname(source), '-cJf', path.join(sources, 'linux-source-6.1.tar.xz'), 'linux']);
    return sources;
  };

  const withSamples = {'samples/bpf/Makefile': sampleRules};

  test('unpacked once for all projects, each of which leads to it; where it is not asked for, it is not unpacked', async () => {
    const {host, kept} = await inCache(await archive(withSamples));
    const from = await temporary();
    for (const part of ['kern', 'user']) await writeFile(path.join(from, `hello_${part}.c`), '');
    const [unasked] = await runHelloFrom(from, {host}, () => {});
    expect(unasked?.trouble).toMatchObject({stage: 'source', why: expect.stringMatching(/1\.6 GB/)});
    expect(existsSync(kept)).toBe(false);
    for (const message of [/from .*linux-source-6\.1\.tar\.xz, kept in/, /there already/]) {
      const directory = path.join(await temporary(), 'hello');
      const {stages} = await run({host, directory});
      expect(stages.find(({name}) => name === 'source')?.message).toMatch(message);
      expect(await realpath(path.join(directory, 'linux'))).toBe(kept);
    }
    expect((await runHelloFrom(from, {host}, () => {}))[0]?.stages.map(({name}) => name)).toContain('prepare');
  });

  test('no archive, one without samples, one that is cut off, no room: named, and nothing is left', async () => {
    const empty = await run({host: (await inCache(await temporary())).host});
    expect(empty.trouble).toMatchObject({stage: 'source', what: "The kernel's source is not installed."});
    const without = await run({host: (await inCache(await archive())).host});
    expect(without.trouble?.what).toMatch(/has no samples\/bpf/);

    const sources = await archive(withSamples);
    await truncate(path.join(sources, 'linux-source-6.1.tar.xz'), 100);
    const {host, kept} = await inCache(sources);
    const cut = await run({host});
    expect(cut.trouble?.what).toMatch(/could not be unpacked. Nothing is left/);
    expect(await readdir(path.dirname(kept))).toEqual([]);

    const full = await run({host: (await inCache(await archive(withSamples), await smallDisk(1024))).host});
    expect(full.trouble?.what).toMatch(/not enough room for a kernel tree: 0\.0 GB free, 2 GB needed/);
  });

  /** A host whose tar writes down who it is, and then, while `hold` exists, unpacks nothing more and does not end. */
  const withSlowTar = async (cache?: string) => {
    const folder = await temporary('ebpf-tar-');
    const [log, hold] = [path.join(folder, 'log'), path.join(folder, 'hold')];
    await writeFile(hold, '');
    await writeFile(
      path.join(folder, 'tar'),
      `#!/bin/sh\necho $PPID >>${log}\n/usr/bin/tar "$@"\nwhile [ -e ${hold} ]; do sleep 0.1; done\n`,
      {mode: 0o755},
    );
    const {host, kept} = await inCache(await archive(withSamples), cache);
    const run: Host['run'] = (command, options = {}) =>
      host.run(command, {...options, environment: {...options.environment, PATH: `${folder}:${process.env.PATH}`}});
    const unpackers = async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    return {host: {...host, run}, kept, unpackers, release: () => rm(hold)};
  };

  /** A run on that host, and its progress as soon as it has said so. */
  const begin = (host: Host) => {
    const said: string[] = [];
    const result = run({host, onProgress: (_, text) => said.push(text ?? '')});
    return {result, says: (pattern: RegExp) => until(() => said.some((text) => pattern.test(text)))};
  };

  const sourceOf = ({stages}: HelloResult) => stages.find(({name}) => name === 'source');

  test('two at once: one unpacks, the other waits and takes the same tree', async () => {
    const {host, kept, unpackers, release} = await withSlowTar();
    const first = begin(host);
    await until(() => existsSync(`${kept}.partial/Kbuild`));
    const second = begin(host);
    await second.says(/^waiting: another ebpf/);
    await release();
    for (const each of [first, second]) expect(sourceOf(await each.result)).toMatchObject({ok: true});
    expect(await unpackers()).toHaveLength(1);
    expect(await readdir(path.dirname(kept))).toEqual([path.basename(kept)]);
  });

  test('killed in the middle: the next one waits for what that has left running, and begins anew, in the room that it gives back', async () => {
    const cache = await smallDisk(2_200_000);
    const {host, kept, unpackers, release} = await withSlowTar(cache);
    const first = begin(host);
    await until(() => existsSync(`${kept}.partial/Kbuild`));
    await execa('fallocate', ['-l', '300M', `${kept}.partial/stale`]);
    process.kill(Number((await unpackers())[0]), 'SIGKILL');
    expect(sourceOf(await first.result)).toMatchObject({ok: false});
    const second = begin(host);
    await second.says(/^waiting: another ebpf/);
    await release();
    expect(sourceOf(await second.result)).toMatchObject({ok: true});
    expect(await unpackers()).toHaveLength(2);
    expect(await readdir(path.dirname(kept))).toEqual([path.basename(kept)]);
    expect(existsSync(path.join(kept, 'stale'))).toBe(false);
  });

  test('a tree that was named is remembered by the project; one that it has itself is not replaced', async () => {
    const {host, kept} = await inCache(await archive(withSamples));
    const directory = path.join(await temporary(), 'hello');
    const source = await tree({Makefile: rules(), Kbuild: '', ...withSamples});
    await run({host, directory, source});
    const {stages} = await run({host, directory});
    expect(stages.find(({name}) => name === 'source')?.message).toBe(`Linux 6.1 in ${source}, there already`);
    expect(existsSync(kept)).toBe(false);
    await rm(path.join(directory, 'linux'));
    await cp(source, path.join(directory, 'linux'), {recursive: true});
    const taken = await run({host, directory, source});
    expect(taken).toMatchObject({exitCode: 2, trouble: {what: `${directory} has a kernel tree of its own.`}});
  });
});

/** A tutorial's program as it is told to be mended: read_trace_pipe() is in a file of the tree. */
const tutorial = {
  'hello_kern.c': `#include <uapi/linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tracepoint/syscalls/sys_enter_execve")
int hello(void *ctx)
{
	char text[] = "hello\\n";

	bpf_trace_printk(text, sizeof(text));
	return 0;
}

char _license[] SEC("license") = "GPL";
`,
  'hello_user.c': `#include <stdio.h>
#include <bpf/libbpf.h>
#include "trace_helpers.h"

int main(void)
{
	struct bpf_object *object = bpf_object__open_file("hello_kern.o", NULL);

	if (libbpf_get_error(object) || bpf_object__load(object))
		return 1;
	if (libbpf_get_error(bpf_program__attach(bpf_object__find_program_by_name(object, "hello"))))
		return 1;
	puts("attached");
	read_trace_pipe();
	return 0;
}
`,
};

// Minutes and 2 GB for each: EBPF_SLOW=1 runs it for the archives of linux-source that lie in /usr/src, or in the folder EBPF_SOURCES, into which
// test/lab/kernel-sources.sh fetches those of four releases.
const sources = process.env.EBPF_SOURCES ?? '/usr/src';
const archives = existsSync(sources)
  ? readdirSync(sources).filter((name) => /^linux-source-[\d.]+\.tar\.xz$/.test(name))
  : [];
const toBuild = ['bc', 'bison', 'flex', 'gcc', 'rsync', 'xz'].filter((program) => !find(program));

describeWith(
  archives.length === 0
    ? `no linux-source-*.tar.xz in ${sources}: apt-get install linux-source`
    : toBuild.length > 0 && `${toBuild.join(', ')} missing`,
  !process.env.EBPF_SLOW && 'it takes minutes: set EBPF_SLOW=1',
)("the distribution's own tree", () => {
  test.each(archives)(
    '%s: unpacked, prepared, built, traced an execve',
    async (name) => {
      const own = await temporary('ebpf-archive-');
      await cp(path.join(sources, name), path.join(own, name));
      const {host: mounts} = await inCache(own);
      // libbpf before 1.0, as in the tree of 5.10, looks for tracepoints below debugfs alone.
      const withDebugfs = ['sh', '-c', 'mount -t debugfs nodev /sys/kernel/debug; exec "$@"', 'sh'];
      const host: Host = {...mounts, run: (command, options) => mounts.run([...withDebugfs, ...command], options)};
      const result = await run({host});
      expect(result.trouble).toBeUndefined();
      expect(result.proof).toContain('/nonexistent/ebpf-hello-');
      const from = await temporary();
      for (const [file, text] of Object.entries(tutorial)) await writeFile(path.join(from, file), text);
      const [given] = await runHelloFrom(from, {host}, () => {});
      expect(given).toMatchObject({
        stages: expect.arrayContaining(['BINARY', 'BPF'].map((name) => expect.objectContaining({name, ok: true}))),
        lines: expect.arrayContaining(['attached']),
      });
    },
    2_400_000,
  );
});
