import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {localSpec} from '../core/spec.ts';
import type {Relocated} from '../object/relocated.ts';
import {type Rename, renamesOf, renamesOfFunction, renamesOfType} from '../tables/renames.ts';
import type {Kernel} from './kernel.ts';
import type {Question} from './question.ts';
import {findType} from './targets.ts';

/** What a kernel has where it lacks a field: one that is known to stand for it, or whose name differs by underscores only. */
export const insteadOf = (
  {object: {btf}, kernel: {types}}: Question,
  {relocation, result}: Relocated,
): string | undefined => {
  if (!btf || !types) return undefined;
  const steps = (result?.local ?? localSpec(btf, relocation)).steps.filter(({name}) => name !== undefined);
  for (const {type, name = ''} of steps) {
    const struct = essentialName(btf.name(type));
    if (struct === '') continue;
    const [found] = types.candidates(struct, btf.kind(type));
    if (!found || fieldOf(found.btf, found.type, name)) continue;
    const known = renamesOf(struct, name).find((other) =>
      fieldOf(found.btf, found.type, other.name.split(/[.-]/)[0] ?? ''),
    );
    if (known) return `${struct}.${known.name} (mainline changed it ${known.when})`;
    const bare = name.replace(/^_+/, '');
    const same = [`__${bare}`, `_${bare}`, bare].find((other) => fieldOf(found.btf, found.type, other));
    if (same) return `${struct}.${same}`;
  }
  return undefined;
};

/** Whether a struct has a field, also in members without a name. */
const fieldOf = (btf: Btf, type: number, name: string, depth = 8): boolean => {
  const struct = resolve(btf, type);
  if (!isComposite(btf.kind(struct)) || depth === 0) return false;
  for (let index = 0; index < btf.length(struct); index++) {
    const member = btf.memberName(struct, index);
    if (member === name) return true;
    if (member === '' && fieldOf(btf, btf.memberType(struct, index), name, depth - 1)) return true;
  }
  return false;
};

const typeKinds = {struct: kinds.struct, union: kinds.union, enum: kinds.enum, typedef: kinds.typedef} as const;

/** A type that vmlinux has in the place of one that it lacks, so that no module has that either. */
export const insteadOfType = ({types}: Kernel, btf: Btf, id: number): string | undefined => {
  const word = Object.entries(typeKinds).find(([, kind]) => kind === btf.kind(id))?.[0];
  const own = `${word}:${essentialName(btf.name(id))}`;
  return told(
    renamesOfType(own).find(({name}) => {
      const [other = '', bare = ''] = name.split(':');
      return types && types.vmlinux.named(bare, typeKinds[other as keyof typeof typeKinds]).length > 0;
    }),
  )?.replace(':', ' ');
};

/** The same of a function. */
export const renamedFunction = (kernel: Kernel, name: string): string | undefined =>
  told(renamesOfFunction(name).find((other) => findType(kernel, other.name, 'function')));

const told = (rename: Rename | undefined): string | undefined =>
  rename && `${rename.name} (mainline changed it ${rename.when})`;
