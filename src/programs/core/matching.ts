import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isEnum, resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {tooDeep} from './compatible.ts';

/** How deep types are compared: libbpf's number. */
const deepest = 32;

/**
 * Whether a kernel's type has all that the object's type has, with the same sizes: what `bpf_core_type_matches` asks (__bpf_core_types_match,
 * libbpf 1.0).
 */
export const typesMatch = (
  local: Btf,
  localType: number,
  target: Btf,
  targetType: number,
  behindPointer = false,
  level = deepest,
): boolean => {
  if (level <= 0) throw tooDeep();
  for (let depth = 0; depth < deepest; depth++) {
    localType = resolve(local, localType);
    targetType = resolve(target, targetType);
    if (!sameName(local.name(localType), target.name(targetType))) return false;
    const [kind, other] = [local.kind(localType), target.kind(targetType)];
    switch (kind) {
      case kinds.void:
        return kind === other;
      case kinds.forward: {
        const union = local.flag(localType);
        if (kind === other) return union === target.flag(targetType);
        return behindPointer && other === (union ? kinds.union : kinds.struct);
      }
      case kinds.enum:
      case kinds.enum64:
        return isEnum(other) && enumsMatch(local, localType, target, targetType);
      case kinds.struct:
      case kinds.union:
        if (!behindPointer) return kind === other && compositesMatch(local, localType, target, targetType, level);
        return kind === other || (other === kinds.forward && target.flag(targetType) === (kind === kinds.union));
      case kinds.int:
        return (
          kind === other &&
          local.size(localType) === target.size(targetType) &&
          (local.intEncoding(localType) & 1) === (target.intEncoding(targetType) & 1)
        );
      case kinds.pointer:
        if (kind !== other) return false;
        behindPointer = true;
        localType = local.type(localType);
        targetType = target.type(targetType);
        break;
      case kinds.array:
        if (kind !== other || local.arrayLength(localType) !== target.arrayLength(targetType)) return false;
        localType = local.arrayElement(localType);
        targetType = target.arrayElement(targetType);
        break;
      case kinds.prototype: {
        const count = local.length(localType);
        if (kind !== other || count !== target.length(targetType)) return false;
        for (let index = 0; index < count; index++) {
          const [one, another] = [local.parameterType(localType, index), target.parameterType(targetType, index)];
          if (!typesMatch(local, one, target, another, behindPointer, level - 1)) return false;
        }
        localType = local.type(localType);
        targetType = target.type(targetType);
        break;
      }
      default:
        return false;
    }
  }
  throw tooDeep();
};

/** An anonymous one matches an anonymous one only. */
const sameName = (local: string, target: string): boolean =>
  target === '' ? local === '' : essentialName(local) === essentialName(target);

const enumsMatch = (local: Btf, localType: number, target: Btf, targetType: number): boolean => {
  if (local.size(localType) !== target.size(targetType)) return false;
  if (local.length(localType) > target.length(targetType)) return false;
  const names = Array.from({length: target.length(targetType)}, (_, index) => target.valueName(targetType, index));
  const known = new Set(names.map(essentialName));
  return Array.from({length: local.length(localType)}, (_, index) => local.valueName(localType, index)).every((name) =>
    name === '' ? names.includes('') : known.has(essentialName(name)),
  );
};

const compositesMatch = (local: Btf, localType: number, target: Btf, targetType: number, level: number): boolean => {
  const [count, others] = [local.length(localType), target.length(targetType)];
  if (count > others) return false;
  for (let index = 0; index < count; index++) {
    const name = local.memberName(localType, index);
    let matched = false;
    for (let other = 0; other < others && !matched; other++) {
      matched =
        sameName(name, target.memberName(targetType, other)) &&
        typesMatch(
          local,
          local.memberType(localType, index),
          target,
          target.memberType(targetType, other),
          false,
          level - 1,
        );
    }
    if (!matched) return false;
  }
  return true;
};
