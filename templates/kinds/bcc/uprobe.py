#!/usr/bin/python3
"""Reports each name that a process looks up with getaddrinfo() of the C library.

#@ head

import signal
import sys

#@ import

PROGRAM = r"""
#include <linux/ptrace.h>

/* One name looked up, as it is reported; a longer one is cut. */
struct event {
    u32 pid;
    char comm[16];
    char host[128];
};

BPF_PERF_OUTPUT(events);

int on_getaddrinfo(struct pt_regs *ctx)
{
    struct event event = {};

    event.pid = bpf_get_current_pid_tgid() >> 32;
    bpf_get_current_comm(&event.comm, sizeof(event.comm));
    bpf_probe_read_user_str(&event.host, sizeof(event.host), (void *)PT_REGS_PARM1(ctx));
    events.perf_submit(ctx, &event, sizeof(event));
    return 0;
}
"""


#@ start

    try:
        # "c" is libc, found where the linker would find it; a path to any program does, too.
        bpf.attach_uprobe(name="c", sym="getaddrinfo", fn_name="on_getaddrinfo")
    except Exception as error:
        sys.exit(f"NAME: attach failed: {error}")

    def report(cpu, data, size):
        event = bpf["events"].event(data)
        print(f"{event.pid:<7} {text(event.comm):15} {text(event.host)}", flush=True)

#@ report
