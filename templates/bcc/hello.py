#!/usr/bin/python3
"""Prints every program that is started on this machine. It is yours: change it, and run it with: sudo ./hello.py

BCC compiles the C below when it starts, with the headers of the running kernel. It belongs to the system's python3 (the package
python3-bpfcc): a python from pyenv, conda or a venv does not see it.
"""

import signal
import sys
import time

try:
    from bcc import BPF
except ImportError:  # also where something else is called bcc
    sys.exit(f"hello: compile failed: {sys.executable} has no module 'bcc' (Debian and Ubuntu: apt install python3-bpfcc)")

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


def text(raw):
    """What others chose may hold anything: nothing of it reaches the terminal as a control character."""
    return "".join(c if c.isprintable() else "?" for c in raw.decode(errors="replace"))


def main():
    stopping = []
    # Also where SIGINT was ignored when we were started, as in the background of a script.
    signal.signal(signal.SIGINT, lambda *_: stopping.append(True))
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))

    try:
        bpf = BPF(text=PROGRAM)  # compiles, loads, and attaches what TRACEPOINT_PROBE names
    except Exception as error:
        # What BPF() was at is in what it says: "Failed to attach BPF program ...".
        stage = next((stage for stage in ("attach", "load") if f"to {stage} BPF" in str(error)), "compile")
        sys.exit(f"hello: {stage} failed: {error}")

    def report(cpu, data, size):
        event = bpf["events"].event(data)
        clock = time.strftime("%H:%M:%S")
        print(f"{clock:8} {event.pid:<7} {text(event.comm):15} {text(event.filename)}", flush=True)

    bpf["events"].open_perf_buffer(report)
    print("Tracing execve... press Ctrl-C to stop.", flush=True)
    print(f"{'TIME':8} {'PID':7} {'COMM':15} FILENAME", flush=True)
    while not stopping:
        bpf.perf_buffer_poll(timeout=100)


if __name__ == "__main__":
    main()
