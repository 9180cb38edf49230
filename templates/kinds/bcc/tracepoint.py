#!/usr/bin/python3
"""Reports each execve: who runs what.

#@ head

import signal
import sys

#@ import

PROGRAM = r"""
/* One execve as it is reported; a longer path is cut. */
struct event {
    u32 pid;
    char comm[16];
    char filename[256];
};

BPF_PERF_OUTPUT(events);

/* args are the fields of /sys/kernel/tracing/events/syscalls/sys_enter_execve/format. */
TRACEPOINT_PROBE(syscalls, sys_enter_execve)
{
    struct event event = {};

    event.pid = bpf_get_current_pid_tgid() >> 32;
    bpf_get_current_comm(&event.comm, sizeof(event.comm));
    bpf_probe_read_user_str(&event.filename, sizeof(event.filename), args->filename);
    events.perf_submit(args, &event, sizeof(event));
    return 0;
}
"""


#@ start

    def report(cpu, data, size):
        event = bpf["events"].event(data)
        print(f"{event.pid:<7} {text(event.comm):15} {text(event.filename)}", flush=True)

#@ report
