import {type Cause, symptoms} from '../../in-causes.ts';

const vendorNamed = /rhel|centos|red hat|rocky|alma|oracle|uek|el[789]/i;

export const vendorBackportVersionMismatch = {
  title: "The vendor's kernel is newer inside than its version number says",
  why: 'RHEL, CentOS, Oracle UEK and others put changes of much newer kernels under an old number. Code that decides by LINUX_VERSION_CODE, or a BTF written for that version, meets structures of another.',
  remedy:
    'Use a version of the tool that knows the vendor kernel (it tests RHEL_RELEASE_CODE, or probes), the modern CO-RE driver, or a kernel as the tool expects it.',
  decide: 'uname -r; grep RHEL_ /lib/modules/$(uname -r)/build/include/generated/uapi/linux/version.h',
  sources: ['Red Hat: eBPF in RHEL 8 and 9', 'draios/sysdig PR 1650'],
  certain: [
    // RHEL 9 took the longer struct trace_entry of the real-time patches over in 5.14.0-285, and dropped it later.
    [symptoms.recordTooShort, (e) => !(e.isVendorKernel() || e.says(vendorNamed))],
    // debugfs has it since 3.15; Red Hat's 3.10 took the kprobes over without it.
    /kprobes\/blacklist/,
  ],
  strong: [
    // Red Hat's 3.10 has the types of programs for tracing only; libbpf probes with a socket filter. Its own log calls bpf(2) a preview.
    /probe_loading\(\): ?Invalid argument/,
  ],
  likely: [
    [
      /(no member named|has no member|too (few|many) arguments|conflicting types|redefinition of|implicit declaration|static declaration of|incompatible pointer|incomplete type|undeclared)[^\n]*/,
      (e) => !e.isVendorKernel() || e.says(/\.bpf\.c:|definitions\.h:/i),
    ],
  ],
  suggests: {'the kernel is one with backports': (e) => e.isVendorKernel()},
  excludes: {
    'the kernel is not one with backports': (e) => !e.isVendorKernel() && !e.says(vendorNamed),
  },
} satisfies Cause;
