import {readPages} from './hosts/read-pages.ts';
import {savedText, saveFile} from './hosts/save-file.ts';
import {runningKernelBtf} from './kernels/types/running.ts';
import {readSections} from './programs/btf/sections.ts';
import {headerBy} from './programs/header/header.ts';
import {newWriter, type Writer} from './programs/header/writer.ts';

/** As much as is read of any BTF. */
const limit = 256 << 20;

/**
 * Writes vmlinux.h of this machine to a file, or to stdout for `-`: without oclif, which takes as long to be loaded, and with the types where the writer reads
 * them. Whether it did: what was in the way, the command says.
 */
export const writeAtOnce = async (output: string): Promise<boolean> => {
  try {
    const writer = newWriter(() => {
      throw new Error('The command says why.');
    });
    const bytes = readPages(runningKernelBtf, limit, (length) => roomIn(writer, length));
    const header = headerBy(writer, [readSections(bytes)]);
    const result = await saveFile(header, output);
    if (output !== '-') process.stdout.write(`${savedText(output, result, header)}\n`);
    return true;
  } catch {
    return false;
  }
};

/** Where memory grows, it is another buffer. */
const roomIn = (writer: Writer, length: number): Buffer => {
  const place = writer.allot(length);
  return Buffer.from(writer.memory.buffer, place, length);
};
