import type {Cause} from '../../in-causes.ts';

export const clangNoBpfTarget = {
  title: 'This clang cannot emit BPF',
  why: 'clang is there, but was built without the BPF back end (vendor, Android, Emscripten and some container builds), or a wrapper or CFLAGS hand it flags for the host that the bpf target refuses.',
  remedy:
    "Use the distribution's or llvm.org's clang (`clang --print-targets | grep bpf` must list it) for the BPF objects, and keep host flags such as -fstack-protector or -march out of that command. On NixOS use the unwrapped clang (llvmPackages.clang-unwrapped).",
  decide: 'clang --print-targets | grep bpf; clang -v -target bpf -c -x c /dev/null -o /dev/null',
  sources: ['llvm/lib/MC/TargetRegistry.cpp', 'NixOS cc-wrapper hardening flags'],
  certain: [
    /(unsupported option|cannot be specified|argument unused|not supported|unknown argument|is not supported)[^\n]*(for|on) (this )?target[^\n]*bpf|option 'cf-protection=\w+' cannot be specified on this target|unsupported (option|argument) '-[fm][^']+'[^\n]*bpf/,
    /unknown target CPU '(?!v\d|probe|generic)/,
    /unsupported argument '[^']+'[^\n]*for target '?bpf/,
    /llc[^\n]*(invalid target|unable to get target)[^\n]*bpf/,
  ],
  strong: [/Machine:\s+(Advanced Micro Devices X86-64|AArch64)/],
} satisfies Cause;
