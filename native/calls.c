/* What is neither a map type nor a program type: commands of bpf(2), flags, accounting. One function a probe. */
#include "instructions.h"
#include "maps.h"
#include "probes.h"
#include "program.h"
#include "report.h"
#include "syscalls.h"

/*
 * Since 5.11 (d5299b67dd59...3ac1f01b43b6) BPF memory is charged to the memory cgroup; before it was to RLIMIT_MEMLOCK, without
 * exception for root. So with a limit of 0 an array can be created only where the limit no longer counts.
 */
static void memcg_accounting(const char *id) {
  struct rlimit old, none;
  if (plain(prlimit64, 0, RLIMIT_MEMLOCK, 0, &old, 0, 0) < 0) return report_skip(id, "load", "the limit could not be read");
  none = (struct rlimit){0, old.hard};
  plain(prlimit64, 0, RLIMIT_MEMLOCK, &none, 0, 0, 0);
  close_fd(report(id, "load", create_array(0)));
  plain(prlimit64, 0, RLIMIT_MEMLOCK, &old, 0, 0, 0);
}

static void batch(const char *id) {
  struct map_create attributes = {.type = HASH, .key_size = 4, .value_size = 8, .max_entries = 1};
  int map = bpf(BPF_MAP_CREATE, &attributes);
  if (map < 0) return report_skip(id, "load", "it needs a hash, which could not be created");
  u32 key = 0;
  u64 value = 0;
  struct map_batch update = {.keys = (u64)&key, .values = (u64)&value, .count = 1, .map_fd = map};
  report(id, "load", bpf(BPF_MAP_UPDATE_BATCH, &update));
  close_fd(map);
}

static void mmapable(const char *id) {
  int map = report(id, "load", create_array(F_MMAPABLE));
  if (map < 0) return;
  void *memory = (void *)traced("mmap", mmap, 0, 8, 3 /* read, write */, 1 /* shared */, map, 0);
  report(id, "attach", is_error(memory) ? (int)(long)memory : 0);
  if (!is_error(memory)) plain(munmap, memory, 8, 0, 0, 0, 0);
  close_fd(map);
}

static void global_data(const char *id) {
  int map = create_array(0);
  if (map < 0) return report_skip(id, "load", "it needs an array, which could not be created");
  const struct instruction instructions[] = {MAP_VALUE(1, map), STORE_ZERO(1, 0), MOV(0, 0), EXIT()};
  close_fd(load(id, &(struct source){.type = SOCKET_FILTER, .instructions = instructions, .count = 5}));
  close_fd(map);
}

/* A token needs a delegated bpffs; that the descriptor is what the kernel objects to (EBADF) shows that it knows the command. */
static void token(const char *id) {
  struct token_create attributes = {.bpffs_fd = -1};
  close_fd(report(id, "load", bpf(BPF_TOKEN_CREATE, &attributes)));
}

static const struct {
  const char *id;
  void (*run)(const char *id);
} rows[] = {
    {"memcg-accounting", memcg_accounting},
    {"batch-operations", batch},
    {"mmapable-array", mmapable},
    {"global-data", global_data},
    {"token", token},
};

void probe_calls(void) {
  for (u32 i = 0; i < sizeof(rows) / sizeof(*rows); i++) rows[i].run(rows[i].id);
}
