import {exitCodes, Failure} from '../../hosts/failure.ts';
import {packageBytes} from '../../hosts/package-files.ts';

/** What `wasm/header.ts` exports. Places are bytes of its memory, whose buffer is another one whenever it grows. */
export interface Writer {
  readonly memory: {readonly buffer: ArrayBuffer};
  allot(bytes: number): number;
  beginTypes(most: number, strings: number, stringBytes: number): void;
  findRecords(start: number, last: number, once: number, each: number): number;
  writeHeader(first: number, seed: bigint): number;
  headerLength(): number;
}

/** A writer for one header, whose memory goes with it. It calls `refuse` for what it cannot write. */
export const newWriter = (refuse: (reason: number, id: number, more: number) => never): Writer => {
  const compiled = new WebAssembly.Module(packageBytes('dist/header.wasm'));
  try {
    return new WebAssembly.Instance(compiled, {refuse: {refuse}}).exports as Writer;
  } catch (error) {
    throw new Failure({
      what: 'There is no room for the header: this process may not have as many addresses as WebAssembly takes.',
      why: (error as Error).message,
      todo: 'Lift the limit, "ulimit -v unlimited", or have Node do with less: NODE_OPTIONS=--disable-wasm-trap-handler',
      exitCode: exitCodes.unknown,
      cause: error,
    });
  }
};
