#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#include "NAME.h"

/* The kernel lends most helpers only to programs whose license is compatible with the GPL. */
char LICENSE[] SEC("license") = "Dual BSD/GPL";
