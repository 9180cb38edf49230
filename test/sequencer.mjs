import {existsSync} from 'node:fs';
import path from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * Pure tests that are all regular expressions. V8 optimises no more of them in a process that has made 1 MB of machine code for some and
 * 16 MB for all (TooMuchRegExpCode in its src/regexp/regexp.cc), as one in which other tests ran has: these take three times as long there.
 */
const patterns = ['explain/bounded', 'hosts/linear'];

/**
 * What takes minutes, longest first: it begins while others are left to run beside it. jest alone knows how long a test takes from an
 * earlier run, of which a fresh clone has none. Two that need the same of the lab, which the first of them makes, stand apart: the second
 * would wait for it.
 */
const longest = [
  ...patterns,
  'e2e/setup',
  'hosts/ssh/commands',
  'e2e/apt',
  'programs/reach/verifier',
  'e2e/interrupt',
  'native/kernels',
  'e2e/kinds',
  'programs/header/kernels',
  'hello/bootstrap',
].map((name) => path.join(import.meta.dirname, `${name}.test.ts`));

for (const file of longest) if (!existsSync(file)) throw new Error(`test/sequencer.mjs names ${file}, which is gone`);

/** The longest tests first, all others as jest has them. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({path: file}) => (longest.includes(file) ? longest.indexOf(file) : longest.length);
    return Array.from(super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
}
