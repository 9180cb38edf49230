import {advise, type Check, pass, unknown} from '../check.ts';

export default {
  id: 'priv.seccomp',
  title: 'No system call filter',
  why: "A seccomp filter, such as Docker's default, answers bpf() with EPERM whatever the capabilities are.",
  reads: 'Seccomp in /proc/self/status',
  sources: ['https://docs.docker.com/engine/security/seccomp/'],
  evaluate: ({privileges: {seccomp}}) => {
    if (seccomp.state !== 'known') return unknown('/proc/self/status could not be read');
    const evidence = [`Seccomp: ${seccomp.value}`];
    return seccomp.value === 0
      ? pass('none', {evidence})
      : unknown('a filter is on; only trying tells whether it lets bpf() through', {
          evidence,
          expected: 'no filter, or one that allows bpf() and perf_event_open()',
          remedy: advise(
            'In a container: --security-opt seccomp=unconfined, or --cap-add BPF --cap-add PERFMON with a current runtime.',
          ),
        });
  },
} satisfies Check;
