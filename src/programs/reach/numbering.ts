import type {CodeFunction} from '../object/code-sections.ts';

/** An instruction of a function, by its index in the section. */
export interface Place {
  readonly function: CodeFunction;
  readonly at: number;
}

/** Numbers for the instructions of functions, those of each in a row. */
export class Numbering {
  /** How many instructions there are. */
  readonly count: number;
  private readonly functions: readonly CodeFunction[];
  /** The number of each function's first instruction. */
  private readonly bases = new Map<CodeFunction, number>();

  constructor(functions: readonly CodeFunction[]) {
    this.functions = functions;
    let count = 0;
    for (const fn of functions) {
      this.bases.set(fn, count);
      count += fn.end - fn.start;
    }
    this.count = count;
  }

  /** The number of an instruction; -1 where it is in none of the functions. */
  readonly numberOf = ({function: fn, at}: Place): number => {
    const first = this.bases.get(fn);
    return first === undefined || at < fn.start || at >= fn.end ? -1 : first + at - fn.start;
  };

  /** The number of the first instruction of a function; -1 where it is none of them. */
  firstOf(fn: CodeFunction): number {
    return this.bases.get(fn) ?? -1;
  }

  /** What is to be added to an index in the section of a function for the number. */
  shiftOf(fn: CodeFunction): number {
    return (this.bases.get(fn) ?? 0) - fn.start;
  }

  placeOf(number: number): Place {
    let [low, high] = [0, this.functions.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.bases.get(this.functions[middle] as CodeFunction) ?? 0) <= number) low = middle;
      else high = middle - 1;
    }
    const fn = this.functions[low] as CodeFunction;
    return {function: fn, at: number - this.shiftOf(fn)};
  }
}
