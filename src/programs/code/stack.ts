import {classes, classOf, type Instructions, opcodes} from './instructions.ts';

const framePointer = 10;

/**
 * Bytes of stack that a function is seen to use: the lowest offset from its frame pointer, also where a copy of that is used. Reads the
 * instructions from top to bottom, without following jumps.
 */
export const stackOf = (code: Instructions, from: number, to: number): number => {
  /** By register: how far from the frame pointer it points. */
  const points: (number | undefined)[] = [];
  points[framePointer] = 0;
  let lowest = 0;
  const use = (offset: number): void => {
    lowest = Math.min(lowest, offset);
  };
  for (let at = from; at < to; at++) {
    const opcode = code.code[at] ?? 0;
    const [destination, source, offset] = [code.destination[at] ?? 0, code.source[at] ?? 0, code.offset[at] ?? 0];
    switch (classOf(opcode)) {
      case classes.ldx:
        use((points[source] ?? 0) + (points[source] === undefined ? 0 : offset));
        points[destination] = undefined;
        break;
      case classes.st:
      case classes.stx:
        use((points[destination] ?? 0) + (points[destination] === undefined ? 0 : offset));
        break;
      case classes.alu:
        points[destination] = undefined;
        break;
      case classes.alu64:
        if (opcode === opcodes.move64) points[destination] = points[source];
        else if (opcode === opcodes.addImmediate64 && points[destination] !== undefined) {
          points[destination] += code.immediate[at] ?? 0;
          use(points[destination]);
        } else points[destination] = undefined;
        break;
      case classes.ld:
        if (opcode === opcodes.ldimm64) at++;
        points[destination] = undefined;
        break;
      default:
        // A call leaves its arguments and result behind; r10 stays.
        if (opcode === opcodes.call) points.fill(undefined, 0, 6);
    }
  }
  return -lowest;
};
