import {calls, type Instructions, opcodes} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import {isStraight, type World} from './step.ts';

/** How many places an instruction takes. */
export const widthOf = (opcode: number): number => (opcode === opcodes.ldimm64 ? 2 : 1);

/** Where a jump goes. */
export const targetOf = (code: Instructions, at: number): number =>
  at + 1 + ((code.code[at] === opcodes.longJump ? code.immediate[at] : code.offset[at]) ?? 0);

const known = new WeakMap<CodeFunction, Uint8Array>();

/** For each instruction of a function whether ways meet there. Relocations move none of them. */
export const meetingsOf = (fn: CodeFunction, world: World): Uint8Array => {
  const found = known.get(fn) ?? new Uint8Array(fn.end - fn.start + 2);
  if (known.has(fn)) return found;
  known.set(fn, found);
  const {code} = fn.section;
  for (let at = fn.start; at < fn.end; at++) {
    const opcode = code.code[at] ?? 0;
    if (opcode === opcodes.ldimm64) at++;
    // What it gives back may become known later.
    else if (opcode === opcodes.call && code.source[at] === calls.subprogram)
      found[at - fn.start] = world.called(fn, at) ? 1 : 0;
    else if (!isStraight(opcode) && opcode !== opcodes.call) found[targetOf(code, at) - fn.start] = 1;
  }
  return found;
};
