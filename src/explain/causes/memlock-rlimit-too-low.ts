import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {atLeast, olderThan, text} from '../evidence/evidence.ts';

export const memlockRlimitTooLow = {
  label: 'memlock-rlimit-too-low',
  title: 'The limit of locked memory (RLIMIT_MEMLOCK) is exhausted',
  why: 'Before 5.11 maps and programs count against RLIMIT_MEMLOCK, 64 KiB by default and per user; EPERM is all that bpf(2) says. libbpf before 1.0 and many loaders do not raise it.',
  remedy: advise(
    'Raise the limit: `ulimit -l unlimited` in the shell that starts it, LimitMEMLOCK=infinity in its systemd unit, --ulimit memlock=-1:-1 for docker; in code call setrlimit(2) or use libbpf >= 1.0. Kernels from 5.11 on do not need it.',
  ),
  decide: 'ulimit -l; uname -r',
  sources: [
    'https://lore.kernel.org/bpf/20201201215900.3569844-1-guro@fb.com/: memcg accounting in 5.11',
    'libbpf.c: pr_perm_msg',
    'libbpf 1.0: bump_rlimit_memlock',
  ],
  signatures: [
    knows(5.6, /^cured by: memlock/),
    // iproute2 ipvrf.c, prog_load: it does not raise the limit.
    says(4, /Failed to load BPF prog: 'Operation not permitted'/, (e) => atLeast(e, '5.11')),
    // libbpf.c, pr_perm_msg: EPERM for root, and the limit is not infinite.
    says(
      4.2,
      /permission error while running as root; try raising 'ulimit -l'/,
      (e) => e.container !== 'no' || atLeast(e, '5.11'),
    ),
    says(3.4, /try raising 'ulimit -l'|ulimit -l|locked[- ]memory|LimitMEMLOCK|--ulimit memlock/),
    says(4, /Unable to lock memory: |prlimit(64)?\([^\n]*RLIMIT_MEMLOCK[^\n]*EPERM/),
    // What perf_event_open(2) maps counts against perf_event_mlock_kb first, then against the limit: kernel/events/core.c, perf_mmap.
    says(5.4, /perf_event_mlock_kb|Permission error mapping pages/),
    says(
      4.4,
      /mmap\w*\b[^\n]{0,90}(perf|MAP_SHARED)[^\n]*(EPERM|not permitted|Cannot allocate)|failed to mmap with (1|12)\b|mapping memory for recording events failed/,
    ),
    says(2.2, /RLIMIT_MEMLOCK|memlock|\brlimit\b/),
    says(
      3,
      /Failed at step STDIN spawning|device control BPF program|(cgroup|device)[^\n]*BPF program[^\n]*(fail|not permitted)/,
    ),
    knows(2.5, /(ulimit -l|memlock|max locked memory)[^\n]*\b(8|16|32|64|128|256|512|65536|16384)\b/),
    describes(/memlock|ulimit -l|locked[- ]memory|RLIMIT/, /low|small|exceed|limit|raise|fail/),
  ],
  clues: [
    clue(-3, 'bpftrace went on, and found no tracepoint', (e) => text(e, /ERROR: tracepoint not found/)),
    clue(-3, 'the kernel answered EINVAL, not EPERM', (e) => text(e, /probe_loading\(\): ?Invalid/i)),

    clue(-2, 'the verifier refused the program', (e) =>
      text(e, /processed \d+ insns|math between|invalid mem access/i),
    ),
    clue(-1.2, 'it runs in a container', (e) => e.container !== 'no' && !olderThan(e, '5.11')),
  ],
} satisfies Cause;
