#include "btf.h"
#include "report.h"
#include "syscalls.h"

enum { MAGIC = 0xeb9f, LIMIT = 64 << 20 };

struct header {
  u16 magic;
  u8 version, flags;
  u32 header_size, types_at, types_size, strings_at, strings_size;
};

struct type {
  u32 name, info, size;
};

struct member {
  u32 name, type, offset;
};

/* Bytes that follow a type, by kind; -1 for a kind that this program does not know. */
static long tail(u32 info) {
  u32 count = info & 0xffff;
  switch (info >> 24 & 0x1f) {
    case 1: case 14: case 17: return 4;         /* INT, VAR, DECL_TAG (5.16, b5ea834dde6b) */
    case 2: case 7: case 8: case 9: case 10:
    case 11: case 12: case 16: case 18: return 0; /* ..., FLOAT (5.13), TYPE_TAG (5.17) */
    case 3: return 12;                          /* ARRAY */
    case 4: case 5: case 15: case 19: return 12 * (long)count; /* STRUCT, UNION, DATASEC, ENUM64 (6.0, 6089fb325cf7) */
    case 6: case 13: return 8 * (long)count;    /* ENUM, FUNC_PROTO */
    default: return -1;
  }
}

static void match(struct btf_target *target, u32 id, const struct type *type, const char *strings, u32 strings_size) {
  if (target->id) return;
  target->id = id;
  if (!target->member) return;
  const struct member *members = (const struct member *)(type + 1);
  for (u32 i = 0; i < (type->info & 0xffff); i++)
    if (members[i].name < strings_size && equal(strings + members[i].name, target->member)) target->member_index = i;
}

static int search(const u8 *data, u64 size, struct btf_target *targets[], u32 target_count) {
  const struct header *header = (const struct header *)data;
  last_call = "parse /sys/kernel/btf/vmlinux";
  if (size < sizeof(*header) || header->magic != MAGIC) return -22;
  u64 types = (u64)header->header_size + header->types_at, strings_at = (u64)header->header_size + header->strings_at;
  if (types + header->types_size > size || strings_at + header->strings_size > size) return -22;
  if (!header->strings_size || data[strings_at + header->strings_size - 1]) return -22;

  const char *strings = (const char *)data + strings_at;
  const u8 *at = data + types, *end = at + header->types_size;
  for (u32 id = 1; at + sizeof(struct type) <= end; id++) {
    const struct type *type = (const struct type *)at;
    long rest = tail(type->info);
    if (rest < 0 || at + sizeof(*type) + rest > end || type->name >= header->strings_size) return -22;
    u32 kind = type->info >> 24 & 0x1f;
    if (kind == BTF_FUNC || kind == BTF_STRUCT || kind == BTF_TYPEDEF)
      for (u32 i = 0; i < target_count; i++)
        if (targets[i]->kind == kind && equal(strings + type->name, targets[i]->name))
          match(targets[i], id, type, strings, header->strings_size);
    at += sizeof(*type) + rest;
  }
  return 0;
}

static long read_all(int file, u8 *data, long size) {
  long done = 0, got;
  last_call = "read /sys/kernel/btf/vmlinux";
  while ((got = read_fd(file, data + done, size - done)) > 0) done += got;
  return got < 0 ? got : done;
}

int btf_find(struct btf_target *targets[], u32 count) {
  int file = open_file("/sys/kernel/btf/vmlinux");
  last_call = "open /sys/kernel/btf/vmlinux";
  if (file < 0) return file;
  long size = plain(lseek, file, 0, 2 /* SEEK_END */, 0, 0, 0);
  plain(lseek, file, 0, 0 /* SEEK_SET */, 0, 0, 0);
  if (size <= 0 || size > LIMIT) size = LIMIT;
  long length = size;
  u8 *data = (u8 *)plain(mmap, 0, size, 1 /* read */, 2 /* private */, file, 0); /* since 6.16, a539e2a6d51d */
  if (is_error(data)) {
    data = (u8 *)traced("mmap", mmap, 0, size, 3 /* read, write */, 0x22 /* private, anonymous */, -1, 0);
    length = is_error(data) ? (long)data : read_all(file, data, size);
  }
  int result = length < 0 ? (int)length : search(data, (u64)length, targets, count);
  if (!is_error(data)) plain(munmap, data, size, 0, 0, 0, 0);
  close_fd(file);
  return result;
}

int btf_load_int(void) {
  static const struct {
    struct header header;
    struct type type;
    u32 encoding;
    char strings[5];
  } __attribute__((packed)) btf = {
      {MAGIC, 1, 0, sizeof(struct header), 0, 16, 16, 5}, {1, 1 << 24, 4}, 1 << 24 /* signed */ | 32, "\0int"};
  struct btf_load attributes = {.btf = (u64)&btf, .size = sizeof(btf)};
  return bpf(BPF_BTF_LOAD, &attributes);
}
