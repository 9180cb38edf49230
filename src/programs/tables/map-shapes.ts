/** Bytes of a key or value: none at all, some, one of these, between two, or so many times some. */
export type Size =
  | 'none'
  | 'some'
  | readonly number[]
  | {readonly from: number; readonly to: number}
  | {readonly times: number};

/** Values of a map with BPF_F_STACK_BUILD_ID: struct bpf_stack_build_id. */
export const buildIds: Size = {times: 32};

/** What kernels take of a map of a type. What an object leaves open is its loader's. */
export interface MapRules {
  readonly key: Size;
  readonly value: Size;
  /** Flags that it can have. */
  readonly flags: readonly string[];
  /** A flag that it must have. */
  readonly wants?: string;
  /** It has no number of entries. */
  readonly unsized?: true;
  /** The highest map_extra: map_create() of kernel/bpf/syscall.c and bloom_map_alloc(); an address for an arena. */
  readonly extra?: number;
  /** Key and value must have types. */
  readonly typed?: true;
}

const access = ['rdonly', 'wronly', 'rdonly_prog', 'wronly_prog'];
const hash: MapRules = {key: 'some', value: 'some', flags: ['no_prealloc', 'numa_node', 'zero_seed', ...access]};
/** PCPU_MIN_UNIT_SIZE of include/linux/percpu.h. */
const perCpu = {from: 1, to: 32_768};
const array: MapRules = {key: [4], value: 'some', flags: ['numa_node', 'mmapable', 'inner_map', ...access]};
/** Of descriptors: whoever runs can't write them. */
const descriptors: MapRules = {key: [4], value: [4], flags: ['numa_node', 'rdonly', 'wronly']};
const devices: MapRules = {key: [4], value: [4, 8], flags: ['numa_node', 'rdonly', 'wronly']};
const queue: MapRules = {key: 'none', value: 'some', flags: ['numa_node', ...access]};
const storage: MapRules = {
  key: [4],
  value: 'some',
  flags: ['no_prealloc', 'clone'],
  wants: 'no_prealloc',
  unsized: true,
  typed: true,
};
const cgroupStorage: MapRules = {key: [8, 16], value: 'some', flags: ['numa_node', ...access], unsized: true};

/**
 * By type: map_alloc_check and map_alloc of kernel/bpf/{hashtab,arraymap,lpm_trie,queue_stack_maps,bloom_filter,ringbuf,stackmap,devmap,cpumap,bpf_local_storage,
 * local_storage,reuseport_array,arena}.c and net/{core/sock_map,xdp/xskmap}.c, Linux 6.12; a test compares each type and flag with the running kernel. What is
 * left out is not known.
 */
export const mapRules: ReadonlyMap<string, MapRules> = new Map<string, MapRules>([
  ['hash', hash],
  ['percpu_hash', {...hash, value: perCpu, flags: ['no_prealloc', 'zero_seed', ...access]}],
  ['lru_hash', {...hash, flags: ['no_common_lru', 'numa_node', 'zero_seed', ...access]}],
  ['lru_percpu_hash', {...hash, value: perCpu, flags: ['no_common_lru', 'zero_seed', ...access]}],
  ['hash_of_maps', {...hash, value: [4], flags: ['no_prealloc', 'numa_node', 'zero_seed', 'rdonly', 'wronly']}],
  ['array', array],
  ['percpu_array', {...array, value: perCpu, flags: access}],
  ['prog_array', descriptors],
  ['cgroup_array', descriptors],
  ['array_of_maps', descriptors],
  ['perf_event_array', {...descriptors, flags: ['preserve_elems', ...descriptors.flags]}],
  ['stack_trace', {key: [4], value: {times: 8}, flags: ['numa_node', 'rdonly', 'wronly', 'stack_build_id']}],
  [
    'lpm_trie',
    {key: {from: 5, to: 260}, value: 'some', flags: ['no_prealloc', 'numa_node', ...access], wants: 'no_prealloc'},
  ],
  ['queue', queue],
  ['stack', queue],
  ['bloom_filter', {...queue, extra: 15, flags: ['numa_node', 'zero_seed', ...access]}],
  ['ringbuf', {key: 'none', value: 'none', flags: ['numa_node', 'rb_overwrite']}],
  ['user_ringbuf', {key: 'none', value: 'none', flags: ['numa_node']}],
  ['devmap', devices],
  ['devmap_hash', devices],
  ['cpumap', {key: [4], value: [4, 8], flags: ['numa_node']}],
  ['xskmap', {key: [4], value: [4], flags: ['numa_node', 'rdonly', 'wronly']}],
  ['sockmap', {key: [4], value: [4, 8], flags: ['numa_node', 'rdonly', 'wronly']}],
  ['sockhash', {key: {from: 1, to: 512}, value: [4, 8], flags: ['numa_node', 'rdonly', 'wronly']}],
  ['reuseport_sockarray', {key: [4], value: [4, 8], flags: ['numa_node', ...access]}],
  ['sk_storage', storage],
  ['inode_storage', storage],
  ['task_storage', storage],
  ['cgrp_storage', storage],
  ['cgroup_storage', cgroupStorage],
  ['percpu_cgroup_storage', {...cgroupStorage, value: perCpu}],
  [
    'arena',
    {
      key: 'none',
      value: 'none',
      flags: ['mmapable', 'segv_on_fault', 'no_user_conv'],
      wants: 'mmapable',
      extra: Number.POSITIVE_INFINITY,
    },
  ],
]);
