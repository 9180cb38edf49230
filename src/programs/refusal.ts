import {exitCodes, Failure} from '../hosts/failure.ts';

/** A file that cannot be read as what it should be: never a guess at what it may have meant. */
export const refusal = (what: string, why: string, todo = 'Give the file as the compiler wrote it.'): Failure =>
  new Failure({what, why, todo, exitCode: exitCodes.usage});

/** Runs a reader whose reads are bounded by its bytes: one that leaves them becomes a refusal that says so. */
export const bounded = <Result>(what: string, read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError)
      throw refusal(what, 'It refers to bytes behind its end: it is truncated or damaged.');
    throw error;
  }
};

/** Names the file in a refusal: several may be read at a time. */
export const inFile = <Result>(file: string, read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const {what, why, todo, exitCode, cause} = error;
    throw new Failure({what: `${file}: ${what}`, why, todo, exitCode, cause});
  }
};
