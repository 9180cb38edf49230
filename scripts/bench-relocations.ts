// relocations OBJECT... -- BTF...   what we make of each CO-RE relocation of each object, for each kernel: the work of test/programs/core/oracle.c, and as many lines.
import {readFileSync} from 'node:fs';
import {forShortRun} from '../src/hosts/short-run.ts';
import {readBtf} from '../src/programs/btf/btf.ts';
import {KernelTypes} from '../src/programs/core/kernel-types.ts';
import {readObject} from '../src/programs/object/object.ts';
import {relocateFor} from '../src/programs/object/relocated.ts';
import {relocationLines} from '../test/programs/core/lines.ts';

forShortRun();
const words = process.argv.slice(2);
const end = words.indexOf('--');
const kernels = words.slice(end + 1).map((file) => ({file, types: new KernelTypes(readBtf(readFileSync(file)))}));
const lines = words.slice(0, end).flatMap((file) => {
  const object = readObject(readFileSync(file));
  return kernels.flatMap((kernel) => [
    `# ${file} ${kernel.file}`,
    ...relocationLines(relocateFor(object, kernel.types)).map((line) => `${kernel.file}\t${line}`),
  ]);
});
process.stdout.write(`${lines.join('\n')}\n`);
