/**
 * What a kernel may be able to do, and how to tell: the prober's row of the same id, else files, else the build configuration, else
 * the version. A version is where mainline got it; distributions backport, so that a probe outranks it.
 */
export interface Feature {
  /** The prober's id (native/), and the name of the check `feature.ID`. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'program' | 'map' | 'helper' | 'instructions' | 'call';
  /** Kernel version and commit. */
  readonly since: string;
  readonly commit: string;
  /** Options of the kernel's build that it needs, all of them, without `CONFIG_`. */
  readonly options: readonly string[];
  /** The directory under /sys/bus/event_source/devices that is there when it can be attached. */
  readonly pmu?: string;
  /** True where it is attached to a tracepoint, which a kernel may not have. */
  readonly tracepoint?: true;
  /**
   * True where kernels are known that have it by their configuration and refuse it all the same (hooking functions, in some microVMs): only
   * trying tells.
   */
  readonly onlyTryingTells?: true;
  /** True when a target that the kernel's BTF lacks means that the kernel lacks the feature. */
  readonly targetTells?: true;
}

type Row = readonly [
  id: string,
  title: string,
  since: string,
  commit: string,
  options?: string,
  extra?: Partial<Feature>,
];

const rows = (kind: Feature['kind'], table: readonly Row[]): Feature[] =>
  table.map(([id, title, since, commit, options = '', extra = {}]) => ({
    id,
    title,
    kind,
    since,
    commit,
    options: ['BPF_SYSCALL', ...options.split(' ').filter(Boolean)],
    ...extra,
  }));

/** Versions and commits are those of the data behind docs.ebpf.io, unless another source is given beside them. */
export const features: readonly Feature[] = [
  ...rows('program', [
    ['socket-filter', 'Socket filters', '3.19', 'ddd872bc3098', 'NET'],
    ['tracepoint', 'Tracepoints', '4.7', '98b5c2c65c29', 'BPF_EVENTS TRACEPOINTS', {tracepoint: true}],
    [
      'syscall-tracepoint',
      'Syscall tracepoints',
      '4.7',
      '98b5c2c65c29',
      'BPF_EVENTS FTRACE_SYSCALLS',
      {tracepoint: true},
    ],
    ['raw-tracepoint', 'Raw tracepoints', '4.17', 'c4f6699dfcb8', 'BPF_EVENTS TRACEPOINTS', {tracepoint: true}],
    ['kprobe', 'Kprobes', '4.1', '2541517c32be', 'BPF_EVENTS KPROBE_EVENTS', {pmu: 'kprobe'}],
    ['kprobe-multi', 'Kprobes on many functions (multi)', '5.18', '0dcac2725406', 'BPF_EVENTS FPROBE'],
    ['kprobe-session', 'Kprobe sessions', '6.10', '535a3692ba72', 'BPF_EVENTS FPROBE'],
    ['uprobe', 'Uprobes', '4.1', '2541517c32be', 'BPF_EVENTS UPROBE_EVENTS', {pmu: 'uprobe'}],
    ['uprobe-multi', 'Uprobes on many functions (multi)', '6.6', '89ae89f53d20', 'BPF_EVENTS UPROBES'],
    ['perf-event', 'Perf events', '4.9', '0515e5999a46', 'BPF_EVENTS PERF_EVENTS'],
    ['perf-link', 'Perf links, with cookies', '5.15', 'b89fbfbb854c', 'BPF_EVENTS PERF_EVENTS'],
    [
      'tp-btf',
      'Tracepoints with types (tp_btf)',
      '5.5',
      'f1b9509c2fb0',
      'BPF_EVENTS DEBUG_INFO_BTF',
      {tracepoint: true},
    ],
    // On arm64 attaching needs direct calls of ftrace: 6.4, 2aa6ac03516d.
    [
      'fentry',
      'Function entry and exit (fentry)',
      '5.5',
      'fec56f5890d9',
      'BPF_JIT DEBUG_INFO_BTF DYNAMIC_FTRACE_WITH_DIRECT_CALLS',
      {onlyTryingTells: true},
    ],
    [
      'fmod-ret',
      'Modified return values (fmod_ret)',
      '5.7',
      'ae24082331d9',
      'BPF_JIT DEBUG_INFO_BTF DYNAMIC_FTRACE_WITH_DIRECT_CALLS',
      {onlyTryingTells: true},
    ],
    [
      'lsm',
      'Security hooks (LSM)',
      '5.7',
      'fc611f47f218',
      'BPF_LSM BPF_JIT DEBUG_INFO_BTF DYNAMIC_FTRACE_WITH_DIRECT_CALLS',
      {targetTells: true, onlyTryingTells: true},
    ],
    ['iter', 'Iterators', '5.8', '15d83c4d7cef', 'DEBUG_INFO_BTF', {targetTells: true}],
    ['syscall', 'Syscall programs', '5.14', '79a7f8bdb159'],
    ['struct-ops', 'Operations in BPF (struct_ops)', '5.6', '27ae7997a661', 'BPF_JIT DEBUG_INFO_BTF'],
    // https://git.kernel.org/torvalds/c/f0e1a0643a59
    [
      'sched-ext',
      'Schedulers in BPF (sched_ext)',
      '6.12',
      'f0e1a0643a59',
      'SCHED_CLASS_EXT BPF_JIT DEBUG_INFO_BTF',
      {targetTells: true},
    ],
    ['sk-skb', 'Socket maps: streams (sk_skb)', '4.14', 'b005fd189cec', 'BPF_STREAM_PARSER'],
    ['sk-msg', 'Socket maps: messages (sk_msg)', '4.17', '4f738adba30a', 'NET_SOCK_MSG'],
    ['xdp', 'XDP, generic', '4.8', '6a773a15a1e8', 'NET'],
    ['xdp-frags', 'XDP on large packets', '5.18', 'c2f2cdbeffda', 'NET'],
    ['tc', 'Traffic control (cls_bpf)', '4.1', '96be4325f443', 'NET_CLS_BPF NET_SCH_INGRESS'],
    ['tcx', 'Traffic control by links (tcx)', '6.6', 'e420bed02507', 'NET_XGRESS'],
    ['cgroup-skb', 'Packets of a cgroup', '4.10', '0e33661de493', 'CGROUP_BPF'],
    ['cgroup-sock-addr', 'cgroup/sock_addr', '4.17', '4fbac77d2d09', 'CGROUP_BPF'],
    ['sk-lookup', 'Socket lookup', '5.9', 'e9ddbb7707ff', 'NET'],
    ['netfilter', 'Netfilter', '6.4', '84601d6ee68a', 'NETFILTER_BPF_LINK'],
  ]),
  ...rows('map', [
    ['map-hash', 'Hash map', '3.19', '0f8e4bd8a1fc'],
    ['map-array', 'Array map', '3.19', '28fbcfa08d8e'],
    ['map-prog-array', 'Program array (tail calls)', '4.2', '04fd61ab36ec'],
    ['map-perf-event-array', 'Perf event array', '4.3', 'ea317b267e9d', 'PERF_EVENTS'],
    ['map-percpu-hash', 'Per-CPU hash map', '4.6', '824bd0ce6c7c'],
    ['map-percpu-array', 'Per-CPU array map', '4.6', 'a10423b87a7e'],
    ['map-stack-trace', 'Stack traces', '4.6', 'd5a3b1f69186', 'PERF_EVENTS'],
    ['map-lru-hash', 'LRU hash map', '4.10', '29ba732acbee'],
    ['map-lpm-trie', 'Longest prefix match', '4.11', 'b95a5c4db09b'],
    ['map-array-of-maps', 'Array of maps', '4.12', '56f668dfe00d'],
    ['map-hash-of-maps', 'Hash of maps', '4.12', 'bcc6b1b7ebf8'],
    ['map-devmap', 'Device map (XDP redirect)', '4.14', '546ac1ffb70d', 'NET'],
    ['map-sockmap', 'Socket map', '4.14', '174a79ff9515', 'NET'],
    ['map-sockhash', 'Socket hash', '4.18', '81110384441a', 'NET'],
    ['map-cpumap', 'CPU map (XDP redirect)', '4.15', '6710e1126934', 'NET'],
    ['map-xskmap', 'AF_XDP sockets', '4.18', 'fbfc504a24f5', 'XDP_SOCKETS'],
    ['map-queue', 'Queue and stack', '4.20', 'f1a2e44a3aec'],
    ['map-sk-storage', 'Socket-local storage', '5.2', '6ac99e8f23d4', 'NET'],
    ['map-ringbuf', 'Ring buffer', '5.8', '457f44363a88'],
    ['map-inode-storage', 'Inode-local storage', '5.10', '8ea636848aca', 'BPF_LSM'],
    ['map-task-storage', 'Task-local storage', '5.11', '4cf1bc1f1045'],
    ['map-bloom-filter', 'Bloom filter', '5.16', '9330986c0300'],
    ['map-user-ringbuf', 'Ring buffer from user space', '6.1', '583c1f420173'],
    ['map-cgrp-storage', 'Cgroup-local storage', '6.2', 'c4bcfb38a95e', 'CGROUPS'],
    ['map-arena', 'Arena', '6.9', '317460317a02', 'BPF_JIT'],
  ]),
  ...rows('helper', [
    ['helper-probe-read-kernel', 'bpf_probe_read_kernel()', '5.5', '6ae08ae3dea2', 'BPF_EVENTS'],
    ['helper-send-signal', 'bpf_send_signal()', '5.3', '8b401f9ed244', 'BPF_EVENTS'],
    ['helper-override-return', 'bpf_override_return()', '4.16', '9802d86585db', 'BPF_KPROBE_OVERRIDE'],
    ['helper-get-func-ip', 'bpf_get_func_ip()', '5.15', '9b99edcae5c8', 'BPF_EVENTS'],
    ['helper-get-attach-cookie', 'bpf_get_attach_cookie()', '5.15', '82e6b1eee6a8', 'BPF_EVENTS'],
    ['helper-d-path', 'bpf_d_path()', '5.10', '6e22ab9da793', 'BPF_EVENTS', {targetTells: true}],
    ['helper-ringbuf-output', 'bpf_ringbuf_output()', '5.8', '457f44363a88'],
    ['helper-for-each-map-elem', 'bpf_for_each_map_elem()', '5.13', '69c087ba6225'],
    ['helper-snprintf', 'bpf_snprintf()', '5.13', '7b15523a989b'],
    ['helper-timer-init', 'bpf_timer_init()', '5.15', 'b00628b1c7d5'],
    ['helper-loop', 'bpf_loop()', '5.17', 'e6f2dd0f8067'],
    ['helper-strncmp', 'bpf_strncmp()', '5.17', 'c5fb19937455'],
    ['helper-kptr-xchg', 'bpf_kptr_xchg()', '5.19', 'c0a5a21c25f3'],
    ['helper-dynptr-from-mem', 'bpf_dynptr_from_mem()', '5.19', '263ae152e962'],
    ['helper-user-ringbuf-drain', 'bpf_user_ringbuf_drain()', '6.1', '205715673844'],
  ]),
  ...rows('instructions', [
    // Versions of the instruction sets: cilium/ebpf, features/misc.go.
    ['isa-v2', 'BPF ISA v2', '4.14', '92b31a9af73b'],
    ['isa-v3', 'BPF ISA v3', '5.1', '092ed0968bb6'],
    ['isa-v4', 'BPF ISA v4', '6.6', '1f9a1ea821ff'],
    ['isa-atomics', 'Atomic operations that return', '5.12', '5ca419f2864a'],
    ['bounded-loops', 'Bounded loops', '5.3', '2589726d12a1'],
    ['large-programs', 'More than 4,096 instructions', '5.2', 'c04c0d2b968a'],
  ]),
  ...rows('call', [
    ['btf-load', 'BTF of programs', '4.18', 'f56a653c1fd1'],
    ['memcg-accounting', 'Memory charged to the cgroup', '5.11', '3ac1f01b43b6'],
    ['batch-operations', 'Batch operations on maps', '5.6', 'aa2e93b8e58e'],
    ['mmapable-array', 'Arrays mapped into memory', '5.5', 'fc9702273e2e'],
    ['global-data', 'Global variables', '5.2', 'd8eca5bbb2be'],
    ['token', 'BPF token', '6.9', '35f96de04127'],
  ]),
];
