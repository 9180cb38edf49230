import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import type {Program} from '../object/programs.ts';
import type {Kernel} from './kernel.ts';

/** A function or type of the kernel that a program is attached to, by the kernel's BTF. */
export interface Target {
  /** How it is called in the kernel's types: `bpf_lsm_file_open`. */
  readonly symbol: string;
  readonly kind: 'function' | 'typedef' | 'struct';
  /** Where it can be: hooks of LSM are never in a module. */
  readonly inModules: boolean;
  /** Arguments before those that the program sees. */
  readonly hidden: number;
  /** Whether it can read what the function returns, as one argument more. */
  readonly returns: boolean;
}

/** What a program's attachment is called in the kernel's types; undefined where that has none, or its loader chooses. */
export const targetOf = ({kind, target}: Program): Target | undefined => {
  if (!kind || !target) return undefined;
  // `module:function` names the module as well.
  const name = target.split(':').at(-1) ?? target;
  const at = (symbol: string, rest: Partial<Target> = {}): Target => ({
    symbol,
    kind: 'function',
    inModules: true,
    hidden: 0,
    returns: false,
    ...rest,
  });
  switch (kind.attachType) {
    case 'trace_fentry':
      return at(name);
    case 'trace_fexit':
    case 'modify_return':
    case 'trace_fsession':
      return at(name, {returns: true});
    case 'lsm_mac':
    case 'lsm_cgroup':
      return at(`bpf_lsm_${name}`, {inModules: false, returns: true});
    case 'trace_iter':
      return at(`bpf_iter_${name}`);
    case 'trace_raw_tp':
      return at(`btf_trace_${name}`, {kind: 'typedef', hidden: 1});
    default:
  }
  if (kind.programType === 'struct_ops') return at(essentialName(name.split('.')[0] ?? ''), {kind: 'struct'});
  return undefined;
};

/** A type of the kernel, and the BTF that it is in. */
export interface Found {
  readonly btf: Btf;
  readonly id: number;
}

const kindOf = {function: kinds.function, typedef: kinds.typedef, struct: kinds.struct, variable: kinds.variable};

/** Looks for a type in vmlinux, then in modules. */
export const findType = ({types}: Kernel, name: string, kind: keyof typeof kindOf): Found | undefined => {
  for (const btf of types ? [types.vmlinux, ...types.modules] : []) {
    const id = btf.named(name, kindOf[kind]).find((each) => each >= btf.first);
    if (id !== undefined) return {btf, id};
  }
  return undefined;
};

/** The names of all types of a kind in vmlinux. */
export function* namesOf({types}: Kernel, kind: keyof typeof kindOf): Generator<string> {
  const {vmlinux} = types ?? {};
  if (!vmlinux) return;
  for (let id = vmlinux.first; id < vmlinux.end; id++) if (vmlinux.kind(id) === kindOf[kind]) yield vmlinux.name(id);
}

/** The prototype of a function, or of what a typedef or member points to. */
export const prototypeOf = ({btf, id}: Found): Found | undefined => {
  const type = resolve(btf, btf.kind(id) === kinds.function ? btf.type(id) : id);
  const prototype = btf.kind(type) === kinds.pointer ? resolve(btf, btf.type(type)) : type;
  return btf.kind(prototype) === kinds.prototype ? {btf, id: prototype} : undefined;
};
