import type {Remark} from '../diagnosis.ts';
import {atLeast, type Evidence} from '../evidence/evidence.ts';

interface Harmless {
  readonly pattern: RegExp;
  readonly why: string;
  readonly unless?: (evidence: Evidence) => boolean;
}

/** Lines that people report as errors and that change nothing. */
const known: readonly Harmless[] = [
  {
    pattern: /Skipping BTF generation for .* due to unavailability of vmlinux/i,
    why: 'The module is built all the same; it only has no BTF of its own, since header packages carry no vmlinux (scripts/Makefile.modfinal).',
  },
  {
    pattern: /(couldn't set|failed to (bump|set|raise)) RLIMIT(_MEMLOCK)?/i,
    why: 'Since kernel 5.11 BPF memory is charged to the memory cgroup, not to RLIMIT_MEMLOCK, so this limit no longer matters.',
    unless: (evidence) => !atLeast(evidence, '5.11'),
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

/** Lines of the text that are no failure, each with the reason; each kind once. */
export const harmlessLines = (evidence: Evidence): Remark[] =>
  known
    .filter(({unless}) => !unless?.(evidence))
    .flatMap(({pattern, why}) => {
      const line = evidence.lines.find(({text}) => pattern.test(text));
      return line ? [{line: line.shown, why}] : [];
    });
