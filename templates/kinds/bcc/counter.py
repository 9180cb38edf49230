#!/usr/bin/python3
"""Counts the execve calls of each process by its name, and prints the counts every second.

#@ head

import signal
import sys
import time

#@ import

PROGRAM = r"""
struct key {
    char comm[16];
};

/* A full map forgets what was not used for long (LRU). */
BPF_TABLE("lru_hash", struct key, u64, counts, 1024);

TRACEPOINT_PROBE(syscalls, sys_enter_execve)
{
    struct key key = {};
    u64 first = 1, *count;

    bpf_get_current_comm(&key.comm, sizeof(key.comm));
    count = counts.lookup(&key);
    if (count)
        lock_xadd(count, 1); /* other processors count, too */
    else
        counts.update(&key, &first);
    return 0;
}
"""


#@ start

    print("Tracing TRACED... press Ctrl-C to stop.", flush=True)
    while not stopping:
        time.sleep(1)
        for key, count in bpf["counts"].items():
            print(f"{count.value:8} {text(key.comm)}")
        print(flush=True)


if __name__ == "__main__":
    main()
