import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, isVendorKernel, olderThan, text} from '../evidence/evidence.ts';
import {symptoms} from '../symptoms.ts';

const vendorNamed = /rhel|centos|red hat|rocky|alma|oracle|uek|el[789]/i;

export const vendorBackportVersionMismatch = {
  label: 'vendor-backport-version-mismatch',
  title: "The vendor's kernel is newer inside than its version number says",
  why: 'RHEL, CentOS, Oracle UEK and others put changes of much newer kernels under an old number. Code that decides by LINUX_VERSION_CODE, or a BTF written for that version, meets structures of another.',
  remedy: advise(
    'Use a version of the tool that knows the vendor kernel (it tests RHEL_RELEASE_CODE, or probes), the modern CO-RE driver, or a kernel as the tool expects it.',
  ),
  decide: 'uname -r; grep RHEL_ /lib/modules/$(uname -r)/build/include/generated/uapi/linux/version.h',
  sources: ['Red Hat: eBPF in RHEL 8 and 9', 'draios/sysdig PR 1650'],
  signatures: [
    // RHEL 9 took the longer struct trace_entry of the real-time patches over in 5.14.0-285, and dropped it later.
    says(5.2, symptoms.recordTooShort, (e) => !(isVendorKernel(e) || text(e, vendorNamed))),
    // debugfs has it since 3.15; Red Hat's 3.10 took the kprobes over without it.
    says(5.6, /kprobes\/blacklist/, (e) => !isVendorKernel(e)),
    says(5, /TECH PREVIEW: eBPF/),
    knows(5, /tech preview: ebpf/),
    // Red Hat's 3.10 has the types of programs for tracing only; libbpf probes with a socket filter.
    says(4.8, /probe_loading\(\): ?Invalid argument/, (e) => !(isVendorKernel(e) && olderThan(e, '4.0'))),
    says(
      3.5,
      /(no member named|has no member|too (few|many) arguments|conflicting types|redefinition of|implicit declaration|static declaration of|incompatible pointer|incomplete type|undeclared)[^\n]*/,
      (e) => !isVendorKernel(e) || text(e, /\.bpf\.c:|definitions\.h:/i),
    ),
    says(
      3.6,
      /(build|compil|load|work|support|probe|driver|module|kmod)[^\n]*\b(RHEL|CentOS|Red Hat|Rocky|Alma|AlmaLinux|Oracle|UEK|(?<![.\w])el)[ -]?(\d[\d.]*)?\b[^\n]*|\b(RHEL|CentOS|Red Hat|Oracle Linux|UEK|el[789])[\d.]*\b[^\n]*(fail|backport|error|broken)/,
      /elrepo|repo|yum|dnf|mirror|initramfs|\/boot\/|oracle[^\n]*(uprobe|symbol|\/bin\/)|\/oracle|bin\/oracle/i,
    ),
    says(4, /back[- ]?port(s|ed)?\b/),
    says(
      3.4,
      /(minimal|minimum)( supported| required)? kernel|kernel version[^\n]{0,30}(NOT OK|too old|not supported|lower than)|unsupported kernel version/,
      (e) => !isVendorKernel(e),
    ),
    knows(3, /backport|rhel_release/),
    describes(
      /RHEL|CentOS|Red Hat|Oracle|UEK|Rocky|Alma|vendor|\bel[789]\b/,
      /backport|version check|fails?|build|compile/,
      /kernel|driver|struct|LINUX_VERSION|bpf/,
    ),
  ],
  clues: [
    clue(-1.5, 'an option is off, whatever was backported', (e) => fact(e, /config_\w+: not set/)),
    clue(-2.5, 'it is a header of libbpf or of user space', (e) => text(e, /usr\/include\/(bpf|linux)|libbpf(?!: )/i)),

    clue(1.5, 'the kernel is one with backports', isVendorKernel),
    clue(-3, 'the kernel is not one with backports', (e) => !isVendorKernel(e) && !text(e, vendorNamed)),
    clue(-1.5, 'BTF is missing, not different', (e) =>
      text(e, /no BTF found|Invalid kind|program type is not supported/i),
    ),
  ],
} satisfies Cause;
