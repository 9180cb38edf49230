import type {Facts} from '../../facts/facts.ts';
import {kernelOption, noConfig, optionEvidence} from '../../facts/kconfig.ts';
import {isRoot} from '../../facts/sudo.ts';
import {advise, bootAnother, type Remedy} from '../../remedies/remedy.ts';
import {fail, type Outcome, pass, unknown} from '../check.ts';

/** The outcome of wanting options built in (or as modules): the last resort of a check, when no file or probe tells. */
export const wantOptions = (facts: Facts, ...names: readonly string[]): Outcome => {
  const evidence = names.map((name) => optionEvidence(facts, name));
  const expected = names.map((name) => `CONFIG_${name}=y`).join(', ');
  const missing = names.filter((name) => kernelOption(facts, name) === 'unset');
  if (facts.kernel.config.state !== 'known') {
    return unknown(noConfig(facts), {
      source: 'kconfig',
      evidence,
      expected,
      remedy: readConfig(facts),
    });
  }
  const set = names.map((name) => `CONFIG_${name}=${kernelOption(facts, name)}`).join(', ');
  if (missing.length === 0) return pass(set, {source: 'kconfig', evidence, expected});
  const found = missing.map((name) => `CONFIG_${name} is not set`).join(', ');
  return fail(found, {source: 'kconfig', evidence, expected, remedy: otherKernel});
};

/** For an option that this kernel was built without. */
export const otherKernel = bootAnother(
  "This kernel was built without it: boot a kernel that has it, such as the distribution's own.",
);

/** What makes a configuration readable: who may read it, a program to unpack it, or another copy. */
export const readConfig = (facts: Facts): Remedy => {
  const {config} = facts.kernel;
  if (config.state === 'unreadable' && !isRoot(facts)) return advise('Run "ebpf doctor" as root, who may read it.');
  return config.state === 'unreadable'
    ? advise(
        'Install gzip where it is missing, which unpacks /proc/config.gz, or the file /boot/config-RELEASE, and look again.',
      )
    : advise(
        'Make the configuration readable: install the file /boot/config-RELEASE, or load the module "configs" for /proc/config.gz.',
      );
};
