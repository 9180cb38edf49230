import {renamesOf} from '../../programs/tables/renames.ts';
import type {Evidence} from './evidence.ts';

/** ld looks through a library for what is undefined so far, so `-lelf` before the objects resolves nothing of them. */
export const librariesBeforeObjects = ({text, command}: Evidence): boolean =>
  /(^|[\s/-])(gcc|cc|clang|g\+\+|clang\+\+)(-\d+)?\s([^\n]*\s)?-l(elf|bpf|z|xdp)\s[^\n]*\.[oc]\b(?![^\n]*\s-l(elf|bpf|z|xdp)\b)/m.test(
    `${text}\n${command}`,
  );

/**
 * libbpf's macros were expanded for this machine's registers, so the struct that lacks them is that of another
 * architecture: vmlinux.h is wrong, not the define.
 */
export const definedForThisMachine = ({text, command, arch}: Evidence): boolean => {
  const all = `${text}\n${command}`;
  const [, define] = /-D ?__TARGET_ARCH_(\w+)/.exec(all) ?? [];
  const [, member = ''] = /no member named '(\w+)' in 'struct (?:user_)?pt_regs'/.exec(text) ?? [];
  if (x86Registers.has(member)) return define === 'x86' && (arch === undefined || arch === 'x86_64');
  return member === 'regs' && define === 'arm64' && arch === 'aarch64';
};

const x86Registers = new Set(['di', 'si', 'dx', 'cx', 'ax', 'sp', 'bp', 'ip', 'orig_ax', 'r8', 'r9', 'r10']);

/** Functions that libbpf has since 0.5 or later, whatever else of it the program calls. */
export const recentLibbpfApi =
  /\b(bpf_program__(attach_(tcx|netkit|netfilter|usdt|ksyscall|kprobe_multi_opts|uprobe_multi|cgroup_opts|raw_tracepoint_opts|trace_opts|freplace)|(set_)?flags|(set_)?autoattach|insns|insn_cnt|(set_)?log_\w+|set_type|expected_attach_type|type|assoc_\w+|clone)|bpf_map__((set_)?autocreate|(set_)?autoattach|set_value_size|initial_value|(set_)?map_extra|(lookup|update|delete|lookup_and_delete)_elem|get_next_key|is_pinned|attach_struct_ops|(set_)?exclusive_program)|bpf_object__(next_(map|program)|gen_loader|prepare|token_fd|\w+_subskeleton|find_subprog\w*)|bpf_xdp_(attach|detach|query\w*)|bpf_tc_\w+|bpf_(map_create|prog_load_opts|link_create|obj_get_opts|obj_pin_opts|btf_load|token_create|map_freeze|\w+_get_info_by_fd|prog_test_run_opts|prog_bind_map|link_detach|iter_create|enable_stats|raw_tracepoint_open_opts|prog_(attach|detach|query)_opts)|libbpf_(bpf_\w+_str|set_memlock_rlim|probe_bpf_\w+|register_prog_handler|find_kernel_btf|major_version|version_string)|(user_)?ring_buffer__\w+|perf_buffer__(consume\w*|buffer_\w+|epoll_fd|buffer)|btf__(type_cnt|load_from_kernel\w*|load_vmlinux_btf|load_module_btf|load_into_kernel|add_\w+|dedup|new_(split|empty)\w*|parse\w*|distill_base|relocate|find_\w+)|btf_dump__dump_type_data|bpf_linker__\w+|LIBBPF_OPTS|DECLARE_LIBBPF_OPTS|bpf_xdp_attach_opts)\b/;

/** What helps where the compiler does not find a field, `task_struct.state`, that other kernels call otherwise; undefined where no such name is known. */
export const renamedField = ({text}: Evidence): string | undefined => {
  const [, field = '', struct = ''] = /no member named '(\w{1,128})' in 'struct (\w{1,128})'/.exec(text) ?? [];
  const others = renamesOf(struct, field);
  if (others.length === 0) return undefined;
  const fields = others.map(({name}) => `\`${name}\``).join(' or ');
  return `Kernels differ in this field: instead of \`${field}\` some have ${fields} in struct ${struct}. Read the one that vmlinux.h has; for kernels of both kinds, the other through a flavor of the type (\`struct ${struct}___other\` with just that field), behind bpf_core_field_exists(). \`ebpf doctor --program\` then tells on which kernels it works.`;
};

/** What a configure script says where `bpftool gen help` does not list skeletons: xdp-tools and others. */
export const wrapperWithoutSkeletons = /bpftool (doesn't|does not) support skeleton generation/;

/**
 * The bpftool of this Ubuntu generates skeletons (since 5.6, so every release after 20.04): where it seems not to, its wrapper
 * answered. Told by the release, or by the clang of the release.
 */
export function ubuntuOfSkeletons({distro, text}: Evidence): boolean {
  const release = /ubuntu\D*(\d\d)\.\d\d/i.exec(distro)?.[1];
  if (release) return Number(release) > 20;
  return Number(/Ubuntu clang version (\d+)\.\S*ubuntu/i.exec(text)?.[1] ?? 0) >= 14;
}
