import type {Cause} from '../../in-causes.ts';

export const programLicenseMissing = {
  title: 'The program uses a GPL-only helper without a GPL-compatible license',
  why: 'Helpers such as bpf_trace_printk, bpf_probe_read_kernel and bpf_ktime_get_ns are for programs that declare a compatible license in a section named license.',
  remedy: 'Add `char LICENSE[] SEC("license") = "GPL";` to the BPF source (or "Dual BSD/GPL") and compile again.',
  decide: 'llvm-readelf -p license FILE.bpf.o',
  sources: ['kernel/bpf/verifier.c: check_helper_call', 'include/linux/license.h'],
  strong: [
    /(GPL|license)[^\n]{0,60}(not (GPL )?compatible|missing|required|only|restricted|section|must)|(missing|no|without|non-)[^\n]{0,15}(GPL|license)/,
  ],
} satisfies Cause;
