/*
 * Tries what eBPF can do on this host: loads, attaches and triggers tiny programs, creates maps, and prints what came of each.
 * It needs no library, no compiler and no privileges (without them the kernel says EPERM, and so do we). All that it makes is held by
 * descriptors: when the process ends, by itself or not, the kernel takes it away.
 */
#include "filesystems.h"
#include "probes.h"
#include "process.h"
#include "report.h"
#include "syscalls.h"
#include "targets.h"

/* Before 5.11 BPF memory counts against RLIMIT_MEMLOCK (see calls.c). Ours only; where it can't be raised the errors show it. */
static void raise_memory_limit(void) {
  struct rlimit limit = {~0ull, ~0ull}, old;
  if (plain(prlimit64, 0, RLIMIT_MEMLOCK, &limit, 0, 0, 0) >= 0) return;
  if (plain(prlimit64, 0, RLIMIT_MEMLOCK, 0, &old, 0, 0) < 0) return;
  old.soft = old.hard;
  plain(prlimit64, 0, RLIMIT_MEMLOCK, &old, 0, 0, 0);
}

/* What forbids things that the kernel could do; known even where securityfs is not mounted. */
static void report_security(void) {
  char text[256];
  int securityfs = open_securityfs();
  if (securityfs < 0) return;
  if (read_text(securityfs, "lockdown", text, sizeof(text)) > 0) report_text("text", "lockdown", text);
  if (read_text(securityfs, "lsm", text, sizeof(text)) > 0) report_text("text", "lsm", text);
  close_fd(securityfs);
}

#ifdef __x86_64__
__attribute__((force_align_arg_pointer))
#endif
__attribute__((noreturn)) void
_start(void) {
  limit_time();
  raise_memory_limit();
  report_text("ebpf-attach", "1", ARCHITECTURE);
  report_security();
  find_targets();
  start_programs();
  probe_maps();
  probe_calls();
  probe_instructions();
  probe_helpers();
  finish_programs();
  write_fd(1, "end\n", 4);
  plain(exit_group, 0, 0, 0, 0, 0, 0);
  __builtin_unreachable();
}
