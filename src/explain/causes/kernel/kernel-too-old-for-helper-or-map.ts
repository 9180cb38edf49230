import {type Cause, helperLongKnown, helperTooNew, mapTooNew, symptoms} from '../../in-causes.ts';

export const kernelTooOldForHelperOrMap = {
  title: 'The kernel predates a helper or map type that the program uses',
  why: 'Helpers and map types have numbers, and a kernel refuses those that it does not know: "unknown func", "invalid func", or EINVAL when the map is created.',
  remedy: (evidence) => {
    const helper = helperTooNew(evidence) ?? mapTooNew(evidence);
    return helper
      ? `${helper.name} exists since Linux ${helper.since}. Run such a kernel, or choose another helper where bpf_core_enum_value_exists() says that it is missing.`
      : 'Run a newer kernel (ring buffers need 5.8), or use what this one has: perf event arrays for ring buffers, bpf_probe_read for bpf_probe_read_kernel. Vendor kernels backport: probe with `bpftool feature probe`, do not go by the version.';
  },
  reboots: true,
  decide: 'uname -r; bpftool feature probe kernel | grep -i NAME',
  sources: ['kernel/bpf/verifier.c: check_helper_call', 'kernel/bpf/syscall.c: find_and_alloc_map'],
  certain: [
    /unsupported map type: maps\//,
    // What cilium/ebpf calls its probes of maps and helpers.
    /\b(nested maps|mmapable maps|inner maps|prealloc maps|map batch api|read- and write-only maps|bpf_probe_read_kernel) not supported \(requires/,
  ],
  strong: [
    // BCC's list of helpers against the enumeration of an older kernel.
    /bcc\/helpers\.h:\d+:\d+: error: use of undeclared identifier 'BPF_FUNC_/,
    /BPF_FUNC_\w+ not available for your kernel version|Missing required kernel feature: (map_|get_|probe_)\w+/,
    symptoms.helperUnknown,
    /(BPF_MAP_TYPE_\w{1,40}|map type \w{1,40}|ring ?buf(fer)?s?|\bbpf_(?!link|prog_|trace_|raw_tp)\w{1,40}\(?\)?( helper)?)[^\n]{0,40}(is |are )?(not supported|unsupported|not available|requires?|unavailable|unknown|not known)[^\n]*/,
  ],
  likely: [
    /(map create|create map|creat\w+ (bpf )?map|bpf_create_map\w*\([^)]*\)|BPF_MAP_CREATE|map '[^']+': failed to create|could not open bpf map: \w+,)[^\n]*(invalid argument|operation not supported|EINVAL|-22\b|os error 22)/,
  ],
  suggests: {
    'map types that tools like came up to 5.8': (e) =>
      e.olderThan('5.8') && e.says(/map[^\n]*invalid argument|map[^\n]*EINVAL/i),

    'the helper is newer than this kernel': (e) => helperTooNew(e) !== undefined,
    'ring buffers need 5.8': (e) => e.says(/ring_?buf|events_ring|\brb\b|ringbuf/i) && !e.atLeast('5.8'),
  },
  excludes: {
    'the function is in a module': /\(func ksym\) '(bpf_(xdp_|skb_)?ct_|bpf_xfrm|bpf_fou)/,
    'the kernel has known this helper for long': helperLongKnown,
  },
} satisfies Cause;
