import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, resolve} from '../btf/sizes.ts';
import {writeBtf} from '../btf/write.ts';
import type {KernelTypes} from '../core/kernel-types.ts';
import {isRefused, Relocator} from '../core/relocate.ts';
import {isEnumKind, isFieldKind} from '../core/relocation.ts';
import type {Spec} from '../core/spec.ts';
import {subjectOf} from '../inspect/accesses.ts';
import type {BpfObject} from '../object/object.ts';
import {refusal} from '../refusal.ts';
import {Marks} from './marks.ts';

/** BTF of a kernel with what some objects ask of it, and nothing else. */
export interface MinimalBtf {
  readonly bytes: Buffer;
  readonly types: number;
}

/**
 * The part of a kernel's types that the CO-RE relocations of `objects` come to, as `bpftool gen min_core_btf` makes it: structs have the members that are
 * accessed alone, with their offsets. Of the types of a kernel with those of one module, a BTF without base, which loaders take as it is.
 * @throws Failure where a loader refuses an object on this kernel
 */
export const minimalBtf = (objects: readonly Pick<BpfObject, 'btf' | 'ext'>[], kernel: KernelTypes): MinimalBtf => {
  const marks = new Marks(kernel.modules[0] ?? kernel.vmlinux);
  for (const {btf, ext} of objects) {
    const relocator = btf && new Relocator(btf, kernel);
    for (const relocation of relocator ? (ext?.relocations ?? []) : []) {
      const result = relocator?.relocate(relocation);
      if (!btf || !result) continue;
      if (isRefused(result))
        throw refusal(
          `A loader refuses an object on this kernel: ${subjectOf(btf, relocation)}.`,
          `${result.refused}.`,
          'Leave out the object, or the kernel.',
        );
      if (result.target && relocation.kind !== 'local_type_id') mark(marks, result.target);
    }
  }
  const {btf, types} = marks;
  return {bytes: writeBtf(btf, types, (id) => recordOf(marks, id)), types: types.length};
};

const mark = (marks: Marks, spec: Spec): void => {
  const {kind, root} = spec;
  if (isFieldKind(kind)) markPath(marks, spec);
  else if (isEnumKind(kind)) marks.type(root);
  else if (kind === 'type_matches') marks.wholeType(root);
  else marks.typeWithPointees(root);
};

const markPath = (marks: Marks, {btf, root, path}: Spec): void => {
  marks.type(root);
  let type = root;
  for (const index of path.slice(1)) {
    type = resolve(btf, type);
    if (isComposite(btf.kind(type))) {
      marks.member(type, index);
      type = btf.memberType(type, index);
      marks.type(type);
    } else if (btf.kind(type) === kinds.array) type = btf.arrayElement(type);
  }
};

/** The record of a type; of structs and unions with the members that were marked. */
const recordOf = (marks: Marks, id: number): readonly number[] => {
  const {btf} = marks;
  const record = btf.record(id);
  if (!isComposite(btf.kind(id))) return record;
  const members = Array.from({length: btf.length(id)}, (_, index) => index).filter((at) => marks.hasMember(id, at));
  const bitfields = members.some((at) => isBitfield(btf, id, at));
  return [
    record[0] ?? 0,
    ((bitfields ? 1 : 0) << 31) | (btf.kind(id) << 24) | members.length,
    btf.size(id),
    ...members.flatMap((at) => [
      record[3 + at * 3] ?? 0,
      btf.memberType(id, at),
      // Without bitfields all of the word is the offset.
      bitfields ? (btf.memberBits(id, at) << 24) | btf.memberOffset(id, at) : btf.memberOffset(id, at),
    ]),
  ];
};

const isBitfield = (btf: Btf, id: number, member: number): boolean =>
  btf.memberBits(id, member) > 0 || btf.memberOffset(id, member) % 8 !== 0;
