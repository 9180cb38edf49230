#!/usr/bin/python3
"""Reports each file that is opened, and the result, from the entry and the return of a kernel function.

#@ head

import signal
import sys

#@ import

PROGRAM = r"""
#include <linux/dcache.h>
#include <linux/path.h>
#include <linux/ptrace.h>

/* One file opened, as it is reported; a longer name is cut. */
struct event {
    u32 pid;
    int result; /* 0, or an error number below zero */
    char comm[16];
    char file[64];
};

BPF_PERF_OUTPUT(events);

/* What the entry knows and the return needs, by thread. */
BPF_HASH(opening, u32, struct event);

/* kprobe__FUNCTION is attached to FUNCTION, with its arguments. */
int kprobe__vfs_open(struct pt_regs *ctx, const struct path *path)
{
    u64 id = bpf_get_current_pid_tgid();
    u32 thread = id;
    struct event event = {};
    const char *name = (const char *)path->dentry->d_name.name;

    event.pid = id >> 32;
    bpf_get_current_comm(&event.comm, sizeof(event.comm));
    bpf_probe_read_kernel_str(&event.file, sizeof(event.file), name);
    opening.update(&thread, &event);
    return 0;
}

int kretprobe__vfs_open(struct pt_regs *ctx)
{
    u32 thread = bpf_get_current_pid_tgid();
    struct event *event = opening.lookup(&thread);

    if (!event)
        return 0;
    event->result = PT_REGS_RC(ctx);
    events.perf_submit(ctx, event, sizeof(*event));
    opening.delete(&thread);
    return 0;
}
"""


#@ start

    def report(cpu, data, size):
        event = bpf["events"].event(data)
        print(f"{event.pid:<7} {text(event.comm):15} {event.result:4} {text(event.file)}", flush=True)

#@ report
