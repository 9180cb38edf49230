import type {Bytes} from '../elf/bytes.ts';

/** Bytes of an instruction; `ldimm64` takes two. */
export const instructionBytes = 8;

/**
 * Instructions, a column for each of their fields, so that none is an object. What is not a whole instruction at the end is left out.
 * https://docs.kernel.org/bpf/standardization/instruction-set.html
 */
export class Instructions {
  readonly code: Uint8Array;
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  readonly offset: Int16Array;
  readonly immediate: Int32Array;

  constructor(count: number) {
    this.code = new Uint8Array(count);
    this.destination = new Uint8Array(count);
    this.source = new Uint8Array(count);
    this.offset = new Int16Array(count);
    this.immediate = new Int32Array(count);
  }

  get count(): number {
    return this.code.length;
  }

  /** A copy, to be changed. */
  copy(): Instructions {
    const made = new Instructions(this.count);
    for (const column of ['code', 'destination', 'source', 'offset', 'immediate'] as const)
      made[column].set(this[column]);
    return made;
  }

  /** Decodes a section. */
  static read(bytes: Bytes): Instructions {
    const count = Math.floor(bytes.length / instructionBytes);
    const made = new Instructions(count);
    for (let index = 0; index < count; index++) {
      const at = index * instructionBytes;
      const registers = bytes.u8(at + 1);
      const [low, high] = [registers & 0xf, registers >> 4];
      made.code[index] = bytes.u8(at);
      made.destination[index] = bytes.little ? low : high;
      made.source[index] = bytes.little ? high : low;
      made.offset[index] = bytes.u16(at + 2);
      made.immediate[index] = bytes.u32(at + 4);
    }
    return made;
  }
}

/** The lower three bits of an opcode. */
export const classes = {ld: 0, ldx: 1, st: 2, stx: 3, alu: 4, jmp: 5, jmp32: 6, alu64: 7} as const;
export const classOf = (code: number): number => code & 7;

/** Whole opcodes that are named here and there. */
export const opcodes = {
  /** Takes two instructions. */
  ldimm64: 0x18,
  call: 0x85,
  /** `callx`: of what a register holds. */
  callRegister: 0x8d,
  exit: 0x95,
  jump: 0x05,
  /** JMP32 | JA: the distance is in the immediate. */
  longJump: 0x06,
  move64: 0xbf,
  moveImmediate64: 0xb7,
  addImmediate64: 0x07,
  add64: 0x0f,
} as const;

/** What `src_reg` says of a call. */
export const calls = {helper: 0, subprogram: 1, kfunc: 2} as const;

/** Bytes that a load or store moves. */
export const widthOf = (code: number): number => [4, 2, 1, 8][(code >> 3) & 3] ?? 0;
