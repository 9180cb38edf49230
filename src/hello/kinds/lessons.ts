import type {KindName} from './kind.ts';

/** What the README of a project tells of its kind, in lines of Markdown. */
interface KindLesson {
  /** What to do beside the program, and what it then prints. */
  readonly see: string;
  readonly happens: string;
  readonly change: readonly string[];
  readonly read: readonly string[];
}

const docs = 'https://docs.ebpf.io/linux/program-type';

/** By kind, in the order of the catalogue. */
export const kindLessons: Readonly<Record<KindName, KindLesson>> = {
  tracepoint: {
    see: 'In another terminal, run `ls`. A line tells the PID and the name of the process that calls execve, and the file that it runs.',
    happens:
      'A tracepoint is a place in the kernel at which programs may be called, kept stable from version to version. This one is at the entry of the system call execve.',
    change: [
      'Another system call: change `sys_enter_execve` in `SEC(...)`; `sudo ls /sys/kernel/tracing/events/syscalls` lists them, and the file `format` in each names the arguments, in the order of `ctx->args`.',
      'What it returned: a second function with `SEC("tracepoint/syscalls/sys_exit_execve")`.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_TRACEPOINT/`, 'https://docs.kernel.org/trace/tracepoints.html'],
  },
  kprobe: {
    see: 'In another terminal, run `cat /etc/hostname`. A line tells the PID and the name of the process, the result (0, or an error number below zero), and the name of the file without its folders.',
    happens:
      'A kprobe puts a breakpoint at the entry of a kernel function, and a kretprobe at its return. The arguments are only there at the entry, so a map keeps them by thread until the function returns.',
    change: [
      'Another function: change `vfs_open` in both `SEC(...)`, and the arguments in `BPF_KPROBE`. `sudo grep -w vfs_open /proc/kallsyms` tells whether this kernel has it as a function of its own.',
      'Functions of the kernel are not a stable interface: they come, go and change their arguments from version to version. Where there is a tracepoint, prefer it.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_KPROBE/`, 'https://docs.kernel.org/trace/kprobes.html'],
  },
  fentry: {
    see: 'In another terminal, run `cat /etc/hostname`. A line tells the PID and the name of the process, the result (0, or an error number below zero), and the name of the file without its folders.',
    happens:
      'fexit is called when a kernel function returns, with its arguments and its result; it costs far less than a kprobe. Types come from the BTF of the kernel, so that fields are read as in any C.',
    change: [
      'Another function: change `vfs_open` in `SEC(...)`, and the arguments in `BPF_PROG`. They are those of the declaration in the kernel, and the result comes last.',
      'The way in: `SEC("fentry/vfs_open")`, without the result.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_TRACING/`],
  },
  uprobe: {
    see: 'In another terminal, run `getent ahosts localhost`. A line tells the PID and the name of the process, and the name that it looks up.',
    happens:
      'A uprobe puts a breakpoint at a function of a program or a library, in every process that uses the file. What is statically linked, or brings a C library of its own, such as a container, is not seen.',
    change: [
      'Another function: `SEC("uprobe/libc.so.6:fopen")`, or `SEC("uprobe//usr/bin/bash:readline")` with the path of a file. `nm -D FILE` lists the functions.',
      'What it returns: `SEC("uretprobe/...")` with `BPF_KRETPROBE`.',
      'A USDT probe, which a program has on purpose: `SEC("usdt/libc.so.6:libc:setjmp")`, `#include <bpf/usdt.bpf.h>` and `BPF_USDT`. `readelf -n FILE` lists them.',
    ],
    read: [
      'https://docs.kernel.org/trace/uprobetracer.html',
      'https://libbpf.readthedocs.io/en/latest/program_types.html',
    ],
  },
  counter: {
    see: 'In another terminal, run `ls` a few times. Every second there is a line for each name of a process, with the execve calls counted so far.',
    happens:
      'Counting in the kernel and reading now and then costs far less than reporting each event. The map is shared by the program in the kernel and the one outside.',
    change: [
      'Count something else: change `SEC(...)`, and the key. All bytes of a key are compared: fill it with zeroes first.',
      'Many processors and very frequent events: a `BPF_MAP_TYPE_PERCPU_HASH` needs no atomic addition.',
    ],
    read: ['https://docs.ebpf.io/linux/map-type/BPF_MAP_TYPE_LRU_HASH/', 'https://docs.kernel.org/bpf/map_hash.html'],
  },
  xdp: {
    see: 'INTERFACE is one of those that `ip link` lists. With `lo`, run `ping -c 3 127.0.0.1` in another terminal: every second, lines tell a protocol (1 is ICMP, that of ping), the port that packets go to, and how many there were so far.',
    happens:
      'XDP is called for each packet as it comes in, before the kernel makes anything of it, by the driver itself where that knows XDP. One program an interface: another one that is there stays, and this one is refused.',
    change: [
      'Drop what you do not want: return `XDP_DROP`. Try it in a network namespace, not on the interface of your SSH session.',
      'IPv6: another branch for `0x86DD` with `struct ipv6hdr`. Compare with `end` before each read.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_XDP/`, 'https://github.com/xdp-project/xdp-tutorial'],
  },
  tc: {
    see: 'INTERFACE is one of those that `ip link` lists. With `lo`, run `ping -c 3 127.0.0.1` in another terminal: every second, lines tell a protocol (1 is ICMP, that of ping), the port that packets go to, and how many there were so far.',
    happens:
      'tc programs see packets on their way in or out, after the kernel has made a socket buffer of them; XDP sees only those that come in. It is attached as a link (tcx) with Linux 6.6 and libbpf 1.3, else as a filter of the clsact queueing discipline.',
    change: [
      'What comes in: `BPF_TC_INGRESS` in `NAME.c`, and `tcx/ingress` in `NAME.bpf.c`.',
      'A filter stays when the program is killed with SIGKILL: `tc filter show dev INTERFACE egress`, and `tc qdisc del dev INTERFACE clsact` where nobody else uses it.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_SCHED_CLS/`, 'https://man7.org/linux/man-pages/man8/tc-bpf.8.html'],
  },
  cgroup: {
    see: "In another terminal, run `bash -c ': >/dev/tcp/127.0.0.1/80'`: it is reported whether or not anything answers there. A line tells the PID and the name of the process, and the address that it connects to.",
    happens:
      'It is called before each connect() of a process in the cgroup or below it, and may forbid it or lead it to another address. CGROUP is a folder of the cgroup file system, version 2 (`findmnt -t cgroup2` shows where that is); without one it is /sys/fs/cgroup, the root in most systems, so every process.',
    change: [
      'Forbid an address: return 0, and connect() fails with EPERM. Lead elsewhere: write to `ctx->user_ip4` and `ctx->user_port`.',
      'A service of systemd: `/sys/fs/cgroup/system.slice/ssh.service`. IPv6: `SEC("cgroup/connect6")`.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_CGROUP_SOCK_ADDR/`],
  },
  lsm: {
    see: 'In another terminal, run `ls`. A line tells the PID and the name of the process, and the file that is about to be run.',
    happens:
      'The kernel asks its security modules before it does what they may forbid. A BPF program at such a hook is asked, too; this one only reports. "bpf" has to be in /sys/kernel/security/lsm.',
    change: [
      'Forbid: return `-1` (-EPERM) in place of `earlier`, for one file of yours first: a program that forbids too much locks you out until it ends.',
      'Another hook: those in include/linux/lsm_hook_defs.h of the kernel.',
    ],
    read: [`${docs}/BPF_PROG_TYPE_LSM/`, 'https://docs.kernel.org/bpf/prog_lsm.html'],
  },
  iter: {
    see: 'A line tells the PID of a process, that of its parent, and its name.',
    happens:
      'An iterator calls the program for each object of the kernel, here each thread. Its output is read like a file, and reading is what runs it. It tells what is there now; a tracepoint tells what happens.',
    change: [
      'More columns: any field of `struct task_struct` in vmlinux.h, read directly.',
      'Other objects: `SEC("iter/bpf_map")`, `iter/tcp`, `iter/task_file`; each has a `struct bpf_iter__...` in vmlinux.h.',
    ],
    read: ['https://docs.kernel.org/bpf/bpf_iterators.html'],
  },
  'sched-ext': {
    see: 'Every second there is a line for each name of a process: how often it got a processor. Does it run? `cat /sys/kernel/sched_ext/state` and `root/ops` beside it.',
    happens:
      'A scheduler is a table of functions (struct_ops), which the kernel calls for each ordinary task. It takes Linux 6.12 or newer, built with CONFIG_SCHED_CLASS_EXT. One at a time: another one that is there stays, and this one is refused. The kernel puts its own scheduler back when the program ends, when a task waits for 30 seconds, and on SysRq-S.',
    change: [
      'Decide yourself: a function for `.enqueue` that puts the task into a queue with `scx_bpf_dsq_insert()` (`scx_bpf_dispatch()` in Linux 6.12).',
      'More functions: `struct sched_ext_ops` in vmlinux.h, explained in kernel/sched/ext_internal.h or ext.c of the kernel.',
    ],
    read: ['https://docs.kernel.org/scheduler/sched-ext.html', 'https://github.com/sched-ext/scx'],
  },
};
