import {type Signature, says} from './cause.ts';
import {atLeast, isBccTool, isProduct, olderThan} from './evidence/evidence.ts';
import {symptoms} from './symptoms.ts';

/** What kernel/bpf/verifier.c and kernel/bpf/btf.c print about a program that a newer kernel takes; loaders add words of their own. */
export const oldKernelSays: readonly Signature[] = [
  says(4.6, /function calls are not allowed/),
  // kernel/bpf/btf.c refuses the BTF of the program: a kind or a flag that came later, such as the linkage of 5.6.
  says(
    3.8,
    /^\[\d+\] (FUNC|DATASEC|VAR|FLOAT|DECL_TAG|TYPE_TAG|ENUM64?|INT|PTR|STRUCT|FUNC_PROTO)\b[^\n]*(vlen != 0|Invalid (btf_info|kind|type)|kind_flag|unsupported)/,
  ),
  says(
    3.1,
    symptoms.verifierAccess,
    (e) => !(olderThan(e, '4.20') && isProduct(e)) && !(olderThan(e, '5.8') && isBccTool(e)),
  ),
  says(
    2.4,
    /unreachable insns?( \d+)?\b|only read from bpf_array is supported|call to invalid destination|jump out of range from insn/,
    (e) => atLeast(e, '5.3'),
  ),
  // Before 4.10 only the register that was compared is known not to be NULL, not its copies: commit 57a09bf0a416.
  says(5, /R\d=map_value\([^\n]*R\d=map_value_or_null\(/, (e) => !olderThan(e, '4.10')),
  // Helpers take keys and memory from the value of a map, and not from the stack alone, since 4.18: commit d71962f3e627.
  says(5, /R\d type=map_value expected=fp\s*$/, (e) => atLeast(e, '4.18')),
  // Fields that struct __sk_buff got later: tstamp and wire_len in 5.0, gso_segs and sk 5.1, gso_size 5.7, hwtstamp 5.16, tstamp_type 5.18.
  says(4.6, /invalid bpf_context access off=(152|160|164|168|176|180|184) size=[148]/, (e) => !olderThan(e, '5.18')),
  says(3.4, /unknown opcode (85|bc|[0-9a-f]{2})\b|prog(ram)? type \d+ (is )?not supported/, /unknown opcode 8d/i),
  says(1.9, symptoms.verifierSize),
  says(3.6, /too large \(\d+ insns\), at most 4096/, (e) => atLeast(e, '5.2')),
  says(4.6, /back-edge from insn/),
  // Callbacks are functions without a call: BPF_PSEUDO_FUNC, 5.13.
  says(2.2, /number of funcs in func_info doesn't match number of subprogs/, (e) => atLeast(e, '5.17')),
  says(
    4.3,
    /\bInvalid kind:\d+|BTF[^\n]*(Invalid kind|Invalid name|Invalid btf_info)/,
    /validate module|BPF: Invalid name/i,
  ),
  says(
    4.5,
    /BPF_STX uses reserved fields|BPF_ATOMIC[^\n]*|unknown opcode (db|c3|dc|d7)|unrecognized bpf_ld_imm64 insn|invalid (bpf_ld_imm64|BPF_LD_IMM)|BPF_[A-Z]\w* uses reserved fields|invalid BPF_(ALU|JMP\/JMP32|LD) (opcode|mode)|BPF_ATOMIC uses invalid|unknown insn class|func \w+#\d+ not supported for program type|no direct value access support/,
  ),
  says(
    4.2,
    /(BPF program is too large|program too large|too many instructions)[^\n]*(4096|409\d)|processed (409\d|4096|1[0-9]{5}|65537|131073|98305) insns|Processed (65537|131073|98305) insn|limit (98304|131072|65536)/,
  ),
  says(
    3.2,
    /calling kernel function \w+ is not allowed|kfunc[^\n]*(not found|not allowed|unsupported|missing)|extern \(func ksym\) '[^']+'(\[\d+\])?: not found|extern '[^']+'[^\n]*(not found|unresolved)/,
  ),
];
