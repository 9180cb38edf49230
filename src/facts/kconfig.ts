import type {Facts} from './facts.ts';

/** An option of the kernel's configuration: its value, `unset`, or undefined when no configuration could be read. */
export const kernelOption = (facts: Facts, name: string): string | undefined => {
  const {config} = facts.kernel;
  return config.state === 'known' ? (config.value.options[name] ?? 'unset') : undefined;
};

/** Why options can't be told. */
export const noConfig = ({kernel: {config}}: Facts): string =>
  `no kernel configuration could be read${config.state === 'unreadable' ? `: ${config.reason}` : ''}`;

/** How evidence speaks of an option: `CONFIG_BPF=y (/boot/config-6.1.0)`. */
export const optionEvidence = (facts: Facts, name: string): string => {
  const {config} = facts.kernel;
  if (config.state !== 'known') return `CONFIG_${name}: ${noConfig(facts)}`;
  const value = config.value.options[name];
  return `${value === undefined ? `CONFIG_${name} is not set` : `CONFIG_${name}=${value}`} (${config.value.path})`;
};
