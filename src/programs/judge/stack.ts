import {valueIfKnown} from '../../facts/fact.ts';
import {atLeast} from '../../facts/version.ts';
import {calls, classes, classOf, opcodes} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {calledFunction, deepestStack} from '../object/uses.ts';
import {typesSince} from './age.ts';
import type {Judge, Question} from './question.ts';

/** MAX_BPF_STACK, of all functions of a chain of calls together: check_max_stack_depth of kernel/bpf/verifier.c. */
const most = 512;
const framePointer = 10;

/** What frames are rounded up to where a JIT compiles the program, which is the least. */
const frameUnit = 16;

/** a76ab5731e32: programs of these types, where the JIT has it, give each large frame a stack of its own, so that only one may not be larger. */
const ownStacks = {
  since: '6.13',
  types: new Set(['kprobe', 'tracepoint', 'perf_event', 'raw_tracepoint', 'tracing', 'lsm', 'struct_ops']),
};

/** bpf_get_smp_processor_id(), around which compilers save registers that the verifier takes out again (bpf_fastcall), as around two kfuncs. */
const savedAround = {helper: 8, kfuncs: ['bpf_cast_to_kern_ctx', 'bpf_rdonly_cast']};

/** A chain of calls that takes more stack than there is, of what is certainly reached and used. */
export const judgeStack: Judge = (question) => {
  const {object, program} = question;
  if (deepestStack(program.function, object.uses) <= most || mayHaveOwnStacks(question)) return [];
  const {bytes, names} = deepest(question);
  if (bytes <= most) return [];
  return [
    {
      verdict: 'fail',
      subject: 'instructions',
      what: 'instructions with their stack',
      by: 'source',
      evidence: `${names.join(', ')}, of which each calls the next, use ${bytes} bytes of stack together, and a kernel gives ${most}`,
      todo: 'Put large variables into a per-CPU array of one entry, or call fewer functions that have such.',
    },
  ];
};

const mayHaveOwnStacks = ({program: {kind}, kernel}: Question): boolean => {
  if (!kind || !ownStacks.types.has(kind.programType)) return !kind;
  const release = kernel.facts && valueIfKnown(kernel.facts.kernel.release);
  const newer = [typesSince(kernel), release].map((version) => atLeast(version, ownStacks.since));
  return newer.includes(true) || !newer.includes(false);
};

interface Chain {
  readonly bytes: number;
  readonly names: readonly string[];
}

const none: Chain = {bytes: 0, names: []};

const deepest = (question: Question): Chain => {
  const sections = new Map(question.object.code.map((section) => [section.index, section]));
  const known = new Map<CodeFunction, Chain>();
  const from = (fn: CodeFunction): Chain => {
    const before = known.get(fn);
    if (before) return before;
    // Recursion, which the verifier refuses, ends here.
    known.set(fn, none);
    let below = none;
    for (const called of calledBy(fn, sections)) {
      const chain = from(called);
      if (chain.bytes > below.bytes) below = chain;
    }
    const found = {bytes: frameOf(question, fn) + below.bytes, names: [fn.name, ...below.names]};
    known.set(fn, found);
    return found;
  };
  return from(question.program.function);
};

const calledBy = (fn: CodeFunction, sections: Parameters<typeof calledFunction>[2]): CodeFunction[] => {
  const {code} = fn.section;
  const found: CodeFunction[] = [];
  for (let at = fn.start; at < fn.end; at++) {
    if (code.code[at] === opcodes.ldimm64) at++;
    else if (code.code[at] === opcodes.call && code.source[at] === calls.subprogram) {
      const called = calledFunction(fn.section, at, sections);
      if (called) found.push(called);
    }
  }
  return found;
};

/** The least that a function's frame has: what it reads or writes there itself, at an instruction that is reached. */
const frameOf = ({object, reach}: Question, fn: CodeFunction): number => {
  const uses = object.uses.get(fn);
  if (uses?.helpers.has(savedAround.helper) || savedAround.kfuncs.some((name) => uses?.kfuncs.has(name))) return 0;
  const {code} = fn.section;
  let [lowest, place] = [0, fn.start];
  for (let at = fn.start; at < fn.end; at++) {
    const opcode = code.code[at] ?? 0;
    if (opcode === opcodes.ldimm64) at++;
    else if ((code.offset[at] ?? 0) < lowest && baseOf(opcode, code.destination[at], code.source[at]) === framePointer)
      [lowest, place] = [code.offset[at] ?? 0, at];
  }
  const certain = lowest < 0 && reach.of([{function: fn, at: place}]).state === 'reached';
  return certain ? Math.ceil(-lowest / frameUnit) * frameUnit : 0;
};

/** The register that an instruction reads or writes behind. */
const baseOf = (opcode: number, destination = 0, source = 0): number | undefined => {
  const kind = classOf(opcode);
  if (kind === classes.ldx) return source;
  return kind === classes.st || kind === classes.stx ? destination : undefined;
};
