/* The kernel's own types: BTF ids that programs name their target by. Documentation/bpf/btf.rst. */
#pragma once
#include "kernel.h"

enum btf_kind { BTF_STRUCT = 4, BTF_TYPEDEF = 8, BTF_FUNC = 12 };

/* What to look for; `id` is 0 until it is found. */
struct btf_target {
  enum btf_kind kind;
  const char *name, *member;
  u32 id, member_index;
};

/* Reads /sys/kernel/btf/vmlinux once and fills in the targets. 0, or a negative errno. */
int btf_find(struct btf_target *targets[], u32 count);

/* Loads a BTF that knows one type, `int` with id 1: what local storage wants for key and value. Its descriptor, or a negative errno. */
int btf_load_int(void);
