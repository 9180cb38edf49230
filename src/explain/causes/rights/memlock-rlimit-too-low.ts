import type {Cause} from '../../in-causes.ts';

export const memlockRlimitTooLow = {
  title: 'The limit of locked memory (RLIMIT_MEMLOCK) is exhausted',
  why: 'Before 5.11 maps and programs count against RLIMIT_MEMLOCK, 64 KiB by default and per user; EPERM is all that bpf(2) says. libbpf before 1.0 and many loaders do not raise it.',
  remedy:
    'Raise the limit: `ulimit -l unlimited` in the shell that starts it, LimitMEMLOCK=infinity in its systemd unit, --ulimit memlock=-1:-1 for docker; in code call setrlimit(2) or use libbpf >= 1.0. Kernels from 5.11 on do not need it.',
  decide: 'ulimit -l; uname -r',
  sources: ['lore.kernel.org/bpf/20201201215900.3569844-1-guro@fb.com: memcg accounting in 5.11'],
  strong: [
    // iproute2 ipvrf.c, prog_load: it does not raise the limit.
    /Failed to load BPF prog: 'Operation not permitted'/,
    // libbpf.c, pr_perm_msg: EPERM for root, and the limit is not infinite.
    [
      /permission error while running as root; try raising 'ulimit -l'/,
      (e) => e.container !== 'no' || e.atLeast('5.11'),
    ],
    /Unable to lock memory: |prlimit(64)?\([^\n]*RLIMIT_MEMLOCK[^\n]*EPERM/,
    /mmap\w*\b[^\n]{0,90}(perf|MAP_SHARED)[^\n]*(EPERM|not permitted|Cannot allocate)|failed to mmap with (1|12)\b/,
  ],
  likely: [/Failed at step STDIN spawning/],
  hint: [/RLIMIT_MEMLOCK|memlock|\brlimit\b/],
  doubts: {
    'it runs in a container': (e) => e.container !== 'no' && !e.olderThan('5.11'),
  },
  excludes: {
    'bpftrace went on, and found no tracepoint': /ERROR: tracepoint not found/,
  },
} satisfies Cause;
