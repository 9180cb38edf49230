import {type Fact, known, unreadable} from './fact.ts';
import type {KernelConfig} from './facts.ts';

/**
 * Reads the probe's extract of the kernel configuration: the path of the file, `CONFIG_NAME=value` lines, and the lines that tell whether the
 * file is whole. In one that is cut off, options that are set would look unset.
 */
export const parseKernelConfig = (text: string): Fact<KernelConfig> => {
  const [path = '', ...lines] = text.split('\n');
  if (isCutOff(lines)) return unreadable(`${path} is cut off`);
  const set = text.matchAll(/^CONFIG_(\w+)=(?!n$)(?:"(.*)"|(.*))$/gm);
  const options = Object.fromEntries(Array.from(set, ([, name = '', quoted, bare = '']) => [name, quoted ?? bare]));
  return known({path, options});
};

/**
 * What Kconfig wrote ends with the menu "Kernel hacking". Since 5.3 it says where menus end (https://git.kernel.org/torvalds/c/aff11cd983ec);
 * before, the option DEBUG_KERNEL of that menu is always named, set or not. A file that somebody else wrote may hold a few options only.
 */
const isCutOff = (lines: readonly string[]): boolean => {
  if (!lines.some((line) => line.startsWith('# Automatically generated '))) return false;
  const saysEnds = lines.includes('# end of General setup');
  return !lines.some((line) => (saysEnds ? line === '# end of Kernel hacking' : line.includes('CONFIG_DEBUG_KERNEL')));
};
