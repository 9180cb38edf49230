import {type Cause, symptoms} from '../../in-causes.ts';

export const kernelVersionCodeMismatch = {
  title: 'The kernel compares the version of kprobe programs, and it differs',
  why: 'Before 5.0, bpf(2) refuses a kprobe program whose kern_version is not that of the running kernel: EINVAL and an empty verifier log. Headers, or the machine on which the tool was built, gave another number.',
  remedy:
    'Install the headers of exactly the running kernel, rebuild the tool on it, or use a loader that asks uname(2) (libbpf, bpftrace >= 0.9, cilium/ebpf). Kernels from 5.0 on ignore the number.',
  decide: 'strace -e bpf COMMAND 2>&1 | grep kern_version',
  sources: ['commit 6c4fc209fcf9: check of kern_version removed in 5.0', 'bcc#2740'],
  strong: [/error while loading "k(ret)?probe\/[^"]*" \(invalid argument\):?\s*$/, {knows: /kern_version/}],
  hint: [[symptoms.loadInvalid, /processed \d+ insns|unknown func|invalid func|R\d|map_value|xdp|cgroup|fentry|lsm/i]],
  confirms: {
    'the headers are those of another kernel': {fact: /headers[^\n]*(another|other version|different|mismatch)/},
  },
  suggests: {
    'the kernel is older than 5.0 and compares': (e) => e.olderThan('5.0'),
    'it is a kprobe, whose version alone is compared': (e) => /kprobe|samples\/bpf|_kern\.o/i.test(e.text + e.command),
    'a kprobe program is refused with its version': (e) => e.says(/kern_version=[^\n]*EINVAL/i) && !e.atLeast('5.0'),
  },
  excludes: {'the kernel is 5.0 or newer and ignores the number': (e) => e.atLeast('5.0') && !e.isVendorKernel()},
} satisfies Cause;
