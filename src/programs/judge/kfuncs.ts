import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {typesCompatible} from '../core/compatible.ts';
import {Unrelocatable} from '../core/unrelocatable.ts';
import type {Extern} from '../object/externs.ts';
import type {BpfObject} from '../object/object.ts';
import type {Kernel} from './kernel.ts';
import type {Known} from './known.ts';
import {findType, prototypeOf} from './targets.ts';

/** How the kernel calls what an object declares: libbpf.c, bpf_object__resolve_ksym_func_btf_id (essent_name). */
export const kernelName = ({flavors}: Kernel, {name, kind}: Pick<Extern, 'name' | 'kind'>): string =>
  flavors && kind === 'kfunc' ? essentialName(name) : name;

/**
 * Whether programs may call a function that the kernel has. What may be called has a tag in the types since Linux 6.10 with pahole 1.26; types without
 * any tag tell nothing. For which program types it may be called is in no types: see kfunc-callers.ts.
 */
export const judgeTag = (kernel: Kernel, extern: Extern): Known => {
  const name = kernelName(kernel, extern);
  const found = findType(kernel, name, 'function');
  const tags = found ? tagged(found.btf) : new Set();
  if (found && tags.size > 0 && !tags.has(found.id))
    return {
      verdict: 'unknown',
      by: 'btf',
      evidence: `${name}() is there, and is not tagged as one that programs may call`,
    };
  return {verdict: 'pass', by: 'btf', evidence: `the kernel's types have ${name}()`};
};

/** libbpf compares the declaration with the kernel's (bpf_core_types_are_compat); true also where the kernel has none of the name. */
export const isDeclaredSo = ({btf}: BpfObject, kernel: Kernel, extern: Extern): boolean => {
  const {name, kind} = extern;
  const isFunction = kind === 'kfunc';
  const found = findType(kernel, kernelName(kernel, extern), isFunction ? 'function' : 'variable');
  const theirs = found && (isFunction ? prototypeOf(found) : {...found, id: found.btf.type(found.id)});
  const own = btf?.named(name, isFunction ? kinds.function : kinds.variable)[0];
  if (!btf || own === undefined || !theirs) return true;
  try {
    return typesCompatible(btf, resolve(btf, btf.type(own)), theirs.btf, resolve(theirs.btf, theirs.id));
  } catch (error) {
    if (error instanceof Unrelocatable) return false;
    throw error;
  }
};

/** Whether the kernel's types say which functions programs may call. */
export const hasTags = ({types}: Kernel): boolean => types !== undefined && tagged(types.vmlinux).size > 0;

const known = new WeakMap<Btf, ReadonlySet<number>>();

/** Functions with the tag `bpf_kfunc`. */
export const tagged = (btf: Btf): ReadonlySet<number> => {
  const found = known.get(btf) ?? new Set(btf.named('bpf_kfunc', kinds.declarationTag).map((id) => btf.type(id)));
  known.set(btf, found);
  return found;
};
