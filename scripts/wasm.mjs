// Compiles wasm/ to dist/header.wasm: AssemblyScript, which is TypeScript with the types of WebAssembly.
import path from 'node:path';
import asc from 'assemblyscript/asc';

/** Without a garbage collector: what is allotted is kept until the instance goes. */
const options = ['--runtime', 'stub', '-O3', '--noAssert', '--use', 'abort='];

/** What is compiled with our own files: how memory is allotted. */
export const taken = {'node_modules/assemblyscript/std/assembly/rt/stub.ts': {}};

/** @throws Error with what the compiler says */
export const writeWasm = async (root, dist) => {
  const output = path.join(dist, 'header.wasm');
  const {error, stderr} = await asc.main([path.join(root, 'wasm/header.ts'), '--outFile', output, ...options], {});
  if (error || stderr.toString()) throw new Error(`${error?.message ?? ''}\n${stderr}`);
};
