import {valueIfKnown} from './fact.ts';
import type {KernelFacts} from './facts.ts';

/**
 * Which Windows Subsystem for Linux it is. The first has no Linux kernel: it answers system calls itself, and calls itself
 * 4.4.0-NNNNN-Microsoft, with a capital. The second is a virtual machine with a kernel built from github.com/microsoft/WSL2-Linux-Kernel.
 * https://github.com/microsoft/WSL/issues/3225, https://github.com/ollama/ollama/pull/6450
 */
export const wslOf = ({release, version}: Pick<KernelFacts, 'release' | 'version'>): 'WSL1' | 'WSL2' | undefined => {
  const names = `${valueIfKnown(release) ?? ''} ${valueIfKnown(version) ?? ''}`;
  if (!/microsoft/i.test(names)) return undefined;
  return /\d-Microsoft\b/.test(names) && !/WSL2|microsoft-standard/.test(names) ? 'WSL1' : 'WSL2';
};
