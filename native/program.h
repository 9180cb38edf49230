/* Loading one program, and telling what the verifier said when it is refused. */
#pragma once
#include "kernel.h"

struct source {
  u32 type, expected_attach_type, flags, btf_id;
  const struct instruction *instructions;
  u32 count;
};

/* Loads and reports as ID `load`, with ID `log` when it is refused. The program's descriptor, or a negative errno. */
int load(const char *id, const struct source *source);
