import {existsSync, readFileSync} from 'node:fs';

/** Where this kernel describes its types. */
export const thisKernel = '/sys/kernel/btf/vmlinux';

/** Why there are no types of a kernel here. */
export const typesLacking = existsSync(thisKernel) ? undefined : 'this kernel has no BTF';

/** The types of a kernel that calls task_struct.__state by another name. */
export const otherKernel = (): Buffer => {
  const types = readFileSync(thisKernel);
  const at = types.indexOf('\0__state\0');
  if (at < 0) throw new Error('this kernel has no task_struct.__state');
  types.write('xxstate', at + 1, 'latin1');
  return types;
};
