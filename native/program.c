#include "program.h"
#include "report.h"
#include "syscalls.h"

static char log_text[1 << 16];

/* The last line that says something: the verifier ends with its statistics. */
static void report_log(const char *id) {
  char *last = 0, *at = log_text;
  while (*at) {
    char *line = at;
    while (*at && *at != '\n') at++;
    if (*at) *at++ = 0;
    int statistics = line[0] == 'p' && line[1] == 'r' && line[2] == 'o' && line[3] == 'c'; /* "processed N insns ..." */
    if (*line && !statistics) last = line;
  }
  if (last) report_text(id, "log", last);
}

int load(const char *id, const struct source *source) {
  struct program_load attributes = {
      .type = source->type,
      .expected_attach_type = source->expected_attach_type,
      .flags = source->flags,
      .attach_btf_id = source->btf_id,
      .instructions = (u64)source->instructions,
      .instruction_count = source->count,
      .license = (u64) "GPL",
  };
  int program = bpf(BPF_PROG_LOAD, &attributes);
  if (program == -EAGAIN) program = bpf(BPF_PROG_LOAD, &attributes); /* a signal came: load again, as libbpf does */
  report(id, "load", program);
  if (program >= 0) return program;
  log_text[0] = 0;
  attributes.log = (u64)log_text;
  attributes.log_size = sizeof(log_text) - 1;
  attributes.log_level = 1;
  close_fd(bpf(BPF_PROG_LOAD, &attributes));
  report_log(id);
  return program;
}
