import {Failure} from '../../hosts/failure.ts';

/**
 * The SHA-256 of each file that a CHECKSUMS file names. It has two blocks, `# Checksums-Sha1:` and `# Checksums-Sha256:`; the first is of no
 * use against a forger. Call it on what the signature was checked for, and on nothing else.
 * @throws Failure when it has no SHA-256 at all, or two for one file.
 */
export const parseChecksums = (text: string): ReadonlyMap<string, string> => {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, sum, file] = /^([0-9a-f]{64}) [ *](?:\.\/)?([^/\s]+)\r?$/.exec(line) ?? [];
    if (sum === undefined || file === undefined) continue;
    const before = sums.get(file);
    if (before !== undefined && before !== sum)
      throw new Failure({what: `CHECKSUMS has two different SHA-256 for ${file}.`, todo});
    sums.set(file, sum);
  }
  if (sums.size === 0)
    throw new Failure({what: 'CHECKSUMS has no SHA-256.', why: 'SHA-1 alone verifies nothing today.', todo});
  return sums;
};

const todo = 'Nothing was installed. Take another version: ebpf kernel list.';
