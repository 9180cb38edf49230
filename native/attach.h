/* How each program type is attached, and what makes it run. */
#pragma once
#include "kernel.h"
#include "syscalls.h"

struct attachment {
  int program;
  u32 row_type, attach_type;
  int link, extra; /* descriptors to close; closing them detaches */
  const char *skipped; /* set instead of a result when it was not tried */
};

/* 0 or more, or a negative errno; `last_call` names what refused. */
typedef int attach_function(struct attachment *);
/* Makes the program run once, if it can. A negative errno if the attempt itself failed. */
typedef int trigger_function(struct attachment *);

static inline int create_link(struct attachment *attachment, u32 type, struct link_create *attributes) {
  attributes->program_fd = (u32)attachment->program;
  attributes->type = type;
  return attachment->link = bpf(BPF_LINK_CREATE, attributes);
}

/* Moves this process into a network namespace of its own, whose `lo` goes up: the host's network is never touched. */
void prepare_network(void);

/* Whether that could be done; else the attachment is skipped. */
int needs_own_network(struct attachment *);

/* In every new network namespace `lo` is interface 1. */
enum { LOOPBACK = 1 };

attach_function attach_socket_filter, attach_tracepoint, attach_syscall_tracepoint, attach_raw_tracepoint, attach_kprobe, attach_kprobe_multi,
    attach_uprobe, attach_uprobe_multi, attach_perf_event, attach_perf_link, attach_tracing, attach_iterator, attach_sockmap, attach_xdp, attach_clsact,
    attach_tcx, attach_cgroup, attach_sk_lookup, attach_netfilter;

trigger_function send_to_socket_filter, fail_execve, sleep_briefly, read_nothing, call_probed, test_run, open_something, read_iterator,
    send_to_loopback, connect_to_loopback;
