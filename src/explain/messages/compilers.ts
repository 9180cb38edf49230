import {listOf, messagesOf, speaking} from '../message.ts';

const llvm = 'https://github.com/llvm/llvm-project/blob/llvmorg-19.1.0';
const diagnostics = `${llvm}/clang/include/clang/Basic`;

/** clang's messages as its tables have them, and those of the back end for BPF. */
export const clang = messagesOf('clang', llvm, {
  noBackEnd: [
    'No available targets are compatible with triple "%s"',
    'llvm/lib/MC/TargetRegistry.cpp',
    {strong: 'clang-no-bpf-target'},
  ],
  noTarget: [
    "unable to create target: '%0'",
    'clang/include/clang/Basic/DiagnosticFrontendKinds.td',
    {strong: 'clang-no-bpf-target'},
  ],
  oldTriple: [
    "unknown target triple 'bpf%0",
    'clang/include/clang/Basic/DiagnosticCommonKinds.td',
    {certain: 'clang-too-old'},
  ],
  register: [
    "unknown register name '%0' in asm",
    'clang/include/clang/Basic/DiagnosticCommonKinds.td',
    {certain: 'clang-too-old'},
  ],
  builtin: [
    "use of unknown builtin '__builtin_preserve_%0",
    'clang/include/clang/Basic/DiagnosticSemaKinds.td',
    {strong: 'clang-too-old'},
  ],
  standard: [
    "invalid value '%1' in '-std=%0'",
    'clang/include/clang/Basic/DiagnosticDriverKinds.td',
    {strong: 'clang-too-old'},
  ],
  farJump: ['Branch target out of insn range', 'llvm/lib/Target/BPF/MCTargetDesc/BPFAsmBackend.cpp'],
  asmGoto: [
    "'asm goto' constructs are not supported yet",
    'clang/include/clang/Basic/DiagnosticParseKinds.td',
    {strong: 'bcc-too-old', until: '9'},
  ],
  unterminated: [
    'unterminated conditional directive',
    'clang/include/clang/Basic/DiagnosticLexKinds.td',
    {certain: 'output-truncated'},
  ],
  noStorage: [
    'type name does not allow storage class to be specified',
    'clang/include/clang/Basic/DiagnosticParseKinds.td',
    {hint: 'output-truncated'},
  ],
  // '%0' is what strsignal(3) says.
  killed: ['unable to execute command: Killed', 'clang/include/clang/Basic/DiagnosticDriverKinds.td'],
  stack: ['Looks like the BPF stack limit', 'llvm/lib/Target/BPF/BPFRegisterInfo.cpp'],
});

/** A processor of BPF that this LLVM does not know yet. */
export const processors = speaking({strong: 'clang-too-old'}, [
  ...listOf('clang', `${diagnostics}/DiagnosticCommonKinds.td`, [
    "unknown target CPU 'v3'",
    "unknown target CPU 'v4'",
    "unknown target CPU 'probe'",
  ]),
  ...listOf('llc', `${llvm}/llvm/lib/MC/MCSubtargetInfo.cpp`, [
    "'v%s' is not a recognized processor for this target",
    "'probe' is not a recognized processor for this target",
  ]),
]);

export const gcc = messagesOf('gcc', 'https://github.com/gcc-mirror/gcc/blob/releases/gcc-14.2.0/gcc', {
  killed: ['Killed signal terminated program %s', 'gcc.cc'],
});
