import type {Remark} from '../diagnosis.ts';
import type {Evidence} from '../evidence/evidence.ts';
import type {Label} from '../label.ts';

/** A line that is known to say something else than it seems to. */
interface Known {
  readonly pattern: RegExp;
  readonly why: string;
  /** Where it does; else always. */
  readonly applies?: (evidence: Evidence, cause: Label | undefined) => boolean;
}

/** Lines that people report as errors and that change nothing. */
const harmless: readonly Known[] = [
  {
    pattern: /Skipping BTF generation for .* due to unavailability of vmlinux/i,
    why: 'The module is built all the same; it only has no BTF of its own, since header packages carry no vmlinux (scripts/Makefile.modfinal).',
  },
  {
    pattern: /(couldn't set|failed to (bump|set|raise)) RLIMIT(_MEMLOCK)?/i,
    why: 'Since kernel 5.11 BPF memory is charged to the memory cgroup, not to RLIMIT_MEMLOCK, so this limit no longer matters, nor whether it is raised.',
    applies: (evidence) => evidence.atLeast('5.11'),
  },
  {
    pattern: /macro redefined \[-Wmacro-redefined\]/i,
    why: "BCC's own definitions meet those of newer kernel headers; a warning of every BCC program on such kernels.",
  },
  {
    pattern: /pkg-config: (command )?not found|pkg-config: No such file/i,
    why: 'bpftool and libbpf build without pkg-config; they then use their default flags.',
  },
  {
    pattern: /libbpf: elf: skipping (unrecognized data )?section/i,
    why: 'libbpf names sections that it does not need (debug information, comments).',
  },
  {
    pattern: /module verification failed: signature and\/or required key missing - tainting kernel/i,
    why: 'The module is loaded; the kernel only notes that it is not signed.',
  },
  {
    pattern: /BTF debug data section '\.BTF' rejected/i,
    why: 'iproute2 then loads the program without its BTF, which only debugging needs (lib/bpf_legacy.c: bpf_btf_load).',
  },
  {
    pattern: /Unprivileged eBPF is enabled, data leaks possible via Spectre v2/i,
    why: 'Advice on a CPU weakness, not a failure. kernel.unprivileged_bpf_disabled=2 silences it.',
  },
  {
    pattern: /is installing a program with bpf_probe_write_user helper that may corrupt user memory/i,
    why: 'The kernel always logs this for programs that use bpf_probe_write_user.',
  },
  {
    pattern: /W: Possible missing firmware/i,
    why: 'update-initramfs lists firmware that some driver might want; the initrd is complete without it.',
  },
  {
    pattern: /discards qualifiers \[-Wincompatible-pointer-types-discards-qualifiers\]/i,
    why: 'A skeleton from a newer bpftool compiled with an older libbpf.h; it works.',
  },
  {
    pattern: /WARNING: apt does not have a stable CLI interface/i,
    why: 'apt says so whenever it is used in a script.',
  },
];

/** Those of them that are so on any kernel. */
export const alwaysHarmless: readonly RegExp[] = harmless.flatMap(({pattern, applies}) => (applies ? [] : [pattern]));

const rejections: readonly Label[] = [
  'verifier-rejected-program',
  'llvm-codegen-verifier-rejection',
  'kernel-too-old-for-helper-or-map',
  'kernel-too-old-for-program-or-verifier',
  'core-relo-target-missing',
  'program-license-missing',
];

/** Advice that tools print and that is wrong in known circumstances. */
const misleading: readonly Known[] = [
  {
    pattern: /raising 'ulimit -l'|RLIMIT_MEMLOCK is set to big enough value/i,
    why: 'Raising the locked-memory limit does not help: since kernel 5.11 BPF memory is not charged to it. libbpf prints this for every EPERM (pr_perm_msg in libbpf.c).',
    applies: (evidence, cause) => cause !== 'memlock-rlimit-too-low' && evidence.atLeast('5.11'),
  },
  {
    pattern: /raising 'ulimit -l'|RLIMIT_MEMLOCK is set to big enough value/i,
    why: 'libbpf guesses at the locked-memory limit for every EPERM; here something else denies it.',
    applies: (evidence, cause) => cause !== 'memlock-rlimit-too-low' && !evidence.atLeast('5.11'),
  },
  {
    pattern: /load(ing)?( program)?( failed)?:? (Permission denied|Operation not permitted)/i,
    why: 'The verifier refused the program (it answers EACCES, and loaders retry and report EPERM): more privileges change nothing. Read the last line of its log.',
    applies: (_, cause) => cause !== undefined && rejections.includes(cause),
  },
  {
    pattern: /kernel (is )?(unsupported|not supported|too old)/i,
    why: 'The kernel is new enough; a policy forbids what the tool tried.',
    applies: (_, cause) =>
      cause === 'perf-event-paranoid' || cause === 'kernel-lockdown' || cause === 'lsm-policy-denied',
  },
  {
    pattern: /Try to disable CONFIG_DEBUG_INFO_BTF/i,
    why: 'The build would pass without BTF, and CO-RE programs would not run on that kernel. Fix pahole instead.',
    applies: (_, cause) => cause === 'pahole-missing' || cause === 'pahole-version-incompatible',
  },
];

const remarks =
  (known: readonly Known[]) =>
  (evidence: Evidence, cause?: Label): Remark[] =>
    known.flatMap(({pattern, why, applies}) => {
      const line = evidence.lines.find(({text}) => pattern.test(text));
      return line && (applies?.(evidence, cause) ?? true) ? [{line: line.shown, why}] : [];
    });

/** Lines of the text that are no failure, each with the reason; each kind once. */
export const harmlessLines = remarks(harmless);

/** Lines whose advice does not apply, each with the reason. */
export const misleadingAdvice = remarks(misleading);
