import {classes, classOf, type Instructions, opcodes} from './instructions.ts';

/** What instructions need of a kernel's instruction set beyond the first version. */
export type IsaFeature =
  | 'isa-v2'
  | 'isa-v3'
  | 'isa-v4'
  | 'isa-atomics'
  | 'may-goto'
  | 'address-space-cast'
  | 'load-acquire'
  | 'indirect-jump';

/** An instruction's need; undefined for what every kernel with eBPF has. */
const needOf = (code: number, offset: number, immediate: number): IsaFeature | undefined => {
  const operation = code & 0xf0;
  switch (classOf(code)) {
    case classes.jmp32:
      return code === opcodes.longJump ? 'isa-v4' : 'isa-v3';
    case classes.jmp:
      if (operation === 0xe0) return 'may-goto';
      if (code === 0x0d) return 'indirect-jump';
      // JLT, JLE, JSLT, JSLE
      return operation >= 0xa0 && operation <= 0xd0 ? 'isa-v2' : undefined;
    case classes.ldx:
      // MEMSX
      return (code & 0xe0) === 0x80 ? 'isa-v4' : undefined;
    case classes.stx:
      if ((code & 0xe0) !== 0xc0) return undefined;
      if (immediate === 0x100 || immediate === 0x110) return 'load-acquire';
      // An addition whose old value nobody wants is as old as eBPF.
      return immediate === 0 ? undefined : 'isa-atomics';
    case classes.alu:
    case classes.alu64:
      if (operation === 0xb0) {
        if (offset === 1) return 'address-space-cast';
        return (code & 8) !== 0 && offset !== 0 ? 'isa-v4' : undefined;
      }
      // Signed division and remainder.
      if (operation === 0x30 || operation === 0x90) return offset === 1 ? 'isa-v4' : undefined;
      // bswap, where the order does not depend on the machine's.
      return operation === 0xd0 && classOf(code) === classes.alu64 ? 'isa-v4' : undefined;
    default:
      return undefined;
  }
};

/** What a range of instructions needs of the instruction set. */
export const isaOf = (code: Instructions, from: number, to: number): ReadonlySet<IsaFeature> => {
  const found = new Set<IsaFeature>();
  for (let at = from; at < to; at++) {
    const opcode = code.code[at] ?? 0;
    if (opcode === opcodes.ldimm64) {
      at++;
      continue;
    }
    const need = needOf(opcode, code.offset[at] ?? 0, code.immediate[at] ?? 0);
    if (need) found.add(need);
  }
  return found;
};
