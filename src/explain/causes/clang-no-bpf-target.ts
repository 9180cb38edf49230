import {advise} from '../../remedies/remedy.ts';
import {type Cause, clue, describes, says} from '../cause.ts';
import {text} from '../evidence/evidence.ts';

export const clangNoBpfTarget = {
  label: 'clang-no-bpf-target',
  title: 'This clang cannot emit BPF',
  why: 'clang is there, but was built without the BPF back end (vendor, Android, Emscripten and some container builds), or a wrapper or CFLAGS hand it flags for the host that the bpf target refuses.',
  remedy: advise(
    "Use the distribution's or llvm.org's clang (`clang --print-targets | grep bpf` must list it) for the BPF objects, and keep host flags such as -fstack-protector or -march out of that command. On NixOS use the unwrapped clang (llvmPackages.clang-unwrapped).",
  ),
  decide: 'clang --print-targets | grep bpf; clang -v -target bpf -c -x c /dev/null -o /dev/null',
  sources: [
    'LLVM TargetRegistry: "No available targets are compatible with triple"',
    'NixOS cc-wrapper hardening flags',
  ],
  signatures: [
    says(5.2, /__stack_chk_(fail|guard)/),
    says(6, /No available targets are compatible with triple ['"]?bpf/),
    says(4, /(clang|compiler) (won't|will not|can't|cannot|does not) (build|compile|emit)[^\n]*\bbpf\b/),
    says(
      4,
      /Machine:\s+(Advanced Micro Devices X86-64|AArch64)|file format elf64-x86-64/,
      (e) => !/-target bpf/.test(`${e.text}\n${e.command}`),
    ),
    says(4, /unable to create target|unable to get target for ['"]?bpf/),
    says(
      5,
      /(unsupported option|cannot be specified|argument unused|not supported|unknown argument|is not supported)[^\n]*(for|on) (this )?target[^\n]*bpf|option 'cf-protection=\w+' cannot be specified on this target|unsupported (option|argument) '-[fm][^']+'[^\n]*bpf/,
    ),
    says(5, /unknown target CPU '(?!v\d|probe|generic)/),
    says(4.2, /argument to a nix-wrapped compiler may not work/),
    says(5, /unsupported argument '[^']+'[^\n]*for target '?bpf/),
    says(5, /(invalid|unknown) target '?bpf|llc[^\n]*(invalid target|unable to get target)[^\n]*bpf/),
    says(
      4.5,
      /(clang|llvm|llc|compiler)[^\n]*(does not|doesn't|do not|(?<!-f)\bno|without|missing|lacks?)\b[^\n]{0,20}(support|have|emit|know)?[^\n]{0,15}\bbpf\b[^\n]{0,20}(target|back ?end|support)|(bpf|BPF) (target|back ?end)[^\n]{0,20}(not|un|missing|disabled)|(no|missing) bpf (target|back ?end)/,
    ),
    says(
      4,
      /stack[ -]protect(or|ion)(?! -)|zero-call-used-regs|-fstack-clash|cf-protection|branch-protection|hardening/,
      (e) => !text(e, /bpf/i),
    ),
    describes(
      /\b(clang|llvm)\b/,
      /\bbpf\b/,
      /nix\w*|wrapper|hardening|CFLAGS|Xcode|NDK/,
      /flags?\b|reject|support|fail|break|error/,
    ),
  ],
  clues: [
    clue(
      -3.5,
      'clang is from before the BPF back end',
      (e) => text(e, /please use -triple or -arch/i) && !text(e, /No available targets/i),
    ),
  ],
} satisfies Cause;
