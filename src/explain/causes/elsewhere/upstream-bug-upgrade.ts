import {type Cause, symptoms, worksOn} from '../../in-causes.ts';

export const upstreamBugUpgrade = {
  title: 'A bug of the tool or kernel that another version has fixed',
  why: 'The host is as it should be; the program crashes, or misreads what is right. An upgrade (or the last good version) helps, changes of the host do not.',
  remedy:
    'Look for the message in the issue tracker of the tool, and try its newest release; if the trouble began with an update, go back one version. For a kernel crash take the newest stable kernel of your series.',
  decide: 'TOOL --version; uname -r',
  sources: ['kernel/trace/bpf_trace.c: perf_event_set_bpf_prog', 'cilium/ebpf PR 852'],
  certain: [/relocat\w+ (Struct|Func|Enum|Int|Typedef)[^\n]*target \w[^\n]*|unsized type \*btf/],
  strong: [
    /lockdown mode/,
    // A signal ended the verifier (Linux 5.0, commit c3494801cd17), and the loader does not try again.
    /\bload\w*\b[^\n]{0,80}(resource temporarily unavailable|EAGAIN)/,
    // SEC() of libbpf 0.5 to 0.8 expands to _Pragma, which gcc refuses inside a declaration; 1.0 has another SEC() for gcc.
    /error: expected [^\n]*before '#pragma'/,
    // libbpf-rs pins a range of libbpf-sys, whose bindings change with libbpf.
    /error\[E0\d+\][^\n]*in crate `?libbpf_(sys|rs)/,
    symptoms.recordTooShort,
    /^[ *]*(frame )?#\d+:? +(0x[0-9a-f]{6,}\b|\w+ \([^\n]*\) at \S+:\d+)/,
    /^(malloc|free|realloc|munmap_chunk)\(\): /,
    // bpftrace writes the program, so a refusal is seldom the fault of who wrote the script.
    /(misaligned|R\d+ |invalid (mem|access|indirect|read|write|stack))[\s\S]{0,2000}^ERROR: Error loading (BPF )?program/,
    /read string section: string table is empty/,
    /kernel (panic|BUG)/,
    // sh is dash here, which does not expand braces.
    /(cannot stat|cannot access|No such file)[^\n]*\{\w+,[^\n]*\}/,
    // A static library whose own dependencies the build files do not link.
    /lib(bcc|bfd|clang\w*)\.a\([^\n]*undefined reference/,
  ],
  likely: [
    [symptoms.programRefused, (e) => worksOn(e) !== 'older'],
    [symptoms.verifierSize, (e) => !e.isProduct() || e.olderThan('5.2')],
    // Python inside of a tool, which finds no library of its own: the package of the tool is at fault.
    /Could not find platform (in)?dependent libraries </,
    /processed 0 insns/,
    [
      /panic: |runtime error: (invalid|index|slice|integer|makeslice|hash|comparing|growslice)|invalid memory address or nil pointer|goroutine \d+ \[|index out of (range|bounds)|thread '[^']+' panicked|assertion [`'"]?[^\n]*fail|Assertion failed|Cannot select(?!: intrinsic %llvm\.(preserve|bpf))/,
      /not permitted|permission denied|filesystem error:|Os \{ code: |bpf-linker|skeleton|\bBuild\("|build\.rs:\d|build-script/i,
    ],
    // A shell's words alone: that some program crashed, which may be one's own.
    [
      /(segmentation fault|segfault|core dumped)/,
      (e) =>
        e.says(/pahole|skeleton|permission denied|not permitted/i) ||
        (e.command === '' && /^(segmentation fault|segfault)[^\n]*$/i.test(e.text)),
    ],
    // ENOSPC from bpf(2): the verifier's log did not fit into the buffer.
    /bpf_load_program\(\) err=28\b/,
  ],
} satisfies Cause;
