import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, knows, says} from '../cause.ts';
import {olderThan, text} from '../evidence/evidence.ts';
import {worksOn} from '../evidence/other-kernel.ts';
import {symptoms} from '../symptoms.ts';

export const llvmCodegenVerifierRejection = {
  label: 'llvm-codegen-verifier-rejection',
  title: 'The verifier rejects what this LLVM made of the program',
  why: 'The source is fine, but the compiler of this version orders, merges or widens operations so that the verifier loses the bounds it needs; an older or newer clang makes an object that loads.',
  remedy: advise(
    'Build with another clang (the version that the project tests with), or a newer release of the tool; in your own source pin the bound with a barrier (`asm volatile("" : "+r"(x))`), a mask, or __builtin_ helpers. A newer kernel often accepts both.',
  ),
  decide: 'clang --version; readelf -p .comment FILE.bpf.o',
  sources: ['kernel/bpf/verifier.c', 'falcosecurity/libs: clang 15', 'cilium docs: LLVM and the verifier'],
  signatures: [
    knows(5.6, /^cured by: compiler/, (e) => !text(e, /R\d|insns|verifier/i)),
    says(2.6, /Prog section '[^']*' rejected: (Permission denied|Invalid argument|Argument list too long)/),
    says(3.6, /math between \w+ pointer and register with unbounded min value/),
    says(2.3, symptoms.verifierAccess),
    says(
      4,
      /(clang|llvm)[- ]?\d*[^\n]{0,60}(works|fails|rejected|regress|different|verifier|codegen|optimi[sz]|miscompil|breaks)|(works|loads|fails|rejected|compiled|built)[^\n]{0,40}(with|by|using) (clang|llvm)[- ]?\d+|(older|newer|another|different) (version of )?(clang|llvm)/,
      /headers|missing|too old|not found|fail\w* to (compile|build)|compilation fail|\brustc\b|bpf-linker|^[ *]*(frame )?#\d+:? +0x|Stack dump:/im,
    ),
    says(3.2, /dereference of modified ctx ptr/),
    says(1.9, symptoms.verifierState, symptoms.verifierAccess),
    says(3.4, /jump out of range from insn \d+ to \d+/),
    says(2, /failed to load: -(13|22)\b|BPF program load failed: (Permission denied|Invalid argument)/),
    says(1.8, symptoms.verifierSize),
    describes(/(clang|llvm)[- ]?\d*/, /verif(ier|y|ied|ication)|reject/, /works|older|newer|version|compiled|optimi/),
  ],
  clues: [
    clue(-2, 'the same program works on another kernel', (e) => worksOn(e) !== undefined),
    clue(
      -2,
      'before 5.2 a program may have 4096 instructions only',
      (e) => olderThan(e, '5.2') && text(e, /too large|too big|too many instructions/i),
    ),

    clue(
      1.4,
      'the report names the clang that built it',
      (e) => e.stated.includes('clang') || e.stated.includes('llvm'),
    ),
    clue(1, 'the program is one that loads elsewhere', (e) =>
      text(
        e,
        /libscap|falco|sysdig|tetragon|cilium|tracee|inspektor|pixie|datadog|scap_|bcc|bpftrace|bpf_lxc|bpf_host/i,
      ),
    ),
    clue(-2.5, 'the verifier names another reason', (e) =>
      text(
        e,
        /unknown func|invalid func|GPL-restricted|GPL only|CO-RE reloc|back-edge|Invalid kind|reserved fields|cannot use helper|unreachable insn/i,
      ),
    ),
    clue(-2, 'no clang was involved here', (e) => text(e, /operation not permitted/i) && !text(e, /math between|R\d/)),
  ],
} satisfies Cause;
