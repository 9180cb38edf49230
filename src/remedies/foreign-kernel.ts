import type {Facts} from '../facts/facts.ts';
import {hostKind, type KindFacts} from '../facts/host-kind.ts';
import type {Remedy} from './remedy.ts';

/** Why a host cannot choose its kernel, and what can. */
export interface ForeignKernel {
  readonly why: string;
  readonly todo: string;
}

/** Kernels that are not the host's own to choose; undefined where it is. */
export const foreignKernel = (facts: KindFacts): ForeignKernel | undefined => {
  const {kind, name} = hostKind(facts);
  switch (kind) {
    case 'container':
      if (/Desktop|OrbStack/.test(name))
        return {
          why: `This is a ${name}, which brings the kernel of its virtual machine.`,
          todo: 'Update it, or use a virtual machine with a distribution of its own (Lima, Colima).',
        };
      return {
        why: `This is a ${name}: its kernel is the host's.`,
        todo: 'Run setup on the host itself; containers on it get its new kernel.',
      };
    case 'WSL1':
      return {
        why: 'This is WSL1, which has no Linux kernel.',
        todo: 'In Windows: wsl --set-version DISTRO 2, with the name that "wsl --list" tells.',
      };
    case 'WSL2':
      return {
        why: 'This is WSL2: Windows supplies the kernel.',
        todo: 'In Windows: wsl --update. A kernel of your own is named in %UserProfile%\\.wslconfig: [wsl2] kernel=PATH.',
      };
    case 'no Linux kernel':
      return {
        why: `There is no Linux kernel here: this is ${name}.`,
        todo: 'Run it under another runtime (runc), or on a machine with a Linux kernel.',
      };
    case 'microVM':
      return {
        why: `This is a ${name}: the kernel is a file outside that its manager boots.`,
        todo: 'Give the manager another kernel image; nothing in here can.',
      };
    case 'virtual machine':
    case 'machine':
    case 'unknown':
      return undefined;
  }
};

/** A remedy that is another kernel, where somebody else chooses it: who, and how. Where there is none, nothing else is worth saying. */
export const withForeignKernel = (remedy: Remedy, facts: Facts): Remedy =>
  remedy.fixedBy === 'kernel' ? sayWhoChooses(remedy, facts) : remedy;

/** The same for a remedy that setup looks for no kernel for. */
export const sayWhoChooses = (remedy: Remedy, facts: KindFacts): Remedy => {
  const foreign = foreignKernel(facts);
  if (!foreign) return remedy;
  const none = ['no Linux kernel', 'WSL1'].includes(hostKind(facts).kind);
  return {...remedy, text: [...(none ? [] : [remedy.text]), foreign.why, foreign.todo].join(' ')};
};
