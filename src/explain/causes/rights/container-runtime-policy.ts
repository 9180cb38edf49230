import {type Cause, symptoms} from '../../in-causes.ts';

export const containerRuntimePolicy = {
  title: 'The container runtime blocks or does not know the capability or system call',
  why: 'Runtimes from before 2021 do not know CAP_BPF and CAP_PERFMON by name, and the default seccomp profile refuses bpf(2) and perf_event_open(2) without the capability it expects, whatever the host allows.',
  remedy:
    'Update docker/containerd/runc (20.10.x and libseccomp of 2021 or newer), or use --cap-add SYS_ADMIN; for the filter: --security-opt seccomp=unconfined or a profile that allows bpf and perf_event_open.',
  decide: 'docker version; grep Seccomp /proc/self/status',
  sources: ['moby profiles/seccomp/default_linux.go', 'moby: capability list from github.com/syndtr/gocapability'],
  certain: [
    /(unknown|invalid|unsupported|unrecognized|unavailable) cap(abilit(y|ies))?( to \w+)?:? ?['"`\\[]*(CAP_)?(BPF|PERFMON|CHECKPOINT_RESTORE)|(CAP_)?(BPF|PERFMON|CHECKPOINT_RESTORE)['"`]*:? (is an )?unknown capability|invalid CapAdd/,
    // The kernel's audit of a filter: 321 is bpf(2), 298 perf_event_open(2) on x86-64; 280 and 241 elsewhere.
    /(type=1326|type=SECCOMP|SECCOMP)\b[^\n]*syscall=(321|298|280|241)\b/,
  ],
  strong: [
    /seccomp[^\n]{0,60}(den|block|filter|profile|not permitted|forbid|bpf|perf_event|kill|restrict|default|unconfined)/,
  ],
  likely: [
    /\b(bpf|perf_event_open)\b[^\n]*(Function not implemented|ENOSYS)/,
    // What the filter refuses although the capability was added.
    {knows: /cap-add: [^\n]*(PERFMON|BPF)[\s\S]{0,4000}privileged: works/},
    {ran: /seccomp[=:](?!unconfined)\S+/},
  ],
  hint: [symptoms.perfFiltered],
} satisfies Cause;
