import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {typesCompatible} from '../core/compatible.ts';
import {Unrelocatable} from '../core/unrelocatable.ts';
import type {BpfObject} from '../object/object.ts';
import type {Kernel} from './kernel.ts';
import type {Known} from './known.ts';
import {type Found, findType, prototypeOf} from './targets.ts';

/**
 * A function that the kernel has: whether programs may call it, and as the object declares it. What may be called has a tag in the types since Linux 6.10
 * with pahole 1.26; types without any tag tell nothing. For which program types it may be called is in no types: see kfunc-callers.ts.
 */
export const judgeKfunc = (object: BpfObject, kernel: Kernel, name: string): Known => {
  const found = findType(kernel, name, 'function');
  const tags = found ? tagged(found.btf) : new Set();
  if (found && tags.size > 0 && !tags.has(found.id))
    return {
      verdict: 'unknown',
      by: 'btf',
      evidence: `${name}() is there, and is not tagged as one that programs may call`,
    };
  if (found && !isDeclaredSo(object, found, name))
    return {
      verdict: 'fail',
      by: 'btf',
      evidence: `${name}() has other arguments than the object declares: a loader refuses the whole object`,
    };
  return {verdict: 'pass', by: 'btf', evidence: `the kernel's types have ${name}()`};
};

/** libbpf compares the declaration with the kernel's (bpf_core_types_are_compat). */
const isDeclaredSo = ({btf}: BpfObject, found: Found, name: string): boolean => {
  const theirs = prototypeOf(found);
  const own = btf?.named(name, kinds.function)[0];
  if (!btf || own === undefined || !theirs) return true;
  try {
    return typesCompatible(btf, resolve(btf, btf.type(own)), theirs.btf, theirs.id);
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
