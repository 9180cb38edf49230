import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {release} from 'node:os';
import path from 'node:path';
import {type FromResult, runHelloFrom} from '../../src/hello/from/hello-from.ts';
import {findOutdated} from '../../src/hello/from/outdated.ts';
import {localHost} from '../../src/hosts/local.ts';
import {describeWith} from '../lab/needs.ts';
import {cleanUp, inMounts, temporary, withDirectories, withTracefs} from './machine.ts';
import {withoutPackages} from './packages.ts';
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

describeWith(withoutPackages('clang', 'bpftool', 'libbpf-dev', 'make'))(
  "the user's own files on the real kernel",
  () => {
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
    });

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
    });

    test('with the right path it traces, although it writes into a buffer and leaves Ctrl-C alone', async () => {
      const from = await folderWith({'hello.bpf.c': kernelPart, 'hello.c': loader('/sys/kernel/tracing/trace_pipe')});
      const result = await run(from);
      expect(result.trouble).toBeUndefined();
      expect(result.proof).toMatch(/^eh-\w+-\d+ .*called by \d+/);
      expect(result.outdated).toEqual([]);
    });

    test('one that prints nothing of what it traces is told so, and passes since the kernel counts its runs', async () => {
      const silent = loader('/dev/null').replace('if (size <= 0)', 'if (size <= 0 && !usleep(10000))');
      const from = await folderWith({'hello.bpf.c': kernelPart, 'hello.c': silent});
      const result = await run(from);
      expect(result).toMatchObject({ok: true, exitCode: 0});
      expect(result.proof).toBeUndefined();
      expect(result.notes.join()).toMatch(/printed nothing .*ran \d+ times.*trace_pipe/);
      expect(await readFile('/proc/sys/kernel/bpf_stats_enabled', 'utf8')).toBe('0\n');
    });

    test('advice names no folder that is gone', async () => {
      const from = await folderWith({'hello.bpf.c': kernelPart, 'hello.c': '#error "stop"\n'});
      const {trouble, directory} = await run(from);
      expect(trouble?.what).toMatch(/stopped at CC|does not compile/);
      expect(JSON.stringify({trouble, directory})).not.toContain('ebpf-from-');
    });

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
  },
);

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

test('instructions without a program are read, and lines that still do what they did here are not named', async () => {
  const sources = await temporary();
  await mkdir(path.join(sources, 'linux-source-9.9'));
  const text = `cd /usr/src/linux-source-9.9
cd /usr/src/linux-source-5.4.0
make M=samples/bpf
make headers_install prepare
make M=samples/bpf VMLINUX_BTF=/sys/kernel/btf/vmlinux
wget https://kernel.ubuntu.com/~kernel-ppa/mainline/v5.8/linux.deb
`;
  const from = await folderWith({'README.md': text});
  const host = withDirectories({'/usr/src': sources});
  const [result] = await runHelloFrom(from, {host}, () => {});
  expect(result).toMatchObject({
    ok: false,
    exitCode: 1,
    trouble: {stage: 'given', todo: expect.stringContaining('ebpf setup')},
  });
  expect(result?.outdated.map(({line, instead}) => `${line} ${instead.slice(0, 20)}`)).toEqual([
    '2 apt install linux-so',
    '3 make headers_install',
    '6 ebpf setup --kernel ',
  ]);
});

test('the configuration in /boot (a made-up one)', async () => {
  const boot = await temporary();
  const from = await folderWith({'README.md': 'cp /boot/config-$(uname -r) .config\n'});
  const host = withDirectories({'/boot': boot});
  expect((await runHelloFrom(from, {host}, () => {}))[0]?.outdated).toMatchObject([{line: 1}]);
  await writeFile(path.join(boot, `config-${release()}`), '');
  expect((await refusal(runHelloFrom(from, {host}, () => {}))).what).toMatch(/no line that it knows/);
});

describeWith(!existsSync('/usr/bin/apt-cache') && 'it needs apt')('a line of apt', () => {
  test("comes back with what this host's apt has, and setup beside it (apt's answers are made up)", async () => {
    const bin = await temporary();
    const answer = `#!/bin/sh
shift 2
for name; do
  case $name in bison|python3|clang|linux-headers-${release()}) candidate=1.0 ;; *) candidate='(none)' ;; esac
  printf '%s:\\n  Installed: (none)\\n  Candidate: %s\\n' "$name" "$candidate"
done
`;
    await writeFile(path.join(bin, 'apt-cache'), answer, {mode: 0o755});
    const lists = await temporary();
    await writeFile(path.join(lists, 'a_Packages'), '');
    const from = await folderWith({
      'README.md':
        '$ sudo apt install -y bison python \\\n  nowhere clang-10 linux-headers-$(uname -r) && make\napt install bison\n',
    });
    const host = inMounts(
      `mount --bind '${lists}' /var/lib/apt/lists && mount --bind '${bin}/apt-cache' /usr/bin/apt-cache || exit`,
    );
    const [result] = await runHelloFrom(from, {host}, () => {});
    expect(result?.outdated[0]).toMatchObject({
      line: 1,
      why: expect.stringMatching(/ has no python, nowhere, or clang-10; apt then installs nothing/),
      instead: `ebpf setup, which installs only what is needed; or the line for this release: sudo apt install -y bison python3 clang linux-headers-${release()}`,
    });
    expect(result?.outdated.map(({line}) => line)).toEqual([1, 1]);
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
