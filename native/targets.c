#include "targets.h"
#include "report.h"
#include "syscalls.h"

struct btf_target fentry_target = {.kind = BTF_FUNC, .name = "bpf_fentry_test1"};
struct btf_target modify_return_target = {.kind = BTF_FUNC, .name = "security_bpf"};
struct btf_target lsm_target = {.kind = BTF_FUNC, .name = "bpf_lsm_file_open"};
struct btf_target tracepoint_target = {.kind = BTF_TYPEDEF, .name = "btf_trace_sched_switch"};
struct btf_target iterator_target = {.kind = BTF_FUNC, .name = "bpf_iter_task"};
struct btf_target congestion_target = {.kind = BTF_STRUCT, .name = "tcp_congestion_ops", .member = "ssthresh"};
struct btf_target scheduler_target = {.kind = BTF_STRUCT, .name = "sched_ext_ops", .member = "enqueue"};

struct btf_target clsact_target = {.kind = BTF_FUNC, .name = "clsact_init"};
struct btf_target cls_bpf_target = {.kind = BTF_FUNC, .name = "cls_bpf_classify"};

static struct btf_target *targets[] = {
    &clsact_target, &cls_bpf_target,
    &fentry_target, &modify_return_target, &lsm_target, &tracepoint_target, &iterator_target, &congestion_target, &scheduler_target,
};

static int result;

void find_targets(void) { result = report("btf-vmlinux", "load", btf_find(targets, sizeof(targets) / sizeof(*targets))); }

int has_target(const char *id, const struct btf_target *target) {
  if (target->id) return 1;
  if (result < 0) report_skip(id, "load", "the kernel's BTF could not be read");
  else report_text(id, "load missing", target->name);
  return 0;
}
