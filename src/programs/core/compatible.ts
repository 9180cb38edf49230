import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {type Rules, rulesOf} from './rules.ts';
import {sameKind} from './same-kind.ts';
import {Unrelocatable} from './unrelocatable.ts';

/** How deep types are compared: libbpf's number. */
const deepest = 32;

/** Whether a field of a kernel's type can stand for one of the object's type: sizes and signs do not matter (bpf_core_fields_are_compat). */
export const fieldsCompatible = (
  local: Btf,
  localType: number,
  target: Btf,
  targetType: number,
  rules: Pick<Rules, 'namelessEnums' | 'elements'> = rulesOf.libbpf,
): boolean => {
  for (let depth = 0; depth < deepest; depth++) {
    localType = resolve(local, localType);
    targetType = resolve(target, targetType);
    const [kind, other] = [local.kind(localType), target.kind(targetType)];
    if (isComposite(kind) && isComposite(other)) return true;
    if (!sameKind(kind, other)) return false;
    switch (kind) {
      case kinds.pointer:
      case kinds.float:
        return true;
      case kinds.forward:
      case kinds.enum:
      case kinds.enum64: {
        const [name, otherName] = [essentialName(local.name(localType)), essentialName(target.name(targetType))];
        return name === otherName || (rules.namelessEnums && (name === '' || otherName === ''));
      }
      case kinds.int:
        return isWholeInt(local, localType) && isWholeInt(target, targetType);
      case kinds.array:
        if (!rules.elements) return true;
        localType = local.arrayElement(localType);
        targetType = target.arrayElement(targetType);
        break;
      default:
        return false;
    }
  }
  return false;
};

/** False for bitfields as compilers before 2018 wrote them. */
const isWholeInt = (btf: Btf, type: number): boolean => btf.intOffset(type) === 0;

/** Whether a kernel's type of the same name can stand for the object's: what `bpf_core_type_exists` asks (__bpf_core_types_are_compat). */
export const typesCompatible = (
  local: Btf,
  localType: number,
  target: Btf,
  targetType: number,
  level = deepest,
): boolean => {
  if (!sameKind(local.kind(localType), target.kind(targetType))) return false;
  for (let depth = 0; depth < deepest; depth++) {
    localType = resolve(local, localType);
    targetType = resolve(target, targetType);
    const kind = local.kind(localType);
    if (!sameKind(kind, target.kind(targetType))) return false;
    switch (kind) {
      case kinds.void:
      case kinds.struct:
      case kinds.union:
      case kinds.enum:
      case kinds.enum64:
      case kinds.forward:
        return true;
      case kinds.int:
        return isWholeInt(local, localType) && isWholeInt(target, targetType);
      case kinds.pointer:
        localType = local.type(localType);
        targetType = target.type(targetType);
        break;
      case kinds.array:
        localType = local.arrayElement(localType);
        targetType = target.arrayElement(targetType);
        break;
      case kinds.prototype: {
        const count = local.length(localType);
        if (count !== target.length(targetType)) return false;
        for (let index = 0; index < count; index++) {
          if (level <= 0) throw tooDeep();
          const one = resolve(local, local.parameterType(localType, index));
          const other = resolve(target, target.parameterType(targetType, index));
          if (!typesCompatible(local, one, target, other, level - 1)) return false;
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

export const tooDeep = (): Unrelocatable => new Unrelocatable('its type is too deep to be compared');
