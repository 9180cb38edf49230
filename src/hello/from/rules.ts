/** What of the host decides whether a line still does what it did there. */
export interface Here {
  /** Of the running kernel. */
  readonly release: string;
  /** Whether /boot has the configuration of the running kernel. */
  readonly config: boolean;
  /** Folders /usr/src/linux-source-VERSION. */
  readonly sources: readonly string[];
}

/** Of a host that has nothing of the kind. */
export const nothingThere: Here = {release: '$(uname -r)', config: false, sources: []};

export interface Rule {
  /** Names of the files in which it is looked for; anywhere when missing. */
  readonly files?: RegExp;
  readonly matches: RegExp;
  /** Where the line still does what it did: by the host, or by what stands above it in the file. */
  readonly unless?: (line: string, here: Here, above: string) => boolean;
  readonly why: string;
  readonly instead: string;
  readonly fatal?: true;
}

const c = /\.[ch]$/;
const python = /\.py$/;
const kernel = /_(?:kern|user)\.c$/;

/** What tutorials of 2018 to 2021 say, each with what became of it; tried with Debian 11 to sid and the kernels of their linux-source. */
export const rules: readonly Rule[] = [
  {
    files: c,
    matches: /"bpf_load\.h"|\bload_bpf_file\s*\(/,
    why: 'bpf_load was removed from samples/bpf in Linux 5.11 (commit ceb5dea56543).',
    instead:
      '#include <bpf/libbpf.h>, and "trace_helpers.h" for read_trace_pipe(); bpf_object__open_file(), bpf_object__load(), bpf_program__attach()',
    fatal: true,
  },
  {
    files: kernel,
    matches: /#include\s+"bpf_helpers\.h"/,
    why: 'It is part of libbpf now; no directory that samples/bpf searches has it under that name.',
    instead: '#include <bpf/bpf_helpers.h>',
    fatal: true,
  },
  {
    files: kernel,
    matches: /#define\s+SEC\(/,
    why: 'bpf/bpf_helpers.h has it, and the two collide.',
    instead: 'Leave the line out.',
  },
  {
    files: c,
    matches: /struct\s+bpf_map_def\b|SEC\("maps"\)/,
    why: 'libbpf 1.0 refuses maps defined that way.',
    instead:
      'struct {__uint(type, ...); __type(key, ...); __type(value, ...); __uint(max_entries, ...);} name SEC(".maps");',
    fatal: true,
  },
  {
    files: c,
    matches: /setrlimit\s*\(\s*RLIMIT_MEMLOCK/,
    why: 'Since Linux 5.11 BPF memory is not counted against it, and libbpf 1.0 raises it where that is needed; here it may not be allowed, and then the program gives up for nothing.',
    instead: 'Leave it out, or go on when it fails.',
  },
  {
    matches: /\/sys\/kernel\/debug\/tracing/,
    why: 'tracefs has a place of its own; debugfs is often not mounted, and a program that does not check its open() then ends without a word.',
    instead: '/sys/kernel/tracing',
  },
  {
    files: python,
    matches: /^\s*print\s+["'%\w]/,
    why: 'It is Python 2; BCC is a module of python3.',
    instead: 'print(...)',
    fatal: true,
  },
  {
    files: python,
    matches: /^#!.*\bpython2?\s*$/,
    why: 'There is no program called python any more; and the first python3 in PATH may be one that has no bcc.',
    instead: '#!/usr/bin/python3',
  },
  {
    files: python,
    matches: /\bbpf_probe_read_str\s*\(|\bbpf_probe_read\s*\(/,
    why: 'It does not tell user memory from kernel memory; since Linux 5.5 there is one for each.',
    instead: 'bpf_probe_read_user..., bpf_probe_read_kernel...',
  },
  {
    matches: /^\s*hostprogs-y\s*[+:]?=/,
    why: 'samples/bpf of Linux 5.10 and later ignores it without a word, and builds no hello.',
    instead: 'tprogs-y += hello',
  },
  {
    matches: /^\s*always\s*[+:]?=/,
    why: 'Kbuild of Linux 5.10 and later ignores it without a word.',
    instead: 'always-y += hello_kern.o',
  },
  {
    matches: /-objs\s*:?=.*\bbpf_load\.o/,
    why: 'bpf_load was removed from samples/bpf in Linux 5.11; libbpf is linked to all samples.',
    instead: 'hello-objs := hello_user.o, followed by $(TRACE_HELPERS) where it calls read_trace_pipe()',
  },
  {
    matches: /^\s*(?:\$\s*)?cd\s+src\b/,
    why: "libbpf-bootstrap's applications are in examples/c since April 2021 (commit d8b1bda).",
    instead: 'cd libbpf-bootstrap/examples/c',
  },
  {
    matches: /git submodule update/,
    why: 'It works only inside of the clone.',
    instead: 'git clone --recurse-submodules https://github.com/libbpf/libbpf-bootstrap',
  },
  {
    matches: /^\s*APPS\s*[+:]?=/,
    why: 'The list goes over two lines now, and a replaced first one leaves "missing separator"; it need not be edited.',
    instead: 'make APPS=hello',
  },
  {
    matches: /tar\s+j\w*xf|tar\s+jxf/,
    why: 'Debian packs linux-source with xz; tar finds out by itself.',
    instead: 'tar xf',
  },
  {
    matches: /\bcp\s.*\/boot\/config-/,
    unless: (_line, {config}) => config,
    why: 'This host has no /boot/config of its running kernel, as many clouds, microVMs and containers have none.',
    instead: 'make defconfig, which is enough for the samples',
  },
  {
    matches: /\bcd\s+\/usr\/src\/linux-source-\d/,
    unless: (line, {sources}) => sources.includes(/\/usr\/src\/linux-source-[\d.]*\d/.exec(line)?.[0] ?? ''),
    why: 'This host has no such folder: the version is that of another release, and Debian puts the archive into /usr/src itself.',
    instead: 'apt install linux-source; tar xf /usr/src/linux-source-*.tar.*; or ebpf setup --for kernel-samples',
  },
  {
    matches: /\bmake\b.*\bM=samples\/bpf\b/,
    unless: (_line, _here, above) => /\bmake\b.*\bprepare\b/.test(above),
    why: 'Before "make prepare" the tree lacks what the samples are built with; and they take the types of a kernel: "Cannot find a vmlinux for VMLINUX_BTF".',
    instead: 'make headers_install prepare; make M=samples/bpf VMLINUX_BTF=/sys/kernel/btf/vmlinux',
  },
  {
    // https://wiki.ubuntu.com/Kernel/MainlineBuilds; the old address answers 301.
    matches: /kernel\.ubuntu\.com\/~kernel-ppa/,
    why: 'The archive has moved; dpkg -i asks for no signature, and a kernel that does not boot leaves no way back.',
    instead: 'ebpf setup --kernel auto: verified, booted once on trial; or https://kernel.ubuntu.com/mainline/',
  },
];

/** Words of a line of apt that are gone: one unknown name, and apt installs nothing at all. */
export const aptRules: readonly (Omit<Rule, 'matches'> & {readonly name: RegExp})[] = [
  {
    name: /(?:^|\s)python(?=\s|\\|$)/,
    why: 'Since Debian 12 there is no package python; apt then installs nothing of the line (exit 100).',
    instead: 'python3, or nothing: no hello needs it',
  },
  {
    name: /(?:^|\s)gcc-multilib\b/,
    why: 'It exists only on amd64, and helps only because it brings the link /usr/include/asm.',
    instead: 'clang -idirafter /usr/include/$(uname -m)-linux-gnu',
  },
  {
    name: /(?:^|\s)libncurses5-dev\b/,
    why: 'It is a transitional name, gone from Debian 13 on, and needed for menuconfig only.',
    instead: 'libncurses-dev, or nothing',
  },
];
