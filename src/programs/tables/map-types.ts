/** Types of maps by their number: `enum bpf_map_type` of include/uapi/linux/bpf.h, up to Linux 7.2. */
const types = `
  unspec hash array prog_array perf_event_array percpu_hash percpu_array stack_trace cgroup_array lru_hash lru_percpu_hash
  lpm_trie array_of_maps hash_of_maps devmap sockmap cpumap xskmap sockhash cgroup_storage reuseport_sockarray
  percpu_cgroup_storage queue stack sk_storage devmap_hash struct_ops ringbuf inode_storage task_storage bloom_filter user_ringbuf
  cgrp_storage arena insn_array rhash`
  .trim()
  .split(/\s+/);

/** A map's type as the kernel's enum has it, in lower case and without BPF_MAP_TYPE_; `type N` for one that is not known. */
export const mapTypeName = (type: number): string => types[type] ?? `type ${type}`;

/** BPF_F_* of BPF_MAP_CREATE, by bit. */
const flags = `
  no_prealloc no_common_lru numa_node rdonly wronly stack_build_id zero_seed rdonly_prog wronly_prog clone mmapable preserve_elems inner_map link
  path_fd vtype_btf_obj_fd token_fd segv_on_fault no_user_conv rb_overwrite`
  .trim()
  .split(/\s+/);

/** The flags that are set; those that are not known as a number. */
export const mapFlagNames = (value: number): readonly string[] =>
  Array.from({length: 32}, (_, bit) => (value >>> bit) & 1 && (flags[bit] ?? `1<<${bit}`)).filter(
    (name) => typeof name === 'string',
  );
