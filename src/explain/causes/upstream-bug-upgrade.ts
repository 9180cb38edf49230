import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {fact, isProduct, olderThan, text} from '../evidence/evidence.ts';
import {worksOn} from '../evidence/other-kernel.ts';
import {symptoms} from '../symptoms.ts';

export const upstreamBugUpgrade = {
  label: 'upstream-bug-upgrade',
  title: 'A bug of the tool or kernel that another version has fixed',
  why: 'The host is as it should be; the program crashes, or misreads what is right. An upgrade (or the last good version) helps, changes of the host do not.',
  remedy: advise(
    'Look for the message in the issue tracker of the tool, and try its newest release; if the trouble began with an update, go back one version. For a kernel crash take the newest stable kernel of your series.',
  ),
  decide: 'TOOL --version; uname -r',
  sources: [
    'kernel/trace/bpf_trace.c, perf_event_set_bpf_prog: EACCES where a program reads beyond the fields of its tracepoint',
    'cilium/ebpf PR 852',
    'Documentation/admin-guide/bug-hunting.rst',
  ],
  signatures: [
    says(3.4, symptoms.programRefused, (e) => worksOn(e) !== 'older'),
    // kernel/trace/trace_probe.h: 64 characters. BCC and others made the name of the probe from that of the file.
    says(4.6, /trace_[ku]probe: error: (Event|Group) name is too long/),
    // SEC() of libbpf 0.5 to 0.8 expands to _Pragma, which gcc refuses inside a declaration; 1.0 has another SEC() for gcc.
    says(4.4, /error: expected [^\n]*before '#pragma'/),
    // libbpf-rs pins a range of libbpf-sys, whose bindings change with libbpf.
    says(4.5, /error\[E0\d+\][^\n]*in crate `?libbpf_(sys|rs)/),
    says(3.8, /lockdown mode/, (e) => !fact(e, /lockdown: \[?none/)),
    says(4, symptoms.recordTooShort),
    // A loader of the tool's own, which relocates no strings: compilers move constants to .rodata.
    says(3.4, /fd -?\d+ is not pointing to valid bpf_map/, /libbpf:/),
    knows(
      3.4,
      /^(?!.*(privileged|sudo|as root|cap-add).*:).*: [^\n]*\bworks\b|: (began )?after (the )?(updat|upgrad)/,
      (e) => fact(e, /cured by: /),
    ),
    says(3.4, symptoms.verifierSize, (e) => !isProduct(e) || olderThan(e, '5.2')),
    says(3.8, /\bkernel (oops|crash(es|ed)?)\b|\boops(es)?\b[^\n]*(update|upgrade|kernel)/),
    says(4.2, /^\(gdb\) bt\b|^[ *]*(frame )?#\d+:? +(0x[0-9a-f]{6,}\b|\w+ \([^\n]*\) at \S+:\d+)/),
    says(
      4.4,
      /^(malloc|free|realloc|munmap_chunk)\(\): |corrupted (size|double-linked)|LLVM ERROR: Broken (module|function)|Instruction does not dominate/,
    ),
    // bpftrace writes the program, so a refusal is seldom the fault of who wrote the script.
    says(
      4,
      /(misaligned|R\d+ |invalid (mem|access|indirect|read|write|stack))[\s\S]{0,2000}^ERROR: Error loading (BPF )?program/,
    ),
    says(
      4.6,
      /verifier internal error|(state|insn|stack) internal bug|BUG backtracking|(subsystem|verifier|ctx \w+) misconfigured/,
    ),
    says(5, /Running pass '[^']*'|Stack dump:|DAG->DAG Pattern Instruction Selection/),
    says(3.6, /\b(up|down)grad(e|ing) (to|from) v?\d\S* (breaks?|broke)\b|\bstopped working (after|since|with) v?\d/),
    // Python inside of a tool, which finds no library of its own: the package of the tool is at fault.
    says(3.8, /Could not find platform (in)?dependent libraries </),
    says(4.8, /read string section: string table is empty/),
    says(3, /Tracing programs must provide btf_id|processed 0 insns/, /Invalid kind|GPL|unknown func/i),
    says(
      5.4,
      /relocat\w+ (Struct|Func|Enum|Int|Typedef)[^\n]*target \w[^\n]*|unsized type \*btf|assign(ing)? to entry in nil map/,
    ),
    says(
      3.6,
      /panic: |runtime error: (invalid|index|slice|integer|makeslice|hash|comparing|growslice)|invalid memory address or nil pointer|goroutine \d+ \[|index out of (range|bounds)|thread '[^']+' panicked|SIGSEGV|SIGABRT|SIGBUS|SIGILL|stack smashing|double free|heap-(buffer|use)|AddressSanitizer|assertion [`'"]?[^\n]*fail|Assertion failed|internal compiler error|PLEASE (submit|ATTACH)(?! a bug report to https:\/\/github\.com\/android)|Cannot select(?!: intrinsic %llvm\.(preserve|bpf))|UNREACHABLE executed|terminate called/,
      /not permitted|permission denied|filesystem error:|Os \{ code: |bpf-linker|skeleton|\bBuild\("|build\.rs:\d|build-script/i,
    ),
    says(3.4, /Linking globals named '\w+': symbol multiply defined|failed to find BTF for extern 'llvm\./),
    // C++ written for the API of another LLVM, mostly of a newer one than the source knows.
    says(
      2.6,
      /error: (no (matching (member )?function for call to|member named|type named|template named)|cannot convert|too (few|many) arguments)[^\n]*\b(llvm|clang)::|\b(llvm|clang)::[^\n]*has no member named/,
    ),
    says(3, /(segmentation fault|segfault|core dumped)/, /pahole|skeleton|permission denied|not permitted/i),
    says(
      4,
      /BUG: (unable to handle|kernel|KASAN|soft lockup|scheduling)|Oops:|general protection fault|kernel (panic|BUG)|WARNING: CPU: \d+ PID[^\n]* at (kernel\/bpf|kernel\/trace|net\/)|REG INVARIANTS VIOLATION|verifier bug|BPF verifier bug|rcu_sched[^\n]*stall|hung_task|use-after-free/,
    ),
    describes(
      /(known |upstream |kernel |is a |was a |a )(bug|regression)\b|(fixed|resolved|mended) (in|by|with)|(up|down)grad(e|ing) (to|from)|after (the )?(up(date|grade)|upgrading)|regression|broken (by|since|in|after)|works (in|with|on) (v?\d|the previous)|(since|after) (v?\d|kernel|the)[^\n]*(update|upgrade)/,
      /^(?!.*(clang|llvm|pahole|distribution|glibc|bcc))/,
    ),
    says(2, /Unable to create map \/sys\/fs\/bpf[^\n]*operation not permitted/),
    // A crate as it was published does not compile with the versions that Cargo chose for what it depends on.
    says(3.8, /error\[E\d+\][^\n]*\n\s*--> \S*\.cargo\/registry\/src\//),
    // sh is dash here, which does not expand braces.
    says(4.4, /(cannot stat|cannot access|No such file)[^\n]*\{\w+,[^\n]*\}/),
    says(3.4, /unknown type name '__always_inline'/),
    // ENOSPC from bpf(2): the verifier's log did not fit into the buffer.
    says(3.2, /bpf_load_program\(\) err=28\b|load\w* [^\n]*no space left on device/),
    // A static library whose own dependencies the build files do not link.
    says(4.2, /lib(bcc|bfd|clang\w*)\.a\([^\n]*undefined reference/),
    says(
      4,
      /expected '\(' after 'asm'|'asm goto' constructs are not supported/,
      (e) => !/falco|sysdig|driver\/bpf/i.test(`${e.text}${e.command}${Object.keys(e.tools)}`),
    ),
    // The bytes are the magic number of BTF: a loader that reads ELF files only was given raw BTF.
    says(4, /bad magic number '?\[(159 235|235 159)/),
    says(
      1.5,
      /(unexpected|wrong|garbage|missing|incorrect) (events?|output|results?|values?|data|EOF)|hangs?\b|freez|memory leak|deadlock/,
    ),
    describes(/\b(bug|regression|crash\w*)\b/, /fixed|upgrade|newer|next release|update|workaround|patch/),
  ],
  clues: [
    clue(2.2, 'it works on an older kernel', (e) => worksOn(e) === 'older'),
    clue(-1.5, 'it works on kernels of a newer series', (e) => worksOn(e) === 'newer'),
    clue(
      -0.8,
      'the compiler that built the program is stated',
      (e) => 'clang' in e.tools && text(e, symptoms.verifierSize),
    ),
    clue(
      2,
      'privileges and mounts are as they should be',
      (e) => e.container === 'privileged' && fact(e, /bpf on \/sys\/fs\/bpf type bpf/),
    ),
    clue(-1, 'the build of the program itself failed', (e) =>
      text(e, /fatal error: [^\n]*(No such file|file not found)/i),
    ),
  ],
} satisfies Cause;
