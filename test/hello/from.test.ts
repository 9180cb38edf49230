import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {type FromResult, runHelloFrom} from '../../src/hello/from/hello-from.ts';
import {findOutdated} from '../../src/hello/from/outdated.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith} from '../lab/needs.ts';
import {cleanUp, temporary, withTracefs} from './machine.ts';
import {lacking} from './packages.ts';
import {refusal} from './refusal.ts';

afterEach(cleanUp);

const kernelPart = `#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tracepoint/syscalls/sys_enter_execve")
int on_execve(void *ctx)
{
	char format[] = "called by %d\\n";
	bpf_trace_printk(format, sizeof(format), bpf_get_current_pid_tgid() >> 32);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
`;

/** A loader in the manner of tutorials of 2020: it checks little, and reads trace_pipe. */
const loader = (pipe: string, begin = '') => `#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#include "hello.skel.h"

int main(void)
{
	static char text[4096];
	${begin}
	struct hello_bpf *skeleton = hello_bpf__open_and_load();
	if (!skeleton || hello_bpf__attach(skeleton))
		return 1;
	printf("Started, hit Ctrl+C to stop!\\n");
	int pipe = open("${pipe}", O_RDONLY);
	if (pipe < 0)
		return 0;
	for (;;) {
		ssize_t size = read(pipe, text, sizeof(text) - 1);
		if (size <= 0)
			continue;
		text[size] = 0;
		puts(text);
	}
}
`;

const folderWith = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await temporary();
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
};

const run = async (from: string): Promise<FromResult> => {
  const [result] = await runHelloFrom(from, {host: withTracefs()}, () => {});
  if (!result) throw new Error('nothing was run');
  return result;
};

describeWith(lacking('clang', 'bpftool', 'libbpf-dev', 'make'))("the user's own files on the real kernel", () => {
  test('one that prints "started", traces nothing and exits 0 is caught, and the line is named', async () => {
    const from = await folderWith({
      'hello.bpf.c': kernelPart,
      'hello.c': loader('/sys/kernel/debug/tracing/trace_pipe'),
    });
    const result = await run(from);
    expect(result.lines).toContain('Started, hit Ctrl+C to stop!');
    expect(result).toMatchObject({ok: false, exitCode: 1, trouble: {stage: 'observe'}});
    expect(result.trouble?.what).toMatch(/exit code 0.*traced nothing/);
    expect(result.trouble?.todo).toMatch(/hello\.c:15: [\s\S]*Today: \/sys\/kernel\/tracing/);
  }, 60_000);

  test('one that gives up over RLIMIT_MEMLOCK (the refusal is simulated)', async () => {
    const begin = `struct rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){64, 64});
	if (setrlimit(RLIMIT_MEMLOCK, &unlimited) || getppid()) {
		fprintf(stderr, "no RLIMIT_MEMLOCK\\n");
		return 1;
	}`;
    const from = await folderWith({
      'hello.bpf.c': kernelPart,
      'hello.c': loader('/sys/kernel/tracing/trace_pipe', begin),
    });
    const result = await run(from);
    expect(result.trouble?.what).toMatch(/RLIMIT_MEMLOCK/);
    expect(result.trouble?.todo).toMatch(/hello\.c:12: [\s\S]*5\.11/);
  }, 60_000);

  test('with the right path it traces, although it writes into a buffer and leaves Ctrl-C alone', async () => {
    const from = await folderWith({'hello.bpf.c': kernelPart, 'hello.c': loader('/sys/kernel/tracing/trace_pipe')});
    const result = await run(from);
    expect(result.trouble).toBeUndefined();
    expect(result.proof).toMatch(/^eh-\w+-\d+ .*called by \d+/);
    expect(result.outdated).toEqual([]);
  }, 60_000);

  test('what no system builds any more is not tried: the lines are named, with what replaces them', async () => {
    const from = await folderWith({
      'hello_kern.c': '#include "bpf_helpers.h"\n#define SEC(NAME) __attribute__((section(NAME), used))\n',
      'hello_user.c': '#include "bpf_load.h"\nint main(void) { return load_bpf_file("hello_kern.o"); }\n',
      Makefile: 'hostprogs-y += hello\nhello-objs := bpf_load.o hello_user.o\nalways += hello_kern.o\n',
    });
    const result = await run(from);
    expect(result.trouble?.stage).toBe('given');
    expect(result.outdated.map(({file, line}) => `${file}:${line}`)).toEqual([
      'Makefile:1',
      'Makefile:2',
      'Makefile:3',
      'hello_kern.c:1',
      'hello_kern.c:2',
      'hello_user.c:1',
      'hello_user.c:2',
    ]);
  });
});

test('a python 2 hello is not run', async () => {
  const from = await folderWith({'hello.py': '#!/usr/bin/python\nfrom bcc import BPF\nprint "hi"\n'});
  const [result] = await runHelloFrom(from, {host: localHost()}, () => {});
  expect(result?.outdated.map(({instead}) => instead)).toEqual(['#!/usr/bin/python3', 'print(...)']);
  expect(result?.trouble?.stage).toBe('given');
});

test('a folder without a program, and one that is not there', async () => {
  const empty = await folderWith({'notes.txt': 'nothing\n'});
  expect((await refusal(runHelloFrom(empty, {host: localHost()}, () => {}))).why).toContain('notes.txt');
  await expect(refusal(runHelloFrom('/nonexistent/folder', {host: localHost()}, () => {}))).resolves.toMatchObject({
    exitCode: 2,
  });
});

test("the tutorial's line of apt, over several lines, and its commands", () => {
  const text = `sudo apt install -y bison \\
   python zlib1g-dev \\
   gcc-multilib libncurses5-dev
python is a language
cd src && make
APPS = minimal hello
tar jxf linux-source.tar.bz2
`;
  expect(findOutdated('README.md', text).map(({line, instead}) => `${line} ${instead.split(',')[0]}`)).toEqual([
    '2 python3',
    '3 clang -idirafter /usr/include/$(uname -m)-linux-gnu',
    '3 libncurses-dev',
    '5 cd libbpf-bootstrap/examples/c',
    '6 make APPS=hello',
    '7 tar xf',
  ]);
});
