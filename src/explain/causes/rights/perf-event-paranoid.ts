import {asRoot, type Cause, symptoms} from '../../in-causes.ts';

export const perfEventParanoid = {
  title: 'kernel.perf_event_paranoid is too strict',
  why: 'Debian and Ubuntu patch in levels 3 and 4, which close perf_event_open(2) even to CAP_PERFMON; attaching perf-based probes then fails, which tools call an unsupported kernel.',
  remedy: asRoot(
    'Lower it for the running system; put it in /etc/sysctl.d to keep it. Full root (CAP_SYS_ADMIN) is not affected.',
    ['sysctl', '-w', 'kernel.perf_event_paranoid=2'],
  ),
  decide: 'sysctl kernel.perf_event_paranoid',
  sources: ['Documentation/admin-guide/sysctl/kernel.rst', 'Debian: Allow further restriction of perf_event_open'],
  strong: [
    /Permission denied to use '?perf_event_open/,
    // The program has been loaded by then, so the capabilities for BPF are there: only the sysctl answers EACCES.
    /libbpf: [^\n]*perf_event_open\(\) failed: Permission denied/,
    [/perf_event_open[^\n]*(Permission denied|EACCES|with 13\b)/, /bpf|tracefs|perf buffer/i],
    symptoms.perfRefused,
  ],
  likely: [
    // From 2 on the kernel's own events need CAP_PERFMON.
    [/fail[^\n]*perf_event_open|perf_event_open[^\n]*fail/i, (e) => !e.fact(/perf_event_paranoid: [2-9]/)],
    [
      /perf_event_paranoid/,
      (e) => e.says(/Read-only file system/i) || (e.says(/kptr_restrict/i) && !e.says(symptoms.perfRefused)),
    ],
    {knows: /perf_event_paranoid: [3-9]/},
  ],
  doubts: {
    'it runs in a container, whose filter of system calls says the same': (e) => e.container === 'yes',
  },
  excludes: {'the program reads beyond the record of the tracepoint': symptoms.recordTooShort},
} satisfies Cause;
