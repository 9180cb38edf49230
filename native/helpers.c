/*
 * Helper functions, each called as if it took nothing but the context. A kernel that has never heard of one says "invalid func"; one
 * that has it, but not for this program type, by its configuration or under lockdown, says "unknown func" (newer ones: "program of this
 * type cannot use helper"); else it takes the program or objects to the arguments. The log tells these apart, not the errno.
 */
#include "instructions.h"
#include "probes.h"
#include "program.h"
#include "syscalls.h"
#include "targets.h"

static const struct {
  const char *id;
  u32 number, type;
} rows[] = {
    {"helper-probe-read-kernel", 113, KPROBE},
    {"helper-send-signal", 109, KPROBE},
    {"helper-override-return", 58, KPROBE},
    {"helper-get-func-ip", 173, KPROBE},
    {"helper-get-attach-cookie", 174, KPROBE},
    {"helper-d-path", 147, TRACING},
    {"helper-ringbuf-output", 130, SCHED_CLS},
    {"helper-for-each-map-elem", 164, SCHED_CLS},
    {"helper-snprintf", 165, SCHED_CLS},
    {"helper-timer-init", 169, SCHED_CLS},
    {"helper-loop", 181, SCHED_CLS},
    {"helper-strncmp", 182, SCHED_CLS},
    {"helper-kptr-xchg", 194, SCHED_CLS},
    {"helper-dynptr-from-mem", 197, SCHED_CLS},
    {"helper-user-ringbuf-drain", 209, SCHED_CLS},
};

void probe_helpers(void) {
  for (u32 i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
    const struct instruction call[] = {CALL((s32)rows[i].number), MOV(0, 0), EXIT()};
    struct source source = {.type = rows[i].type, .instructions = call, .count = 3};
    if (source.type == TRACING) { /* as an iterator: the one kind of tracing program that needs no trampoline */
      if (!has_target(rows[i].id, &iterator_target)) continue;
      source.expected_attach_type = TRACE_ITER, source.btf_id = iterator_target.id;
    }
    close_fd(load(rows[i].id, &source));
  }
}
