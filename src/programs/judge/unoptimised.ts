import {classes, classOf, opcodes} from '../code/instructions.ts';
import {sourceOf, subjectOf} from '../inspect/accesses.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {Place} from '../reach/numbering.ts';
import {openReach} from './helpers.ts';
import type {Judge, Question} from './question.ts';

const optimise = 'Compile it with -O2: clang -O2 -g -target bpf.';

/**
 * What compilers write with -O0, and no verifier takes. What a CO-RE relocation gives (an offset, a size) is read from memory as if it were an address: "R1
 * invalid mem access 'scalar'" ('inv' before 5.18). Helpers are called through pointers: "BPF_CALL uses reserved fields", do_check of kernel/bpf/verifier.c.
 */
export const judgeUnoptimised: Judge = (question) => [...ofRelocations(question), ...ofCalls(question)];

const ofRelocations = ({object, functions, reach}: Question): ReturnType<Judge> => {
  const read = object.relocations.flatMap((relocation) => {
    const at = functions.has(relocation.function) && readsBehind(relocation.function, relocation.instruction);
    return at === false || at === undefined ? [] : [{relocation, place: {function: relocation.function, at}}];
  });
  const [first] = read;
  if (!first || !object.btf) return [];
  const source = sourceOf(object, first.relocation);
  const about = subjectOf(object.btf, first.relocation);
  return refused(
    reach.of(read.map(({place}) => place)),
    `without optimisation a compiler takes what CO-RE says of ${about} for an address, and no kernel lets a program read there`,
    source,
  );
};

/** Where a constant that an instruction puts into a register is read behind, at once. */
const readsBehind = ({section: {code}, end}: CodeFunction, at: number): number | undefined => {
  const opcode = code.code[at] ?? 0;
  if (opcode !== opcodes.moveImmediate64 && opcode !== opcodes.ldimm64) return undefined;
  const next = at + (opcode === opcodes.ldimm64 ? 2 : 1);
  const reads = next < end && classOf(code.code[next] ?? 0) === classes.ldx;
  return reads && code.source[next] === code.destination[at] && code.offset[next] === 0 ? next : undefined;
};

const ofCalls = ({functions, reach}: Question): ReturnType<Judge> => {
  const places = [...functions].flatMap((fn): Place[] => {
    const found: Place[] = [];
    for (let at = fn.start; at < fn.end; at++)
      if (fn.section.code.code[at] === opcodes.ldimm64) at++;
      else if (fn.section.code.code[at] === opcodes.callRegister) found.push({function: fn, at});
    return found;
  });
  return places.length === 0
    ? []
    : refused(
        reach.of(places),
        'a function is called through a pointer, as compilers call helpers without optimisation, and no kernel takes such a call',
      );
};

const refused = (reach: ReturnType<Question['reach']['of']>, why: string, source?: string): ReturnType<Judge> =>
  reach.state === 'dead'
    ? []
    : [
        {
          verdict: reach.state === 'reached' ? 'fail' : 'unknown',
          ...(reach.state === 'conditional' && {on: reach.on}),
          subject: 'instructions',
          what: 'instructions of -O0',
          by: 'source',
          evidence: [why, ...(reach.state === 'conditional' ? [openReach(reach)] : [])].join('; '),
          ...(source && {source}),
          todo: optimise,
        },
      ];
