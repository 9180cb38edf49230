/*
 * The part of the kernel's interface that the prober uses, from include/uapi/linux/{bpf,btf,perf_event}.h.
 * Written out here so that the result depends on no installed header: one compiler, one result, for every architecture.
 * The kernel takes a shorter `union bpf_attr` than its own (what is missing is 0), and a longer one if the rest is 0.
 */
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long long u64;

enum { ENOENT = 2, EAGAIN = 11, EPROTO = 71 };

enum bpf_command {
  BPF_MAP_CREATE = 0,
  BPF_MAP_LOOKUP_ELEM = 1,
  BPF_MAP_UPDATE_ELEM = 2,
  BPF_PROG_LOAD = 5,
  BPF_PROG_ATTACH = 8,
  BPF_PROG_TEST_RUN = 10,
  BPF_RAW_TRACEPOINT_OPEN = 17,
  BPF_BTF_LOAD = 18,
  BPF_MAP_UPDATE_BATCH = 26,
  BPF_LINK_CREATE = 28,
  BPF_ITER_CREATE = 33,
  BPF_TOKEN_CREATE = 36,
};

enum program_type {
  SOCKET_FILTER = 1,
  KPROBE = 2,
  SCHED_CLS = 3,
  TRACEPOINT = 5,
  XDP = 6,
  PERF_EVENT = 7,
  CGROUP_SKB = 8,
  SK_SKB = 14,
  SK_MSG = 16,
  RAW_TRACEPOINT = 17,
  CGROUP_SOCK_ADDR = 18,
  TRACING = 26,
  STRUCT_OPS = 27,
  LSM = 29,
  SK_LOOKUP = 30,
  SYSCALL = 31,
  NETFILTER = 32,
};

enum attach_type {
  CGROUP_INET_EGRESS = 1,
  SK_SKB_STREAM_VERDICT = 5,
  SK_MSG_VERDICT = 7,
  CGROUP_INET4_CONNECT = 10,
  TRACE_RAW_TP = 23,
  TRACE_FENTRY = 24,
  MODIFY_RETURN = 26,
  LSM_MAC = 27,
  TRACE_ITER = 28,
  ATTACH_SK_LOOKUP = 36,
  ATTACH_XDP = 37,
  ATTACH_PERF_EVENT = 41,
  TRACE_KPROBE_MULTI = 42,
  ATTACH_NETFILTER = 45,
  TCX_INGRESS = 46,
  TRACE_UPROBE_MULTI = 48,
  TRACE_KPROBE_SESSION = 56,
};

enum program_flags { F_SLEEPABLE = 1 << 4, F_XDP_HAS_FRAGS = 1 << 5 };

enum map_type {
  HASH = 1,
  ARRAY = 2,
  PROG_ARRAY = 3,
  PERF_EVENT_ARRAY = 4,
  PERCPU_HASH = 5,
  PERCPU_ARRAY = 6,
  STACK_TRACE = 7,
  LRU_HASH = 9,
  LPM_TRIE = 11,
  ARRAY_OF_MAPS = 12,
  HASH_OF_MAPS = 13,
  DEVMAP = 14,
  SOCKMAP = 15,
  CPUMAP = 16,
  XSKMAP = 17,
  SOCKHASH = 18,
  QUEUE = 22,
  SK_STORAGE = 24,
  RINGBUF = 27,
  INODE_STORAGE = 28,
  TASK_STORAGE = 29,
  BLOOM_FILTER = 30,
  USER_RINGBUF = 31,
  CGRP_STORAGE = 32,
  ARENA = 33,
};

enum map_flags { F_NO_PREALLOC = 1 << 0, F_MMAPABLE = 1 << 10 };

struct instruction {
  u8 code;
  u8 registers; /* destination in the low half, source in the high half */
  short offset;
  s32 immediate;
};

struct map_create {
  u32 type, key_size, value_size, max_entries, flags, inner_map_fd, numa_node;
  char name[16];
  u32 ifindex, btf_fd, btf_key_type_id, btf_value_type_id;
};

struct map_element {
  u32 map_fd;
  u64 key, value, flags;
};

struct map_batch {
  u64 in_batch, out_batch, keys, values;
  u32 count, map_fd;
  u64 elem_flags, flags;
};

struct program_load {
  u32 type, instruction_count;
  u64 instructions, license;
  u32 log_level, log_size;
  u64 log;
  u32 kernel_version, flags;
  char name[16];
  u32 ifindex, expected_attach_type, btf_fd, func_info_size;
  u64 func_info;
  u32 func_info_count, line_info_size;
  u64 line_info;
  u32 line_info_count, attach_btf_id;
};

struct program_attach {
  u32 target_fd, program_fd, type, flags;
};

struct test_run {
  u32 program_fd, result, data_size_in, data_size_out;
  u64 data_in, data_out;
  u32 repeat, duration;
};

struct raw_tracepoint {
  u64 name;
  u32 program_fd;
};

struct btf_load {
  u64 btf, log;
  u32 size, log_size, log_level;
};

struct link_create {
  u32 program_fd, target, type, flags;
  union {
    struct {
      u64 cookie;
    } perf_event;
    struct {
      u32 flags, count;
      u64 symbols, addresses, cookies;
    } kprobe_multi;
    struct {
      u64 path, offsets, ref_ctr_offsets, cookies;
      u32 count, flags, pid;
    } uprobe_multi;
    struct {
      u32 family, hook;
      s32 priority;
      u32 flags;
    } netfilter;
  };
};

struct iter_create {
  u32 link_fd, flags;
};

struct token_create {
  u32 flags, bpffs_fd;
};

/* Up to PERF_ATTR_SIZE_VER1: what comes later is not needed. */
struct perf_event {
  u32 type, size;
  u64 config, sample_period, sample_type, read_format, flags;
  u32 wakeup_events, breakpoint_type;
  u64 config1, config2;
};

enum { PERF_TYPE_SOFTWARE = 1, PERF_TYPE_TRACEPOINT = 2, PERF_COUNT_SW_CPU_CLOCK = 0, PERF_FLAG_FD_CLOEXEC = 8 };
enum { PERF_EVENT_IOC_SET_BPF = 0x40042408, PERF_EVENT_IOC_ENABLE = 0x2400 };

/* The same numbers on every architecture. */
enum { FSCONFIG_CMD_CREATE = 6, CLONE_NEWNET = 0x40000000, RLIMIT_MEMLOCK = 8 };

struct rlimit {
  u64 soft, hard;
};

struct socket_address {
  u16 family, port;
  u32 address;
  u8 zero[8];
};
