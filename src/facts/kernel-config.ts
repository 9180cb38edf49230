import type {KernelConfig} from './facts.ts';

/** Reads the probe's extract of the kernel configuration: the path of the file, then `CONFIG_NAME=value` lines. */
export const parseKernelConfig = (text: string): KernelConfig => {
  const [path = '', ...lines] = text.split('\n');
  const options: Record<string, string> = {};
  for (const line of lines) {
    const match = /^CONFIG_(\w+)=(.*)$/.exec(line);
    if (match?.[1]) options[match[1]] = (match[2] ?? '').replace(/^"(.*)"$/, '$1');
  }
  return {path, options};
};
