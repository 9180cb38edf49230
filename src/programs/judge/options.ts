import {valueIfKnown} from '../../facts/fact.ts';
import {parseVersion} from '../../facts/version.ts';
import type {Loader} from '../loader.ts';
import type {Extern} from '../object/externs.ts';
import type {BpfObject} from '../object/object.ts';
import {type OptionType, optionType} from '../object/option-type.ts';
import type {Kernel} from './kernel.ts';

/**
 * The number that libbpf gives a program for an option of the kernel, or for what it adds to them (set_kcfg_value_tri, set_kcfg_value_num); undefined where
 * that was not read.
 */
export const optionValue = (kernel: Kernel, {name, type}: Extern): bigint | undefined => {
  if (name === 'LINUX_KERNEL_VERSION') return versionCode(kernel);
  const text = optionText(kernel, name);
  if (text === '') return 0n;
  if (text === 'y' || text === 'm') {
    if (/\bchar$/.test(type)) return BigInt(text.charCodeAt(0));
    return text === 'y' ? 1n : 2n;
  }
  return text !== undefined && number.test(text) ? BigInt(text) : undefined;
};

/** Whether an option is set; undefined where that was not read. */
export const isSet = (kernel: Kernel, name: string): boolean | undefined => {
  const text = optionText(kernel, name);
  return text === undefined ? undefined : text !== '';
};

/** A value that a loader does not give to an object, as the option is declared there. */
export interface Misfit {
  readonly value: string;
  /** How it has to be declared. */
  readonly declare: string;
}

/** Whether an option has such a value (libbpf: set_kcfg_value_tri, _str, _num; cilium/ebpf: internal/kconfig, PutValue). */
export const misfitOf = (object: BpfObject, kernel: Kernel, name: string): Misfit | undefined => {
  const value = name === 'LINUX_KERNEL_VERSION' ? versionCode(kernel)?.toString() : optionText(kernel, name);
  if (!value) return undefined;
  const type = optionType(object, name);
  const {declare, takes} = forms.find(({is}) => is.test(value)) ?? textForm;
  return type && takes(type, value, object.loader) ? undefined : {value, declare};
};

interface Form {
  readonly is: RegExp;
  readonly declare: string;
  readonly takes: (type: OptionType, value: string, loader: Loader) => boolean;
}

const number = /^(0x[0-9a-f]{1,16}|\d{1,19})$/i;
const isChar = ({kind}: OptionType, loader: Loader): boolean => kind === 'char' && loader !== 'cilium';
const textForm = {declare: 'an array of char', takes: ({kind}: OptionType) => kind === 'text'};
const forms: readonly Form[] = [
  {
    is: /^y$/,
    declare: 'bool, or enum libbpf_tristate where it can be a module',
    takes: (type, _, loader) => type.kind === 'bool' || type.kind === 'tristate' || isChar(type, loader),
  },
  {
    is: /^m$/,
    declare: 'enum libbpf_tristate',
    takes: (type, _, loader) => type.kind === 'tristate' || isChar(type, loader),
  },
  {
    is: number,
    declare: 'an integer that is wide enough',
    takes: ({kind, bits, signed}, value, loader) =>
      (kind === 'int' || kind === 'char' || (kind === 'bool' && loader === 'cilium')) &&
      BigInt(value) < 1n << BigInt(signed ? bits - 1 : bits),
  },
];

/** Some of what scripts/probe.sh keeps of a configuration: an option of such a name that is missing is not set. */
const kept =
  /^CONFIG_(.*BPF.*|DEBUG_INFO.*|.*KPROBE.*|.*UPROBE.*|.*FPROBE.*|.*FTRACE.*|MODULES|CGROUPS|NET|SCHED_CLASS_EXT)$/;

/** The value of an option as the configuration has it; empty where it is not set, or none can have the name. */
const optionText = ({facts}: Kernel, name: string): string | undefined => {
  if (!/^(CONFIG|LINUX)_/.test(name)) return '';
  const config = facts && valueIfKnown(facts.kernel.config);
  return config?.options[name.replace(/^CONFIG_/, '')] ?? (config && kept.test(name) ? '' : undefined);
};

/** KERNEL_VERSION(a, b, c); c does not go beyond 255 (Linux 4.4.256 and later). */
const versionCode = ({facts}: Kernel): bigint | undefined => {
  const release = facts && valueIfKnown(facts.kernel.release);
  const [major, minor = 0, patch = 0] = parseVersion(release ?? '') ?? [];
  return major === undefined ? undefined : BigInt((major << 16) + (minor << 8) + Math.min(patch, 255));
};
