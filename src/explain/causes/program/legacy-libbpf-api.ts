import type {Cause} from '../../in-causes.ts';

export const legacyLibbpfApi = {
  title: 'The code was written for libbpf before 1.0',
  why: 'libbpf 1.0 removed or changed bpf_prog_load(file, ...), bpf_create_map, bpf_load_program, struct bpf_map_def, bpf_set_link_xdp_fd and others; samples/bpf/bpf_load.h left the kernel in 5.11. Tutorials of 2021 and before use them.',
  remedy:
    'Port it: bpf_object__open_file + bpf_object__load, BTF maps in SEC(".maps"), bpf_map_create, bpf_xdp_attach, or a skeleton. The libbpf wiki lists each replacement ("libbpf: the road to v1.0").',
  decide: 'pkg-config --modversion libbpf',
  sources: ['libbpf wiki: Libbpf: the road to v1.0', 'commit ceb5dea56543: bpf_load.c removed in 5.11'],
  certain: [
    /(implicit declaration of function|undefined reference to|undeclared function|undefined symbol:?|no function|cannot find function|not declared[^\n]*) ?['`"]?(bpf_load_program\w*|bpf_create_map\w*|bpf_prog_load_xattr|bpf_prog_load_deprecated|bpf_set_link_xdp_fd\w*|bpf_get_link_xdp_\w+|bpf_object__(next|open_xattr|open_buffer|find_program_by_title|load_xattr)|bpf_program__(title|next|set_tracepoint|is_\w+|load|unload|size|nth_fd|set_kprobe|set_xdp)|bpf_map__(next|resize|def|get_pin_path|is_offload_neutral)|btf__get_from_id|btf__load\b|bpf_perf_event_read_simple|perf_buffer__new_raw|libbpf_get_type_names|bpf_probe_\w+|xsk_\w+|bpf_verify_program|load_bpf_file|btf_ext__reloc\w*)/,
    /bpf_prog_load['"]?[^\n]*(too (many|few) arguments|incompatible|makes pointer|expected 'enum bpf_prog_type|conflicting)|(too (many|few) arguments|incompatible (pointer|integer)|passing argument|expected 'enum bpf_prog_type)[^\n]*(bpf_prog_load|bpf_create_map|perf_buffer__new|btf_dump__new|bpf_map_create|bpf_program__attach|bpf_object__open)|expected 'enum bpf_prog_type'/,
    /['"<]?\bbpf\/xsk\.h['">]?( file not found|: No such file)/,
    /(unknown type name|storage size of|has initializer but incomplete|incomplete type|was not declared|undeclared)[^\n]*\b(prog_load_attr|bpf_(prog_load|object_load|create_map|load_program)_x?attr)\b/,
    /no member named '?(sample_cb|lost_cb|relaxed_maps|attach_prog_fd|object_name|event_cb)'? in '(struct )?(perf_buffer|perf_buffer_raw|bpf_object_open)_opts/,
    /could not determine[^\n]*C\.(bpf_(prog_load_xattr|load_program\w*|create_map\w*|set_link_xdp_fd\w*|get_link_xdp_\w+)|bpf_object__(next|unload|load_xattr|open_xattr)|bpf_program__(title|next))\b/,
    /(incomplete (definition of )?type|storage size of|unknown type name|no member named|has incomplete type|undeclared)[^\n]*\bbpf_map_def\b/,
  ],
  strong: [
    [
      /\b(bpf_load_program_xattr|bpf_load_program|bpf_create_map_(xattr|name|node|in_map)|bpf_prog_load_xattr|bpf_object__unload|bpf_program__(title|unload|set_prep)|bpf_map__def|bpf_set_link_xdp_fd\w*|bpf_object__find_program_by_title)\b[^\n]*|error[^\n]*\b(bpf_load_program|bpf_create_map)\w*/,
      (e) =>
        !e.says(/error|undefined|undeclared|implicit|incomplete|deprecated|removed|not defined|no longer|missing/i) ||
        e.says(/not permitted|\(\) err=\d|invalid argument|retrying without btf|cannot allocate/i),
    ],
    /bpf_load\.h['"]?( file not found|: No such file| (no longer|does not) exist|[^\n]*(removed|is gone|missing))/,
  ],
} satisfies Cause;
