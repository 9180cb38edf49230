import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {tooDeep} from './compatible.ts';
import {sameKind} from './same-kind.ts';
import {Unrelocatable} from './unrelocatable.ts';

/** Pairs of types: more than kernels have types. */
const most = 1_000_000;

type Pair = readonly [own: number, other: number];

/**
 * What `bpf_core_type_matches` asks, as cilium/ebpf answers it: behind pointers, too, a type must have all that the object's has, but one that either only
 * declares (btf/core.go, coreTypesMatch). By a list of its own: the types of a kernel lead far.
 */
export const typesMatchDeep = (local: Btf, localType: number, target: Btf, targetType: number): boolean => {
  const seen = new Set<string>();
  const left: Pair[] = [[localType, targetType]];
  for (let pair = left.pop(); pair; pair = left.pop()) {
    const [own, other] = [resolve(local, pair[0]), resolve(target, pair[1])];
    const kind = local.kind(own);
    if (!namesAgree(local.name(own), target.name(other)) || !sameKind(kind, target.kind(other))) return false;
    const key = `${own} ${other}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > most) throw tooDeep();
    const parts = partsOf(kind, {local, own, target, other});
    if (!parts) return false;
    left.push(...parts.toReversed());
  }
  return true;
};

/** No name stands for any. */
const namesAgree = (one: string, other: string): boolean =>
  one === '' || other === '' || essentialName(one) === essentialName(other);

interface Both {
  readonly local: Btf;
  readonly own: number;
  readonly target: Btf;
  readonly other: number;
}

/** What has to match for two types of a kind to match, in order; undefined where they do not. */
const partsOf = (kind: number, both: Both): readonly Pair[] | undefined => {
  const {local, own, target, other} = both;
  switch (kind) {
    case kinds.void:
      return [];
    case kinds.forward:
      return local.flag(own) === target.flag(other) ? [] : undefined;
    case kinds.enum:
    case kinds.enum64:
      return enumsMatch(both) ? [] : undefined;
    case kinds.int: {
      const signed = (local.intEncoding(own) === 1) === (target.intEncoding(other) === 1);
      return signed && local.size(own) === target.size(other) ? [] : undefined;
    }
    case kinds.pointer: {
      const pair = [local.type(own), target.type(other)] as const;
      return isDeclared(local, pair[0], target, pair[1]) || isDeclared(target, pair[1], local, pair[0]) ? [] : [pair];
    }
    case kinds.array:
      return local.arrayLength(own) === target.arrayLength(other)
        ? [[local.arrayElement(own), target.arrayElement(other)]]
        : undefined;
    case kinds.prototype:
      return local.length(own) === target.length(other)
        ? [
            ...indices(local, own).map((at): Pair => [local.parameterType(own, at), target.parameterType(other, at)]),
            [local.type(own), target.type(other)],
          ]
        : undefined;
    case kinds.struct:
    case kinds.union:
      return membersOf(both);
    default:
      throw new Unrelocatable('cilium/ebpf does not compare a type in it');
  }
};

const indices = (btf: Btf, type: number): number[] => Array.from({length: btf.length(type)}, (_, index) => index);

/** Of several members without a name the last one counts. One that the kernel's type lacks stands against void, which no member is. */
const membersOf = ({local, own, target, other}: Both): readonly Pair[] | undefined => {
  if (local.length(own) > target.length(other)) return undefined;
  const known = new Map(
    indices(target, other).map((at) => [target.memberName(other, at), target.memberType(other, at)]),
  );
  return indices(local, own).map((at) => [local.memberType(own, at), known.get(local.memberName(own, at)) ?? 0]);
};

const enumsMatch = ({local, own, target, other}: Both): boolean => {
  if (local.size(own) !== target.size(other) || local.length(own) > target.length(other)) return false;
  const names = indices(target, other).map((at) => target.valueName(other, at));
  return indices(local, own).every((at) => names.some((name) => namesAgree(local.valueName(own, at), name)));
};

/** A type that is declared only, whatever its name, stands for a struct or a union. */
const isDeclared = (btf: Btf, type: number, otherBtf: Btf, other: number): boolean => {
  const fwd = resolve(btf, type);
  if (btf.kind(fwd) !== kinds.forward) return false;
  return otherBtf.kind(resolve(otherBtf, other)) === (btf.flag(fwd) ? kinds.union : kinds.struct);
};
