/* The kernel's functions and types that probes are about. Looked up in its BTF once. */
#pragma once
#include "btf.h"

/* Called by nothing but BPF_PROG_TEST_RUN: net/bpf/test_run.c (5.5, faeb2dce084a). */
extern struct btf_target fentry_target;
/*
 * Functions named security_* can be modified on every kernel; bpf_modify_return_test() only where error injection is configured.
 * This one is called by bpf(2) alone.
 */
extern struct btf_target modify_return_target;
/* A macro of all hooks defines bpf_lsm_*: they are there if CONFIG_BPF_LSM is (5.7, 9d3fdea789c8). */
extern struct btf_target lsm_target;
/* In the BTF of the kernel itself when they are built in. */
extern struct btf_target clsact_target, cls_bpf_target;
extern struct btf_target tracepoint_target, iterator_target, congestion_target, scheduler_target;

/* Looks them up; what was found out is reported as `btf-vmlinux`. */
void find_targets(void);

/* True when the target is there; else it reports ID `load` with the reason. */
int has_target(const char *id, const struct btf_target *target);
