import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {atLeast, fact, isProduct, olderThan, text} from '../evidence/evidence.ts';
import {helperOfAnotherType} from '../evidence/helpers-named.ts';
import {worksOn} from '../evidence/other-kernel.ts';
import {loadDenied, symptoms} from '../symptoms.ts';

export const verifierRejectedProgram = {
  label: 'verifier-rejected-program',
  title: 'The verifier refuses the program itself',
  why: 'The program can, as far as the verifier can tell, read or write where it must not, loop forever, use too much stack, or grow too large. It answers EACCES, EINVAL or E2BIG, which look like permissions or arguments; only the last lines of the log tell.',
  remedy: advise(
    'Read the last line before "processed N insns" and the source line above it: check pointers for NULL and packets against data_end before use, mask or bound every index, keep loops bounded (bpf_loop), and large data in maps instead of the 512-byte stack.',
  ),
  decide: 'bpftool -d prog load FILE.bpf.o /sys/fs/bpf/test 2>&1 | tail -20',
  sources: ['kernel/bpf/verifier.c', 'Documentation/bpf/verifier.rst'],
  signatures: [
    says(2.8, /Prog section '[^']*' rejected: (Permission denied|Invalid argument|Argument list too long)/),
    says(3.4, /too large \(\d+ insns\), at most 4096/, (e) => !atLeast(e, '5.2')),
    says(
      4,
      /HINT: Looks like you exceeded the BPF stack|HINT: The 'map_value_or_null'|too large \(\d+ insns\), at most (?!4096)/,
    ),
    says(3.2, symptoms.verifierAccess),
    says(
      4.2,
      /BPF program is too large\. Processed 1000001|sequence of \d+ jumps is too complex|infinite loop detected|processed 1000001 insns/,
    ),
    says(3.2, symptoms.verifierSize),
    says(
      4.5,
      /combined stack size|stack depth \d+|BPF stack limit[^\n]*exceeded|stack limit of 512|Looks like the BPF stack limit|stack size[^\n]*(exceed|too large)/,
    ),
    says(
      4.2,
      /Unreleased reference|unreachable insn|last insn is not an exit|R0 !read_ok|At program exit the register R0|possibly NULL|(?<!IS_ERR_)or_null|leaks? (addr|kernel)|(jump|call) out of range|(write|read) into map forbidden|arg#\d+ (is|expected)|Possibly NULL pointer|pointer comparison prohibited|same insn cannot be used|reference (leak|has not been)|must be a known constant|cannot (pass|write(?! compressed)|read|access|return|store)(?! ['"‘/])|frame pointer is read only|R\d has value/,
      /cannot access (the )?(file|memory of)|GPL/i,
    ),
    says(
      4.2,
      /to packet pointer|ptr_to_packet|bpf_(spin|rcu)_\w+ (is missing|cannot be)|inside bpf_(spin|rcu)\w*|while holding a lock|helper access to the packet|invalid zero-sized? read|Global function \w+\(\) doesn't return|(kernel function|arg#\d|Caller passes)[^\n]*(expected pointer|invalid args)|the call stack of \d+ frames|recursive call from|tail_calls? (is|are) not allowed|div(ision)? by zero|Expected an? (un)?initialized (dynptr|iter)|must be (referenced|trusted)|calling invalid|invalid (shift|use of)/,
    ),
    says(
      4,
      /\b(bpf_(spin_(un)?lock|timer)|kptr|dynptr)s?\b[^\n]*(cannot|can only|must|has to|doesn't|isn't|are not|not allowed|disallowed|mangled|more than one|without taking|of different|uninitialized|as arg)/,
    ),
    says(
      4,
      /R\d+ (doesn't have constant offset|must (have zero|point to)|is of type \S+ but|does not point to|is not a (known )?constant|has non-overwritten|has pointer with unsupported|could not be pushed)/,
    ),
    says(
      4,
      /invalid (access to (map key|flow keys)|(unbounded )?variable-offset|kptr access|map_ptr to access|atomic operand)|variable offset stack pointer|read from map forbidden|leaking pointer from stack|cannot spill pointers|only read (from \w+ )?is supported|helper call (is not allowed|might sleep)|callback function (not|cannot)|tail_call (abusing|is only)|too many (subprograms|different)|LD_ABS is|BPF_LD_\[ABS\|IND\] (cannot|instructions)|progs? cannot use bpf_|Sleepable programs can only|can(not| only) be sleepable|only one cgroup storage|supported only for fentry|jump into the middle|is not a (scalar|known) value|R0 not a scalar|is an unacquired reference/,
    ),
    says(
      4.4,
      /offset is outside of the packet|invalid stack type R\d|function calls are not allowed while holding|leaking pointer from|sleepable helper \w+#\d+ in|modifying return value not allowed|program returning non zero|expected an RCU CS|expected an? (un)?initialized \w+ as arg|reference type\('[^']*'\) size cannot be determined|global functions that may sleep|unbounded memory access, use 'var/,
    ),
    says(2.5, /Argument list too long|\bE2BIG\b|os error 7\b|: -7\b/),
    // kernel/bpf/syscall.c, bpf_prog_load: who lacks a capability gets EPERM; EACCES is the verifier's, or a policy's.
    says(3.4, loadDenied),
    says(2.4, /(load(ing)?( program)?( failed)?|failed to load|BPF_PROG_LOAD)[^\n]*(Permission denied|EACCES|-13\b)/),
    // check_helper_call: `unknown func` of a helper that the kernel can name says that this type of program may not call it.
    says(
      3.6,
      /unknown func bpf_(?!probe_)\w+#\d+|cannot use helper bpf_(?!probe_)\w+#\d+/,
      (e) => !helperOfAnotherType(e),
    ),
    says(1.8, /processed \d+ insns/),
    says(2.2, symptoms.verifierState, symptoms.verifierAccess),
    describes(
      /verifier/,
      /my program|loop|stack|bounds?|unbounded|pointer|packet|null/,
      /complain|reject|refus|fail|not allowed|error/,
    ),
  ],
  clues: [
    clue(-1.5, 'another compiler helped', (e) => fact(e, /^cured by: compiler/m)),
    clue(-2, 'the same program works on another kernel', (e) => worksOn(e) !== undefined),
    clue(-1.2, 'bpftrace wrote the program', (e) => text(e, /^ERROR: Error loading (BPF )?program/im)),
    clue(-2.6, 'the program is part of a product', (e) => isProduct(e) && text(e, symptoms.verifierSize)),
    clue(
      -2,
      'before 5.2 a program may have 4096 instructions only',
      (e) => olderThan(e, '5.2') && text(e, /too large|too big|too many instructions/i),
    ),

    clue(-2, 'no instruction was looked at', (e) => text(e, /processed 0 insns/i)),

    clue(
      -3,
      'the verifier names another reason',
      (e) =>
        text(
          e,
          /unknown func|invalid func|GPL-restricted|GPL only|CO-RE reloc|back-edge|Invalid kind|reserved fields|cannot use helper|unknown opcode|Unknown opcode/i,
        ) && !helperOfAnotherType(e),
    ),
    clue(
      -1.2,
      'the report names the clang that built it, or a product that is known to load',
      (e) => e.stated.includes('clang') || e.stated.includes('llvm') || text(e, /libscap|falco|sysdig/i),
    ),
    clue(-1, 'the kernel is older than 5.3 and stricter', (e) => olderThan(e, '5.3')),
  ],
} satisfies Cause;
