/*
 * Program types: each is loaded, attached the way tools attach it, triggered, and let go. An attachment is a descriptor, so the kernel
 * undoes it when the descriptor closes, however this process ends.
 * Closing one takes the kernel some RCU grace periods, up to 100 ms each. So each row has a process of its own, and all wait together.
 */
#include "attach.h"
#include "instructions.h"
#include "maps.h"
#include "probes.h"
#include "process.h"
#include "program.h"
#include "report.h"
#include "syscalls.h"
#include "targets.h"

static const struct row {
  const char *id;
  u32 type, expected_attach_type, flags;
  struct btf_target *target;
  s32 result; /* what the program returns: to go on as if it weren't there */
  attach_function *attach;
  trigger_function *trigger;
} rows[] = {
    {"socket-filter", SOCKET_FILTER, 0, 0, 0, 0, attach_socket_filter, send_to_socket_filter},
    {"tracepoint", TRACEPOINT, 0, 0, 0, 0, attach_tracepoint, sleep_briefly},
    {"syscall-tracepoint", TRACEPOINT, 0, 0, 0, 0, attach_syscall_tracepoint, fail_execve},
    {"raw-tracepoint", RAW_TRACEPOINT, 0, 0, 0, 0, attach_raw_tracepoint, sleep_briefly},
    {"kprobe", KPROBE, 0, 0, 0, 0, attach_kprobe, read_nothing},
    {"kprobe-multi", KPROBE, TRACE_KPROBE_MULTI, 0, 0, 0, attach_kprobe_multi, read_nothing},
    {"kprobe-session", KPROBE, TRACE_KPROBE_SESSION, 0, 0, 0, attach_kprobe_multi, read_nothing},
    {"uprobe", KPROBE, 0, 0, 0, 0, attach_uprobe, call_probed},
    {"uprobe-multi", KPROBE, TRACE_UPROBE_MULTI, 0, 0, 0, attach_uprobe_multi, call_probed},
    {"perf-event", PERF_EVENT, 0, 0, 0, 0, attach_perf_event, 0},
    {"perf-link", PERF_EVENT, 0, 0, 0, 0, attach_perf_link, 0},
    {"tp-btf", TRACING, TRACE_RAW_TP, 0, &tracepoint_target, 0, attach_tracing, sleep_briefly},
    {"fentry", TRACING, TRACE_FENTRY, 0, &fentry_target, 0, attach_tracing, test_run},
    {"fmod-ret", TRACING, MODIFY_RETURN, 0, &modify_return_target, 0, attach_tracing, test_run},
    {"lsm", LSM, LSM_MAC, 0, &lsm_target, 0, attach_tracing, open_something},
    {"iter", TRACING, TRACE_ITER, 0, &iterator_target, 0, attach_iterator, read_iterator},
    {"syscall", SYSCALL, 0, F_SLEEPABLE, 0, 0, 0, test_run},
    {"struct-ops", STRUCT_OPS, 0, 0, &congestion_target, 2, 0, 0},
    {"sched-ext", STRUCT_OPS, 0, 0, &scheduler_target, 0, 0, 0}, /* never registered: that would switch the scheduler */
    {"sk-skb", SK_SKB, 0, 0, 0, 1, attach_sockmap, 0},
    {"sk-msg", SK_MSG, 0, 0, 0, 1, attach_sockmap, 0},
    {"xdp", XDP, 0, 0, 0, 2, attach_xdp, send_to_loopback},
    {"xdp-frags", XDP, 0, F_XDP_HAS_FRAGS, 0, 2, 0, 0},
    {"tc", SCHED_CLS, 0, 0, 0, 0, attach_clsact, send_to_loopback},
    {"tcx", SCHED_CLS, 0, 0, 0, -1, attach_tcx, send_to_loopback},
    {"cgroup-skb", CGROUP_SKB, CGROUP_INET_EGRESS, 0, 0, 1, attach_cgroup, send_to_loopback},
    {"cgroup-sock-addr", CGROUP_SOCK_ADDR, CGROUP_INET4_CONNECT, 0, 0, 1, attach_cgroup, connect_to_loopback},
    {"sk-lookup", SK_LOOKUP, ATTACH_SK_LOOKUP, 0, 0, 1, attach_sk_lookup, send_to_loopback},
    {"netfilter", NETFILTER, ATTACH_NETFILTER, 0, 0, 1, attach_netfilter, send_to_loopback},
};

/* One 8-byte value that the programs count in; negative where that can't be had, and then nothing can be seen to run. */
static int counter = -1;

static u64 count(void) {
  u32 key = 0;
  u64 value = 0;
  struct map_element element = {.map_fd = counter, .key = (u64)&key, .value = (u64)&value};
  plain(bpf, BPF_MAP_LOOKUP_ELEM, &element, sizeof(element), 0, 0, 0);
  return value;
}

static int load_row(const struct row *row, int counts) {
  const struct instruction counting[] = {MAP_VALUE(1, counter), MOV(2, 1), ATOMIC_ADD(1, 2), MOV(0, row->result), EXIT()};
  struct source source = {
      .type = row->type,
      .expected_attach_type = row->expected_attach_type,
      .flags = row->flags,
      .instructions = counts ? counting : counting + 4,
      .count = counts ? 6 : 2,
  };
  if (row->target) source.btf_id = row->target->id;
  if (row->type == STRUCT_OPS) source.expected_attach_type = row->target->member_index;
  return load(row->id, &source);
}

/* 1 when it ran, 0 when it did not, or a negative errno. A packet may be looked at a while after it was sent, so it is tried again. */
static int trigger(const struct row *row, struct attachment *attachment) {
  u64 before = count();
  int result = 0;
  for (int attempt = 0; attempt < 20; attempt++) {
    result = row->trigger(attachment);
    if (count() != before) return 1;
    sleep_briefly(attachment);
    if (count() != before) return 1;
  }
  return result < 0 ? result : 0;
}

static void probe(const struct row *row) {
  if (row->target && !has_target(row->id, row->target)) return;
  int counts = counter >= 0 && row->trigger, program = load_row(row, counts);
  if (program < 0) return;

  struct attachment attachment = {.program = program, .row_type = row->type, .attach_type = row->expected_attach_type, .link = -1, .extra = -1};
  int attached = row->attach ? row->attach(&attachment) : 0;
  if (attachment.skipped) report_skip(row->id, "attach", attachment.skipped);
  else if (row->attach) report(row->id, "attach", attached);

  if (counts && attached >= 0 && !attachment.skipped) {
    int result = trigger(row, &attachment);
    if (result) report(row->id, "fire", result > 0 ? 0 : result);
    else report_text(row->id, "fire", "no");
  }
  close_fd(attachment.link);
  close_fd(attachment.extra);
  close_fd(program);
}

/* Whether a program may count in the map: since 5.2. */
static int can_count(void) {
  const struct instruction instructions[] = {MAP_VALUE(1, counter), MOV(2, 1), ATOMIC_ADD(1, 2), MOV(0, 0), EXIT()};
  struct program_load attributes = {
      .type = SOCKET_FILTER, .instructions = (u64)instructions, .instruction_count = 6, .license = (u64) "GPL"};
  int program = bpf(BPF_PROG_LOAD, &attributes);
  close_fd(program);
  return program >= 0;
}

static void probe_in_turn(const struct row *row) {
  counter = create_array(0);
  if (counter >= 0 && !can_count()) close_fd(counter), counter = -1;
  probe(row);
  close_fd(counter);
}

void start_programs(void) {
  prepare_network();
  int parent = (int)plain(getpid, 0, 0, 0, 0, 0, 0);
  for (u32 i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
    long child = plain(clone, SIGCHLD, 0, 0, 0, 0, 0);
    if (child < 0) probe_in_turn(&rows[i]); /* no more processes allowed */
    if (child) continue;
    begin_child(parent);
    probe_in_turn(&rows[i]);
    plain(exit_group, 0, 0, 0, 0, 0, 0);
  }
}

void finish_programs(void) {
  while (plain(wait4, -1, 0, 0, 0, 0, 0) > 0) {
  }
}
