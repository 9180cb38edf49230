import {kinds} from '../btf/kinds.ts';
import type {Extern} from '../object/externs.ts';
import type {BpfObject} from '../object/object.ts';
import type {Surroundings} from '../reach/world.ts';
import type {Kernel} from './kernel.ts';
import {isDeclaredSo, kernelName} from './kfuncs.ts';
import {optionValue} from './options.ts';

/** What is known of a kernel that decides where a program goes. */
export const surroundingsOf = (object: BpfObject, kernel: Kernel): Surroundings => {
  const {externs} = object;
  const byName = new Map(externs.map((each) => [each.name, each]));
  const of = <Result>(name: string, ask: (extern: Extern) => Result): Result | undefined => {
    const extern = byName.get(name);
    return extern && ask(extern);
  };
  return {
    kconfig: (name) => of(name, (extern) => optionValue(kernel, extern)),
    has: (name) => of(name, (extern) => hasExtern(object, kernel, extern)),
  };
};

/**
 * Whether a kernel has a function or variable, as the loader sees it; undefined where that was not read, or a module may have it. Of a variable without a type
 * only the address is wanted, which /proc/kallsyms tells; for all else a loader looks into BTF.
 */
export const hasExtern = (object: BpfObject, kernel: Kernel, extern: Extern): boolean | undefined => {
  const {types, symbols, allModules, vmlinuxAlone} = kernel;
  const {name, kind, type, weak} = extern;
  if (kind === 'ksym' && type === 'void') return symbols?.has(name);
  if (!types) return undefined;
  const wanted = kind === 'kfunc' ? kinds.function : kinds.variable;
  const there = kernelName(kernel, extern);
  const where = vmlinuxAlone ? [types.vmlinux] : [types.vmlinux, ...types.modules];
  if (where.some((btf) => btf.named(there, wanted).length > 0))
    return !(kind === 'kfunc' && weak && kernel.flavors && !isDeclaredSo(object, kernel, extern));
  return allModules || vmlinuxAlone ? false : undefined;
};
