/* Maps: created and closed. What a program does with one is for the helpers' rows. */
#include "maps.h"
#include "btf.h"
#include "probes.h"
#include "report.h"
#include "syscalls.h"

/* A ring buffer is a power of 2 and a multiple of the page size, which is 64 KiB at most. */
enum { RING = 1 << 16 };

static const struct row {
  const char *id;
  u32 type, key_size, value_size, max_entries, flags;
  enum { PLAIN, WITH_BTF, WITH_INNER } needs;
} rows[] = {
    {"map-hash", HASH, 4, 8, 1, 0, PLAIN},
    {"map-array", ARRAY, 4, 8, 1, 0, PLAIN},
    {"map-prog-array", PROG_ARRAY, 4, 4, 1, 0, PLAIN},
    {"map-perf-event-array", PERF_EVENT_ARRAY, 4, 4, 1, 0, PLAIN},
    {"map-percpu-hash", PERCPU_HASH, 4, 8, 1, 0, PLAIN},
    {"map-percpu-array", PERCPU_ARRAY, 4, 8, 1, 0, PLAIN},
    {"map-stack-trace", STACK_TRACE, 4, 8, 1, 0, PLAIN},
    {"map-lru-hash", LRU_HASH, 4, 8, 1, 0, PLAIN},
    {"map-lpm-trie", LPM_TRIE, 8, 8, 1, F_NO_PREALLOC, PLAIN},
    {"map-array-of-maps", ARRAY_OF_MAPS, 4, 4, 1, 0, WITH_INNER},
    {"map-hash-of-maps", HASH_OF_MAPS, 4, 4, 1, 0, WITH_INNER},
    {"map-devmap", DEVMAP, 4, 4, 1, 0, PLAIN},
    {"map-sockmap", SOCKMAP, 4, 4, 1, 0, PLAIN},
    {"map-sockhash", SOCKHASH, 4, 4, 1, 0, PLAIN},
    {"map-cpumap", CPUMAP, 4, 4, 1, 0, PLAIN},
    {"map-xskmap", XSKMAP, 4, 4, 1, 0, PLAIN},
    {"map-queue", QUEUE, 0, 8, 1, 0, PLAIN},
    {"map-sk-storage", SK_STORAGE, 4, 4, 0, F_NO_PREALLOC, WITH_BTF},
    {"map-ringbuf", RINGBUF, 0, 0, RING, 0, PLAIN},
    {"map-inode-storage", INODE_STORAGE, 4, 4, 0, F_NO_PREALLOC, WITH_BTF},
    {"map-task-storage", TASK_STORAGE, 4, 4, 0, F_NO_PREALLOC, WITH_BTF},
    {"map-bloom-filter", BLOOM_FILTER, 0, 4, 1, 0, PLAIN},
    {"map-user-ringbuf", USER_RINGBUF, 0, 0, RING, 0, PLAIN},
    {"map-cgrp-storage", CGRP_STORAGE, 4, 4, 0, F_NO_PREALLOC, WITH_BTF},
    {"map-arena", ARENA, 0, 0, 1, F_MMAPABLE, PLAIN},
};

int create_array(u32 flags) {
  struct map_create attributes = {.type = ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1, .flags = flags};
  return bpf(BPF_MAP_CREATE, &attributes);
}

static int create(const struct row *row, int btf, int inner) {
  struct map_create attributes = {
      .type = row->type,
      .key_size = row->key_size,
      .value_size = row->value_size,
      .max_entries = row->max_entries,
      .flags = row->flags,
  };
  if (row->needs == WITH_BTF) attributes.btf_fd = btf, attributes.btf_key_type_id = attributes.btf_value_type_id = 1;
  if (row->needs == WITH_INNER) attributes.inner_map_fd = inner;
  return bpf(BPF_MAP_CREATE, &attributes);
}

void probe_maps(void) {
  int btf = report("btf-load", "load", btf_load_int());
  int inner = create_array(0);
  for (u32 i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
    const struct row *row = &rows[i];
    if (row->needs == WITH_BTF && btf < 0) report_skip(row->id, "load", "it needs BTF, which could not be loaded");
    else if (row->needs == WITH_INNER && inner < 0) report_skip(row->id, "load", "it needs an array, which could not be created");
    else close_fd(report(row->id, "load", create(row, btf, inner)));
  }
  close_fd(inner);
  close_fd(btf);
}
