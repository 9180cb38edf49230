import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, isEnum, resolve} from '../btf/sizes.ts';
import {essentialName} from '../btf/strings.ts';
import {fieldsCompatible, typesCompatible} from './compatible.ts';
import {typesMatch} from './matching.ts';
import {typesMatchDeep} from './matching-deep.ts';
import {isEnumKind, isTypeKind} from './relocation.ts';
import {type Rules, rulesOf} from './rules.ts';
import {type Accessor, bytesOf, deepestAccess, isFlexible, moveBits, newSpec, type Spec} from './spec.ts';
import {Unrelocatable} from './unrelocatable.ts';

/** The object's access in a kernel's type of the same name; undefined where that has no such field, element or enumerator (bpf_core_spec_match). */
export const findIn = (local: Spec, target: Btf, type: number, rules: Rules = rulesOf.libbpf): Spec | undefined => {
  const spec = newSpec(target, type, local.kind);
  if (isTypeKind(local.kind)) {
    const matching = rules.matching === 'deep' ? typesMatchDeep : typesMatch;
    const same = local.kind === 'type_matches' ? matching : typesCompatible;
    const [own, other] =
      rules.kinds === 'any' ? [resolve(local.btf, local.root), resolve(target, type)] : [local.root, type];
    return same(local.btf, own, target, other) ? spec : undefined;
  }
  if (isEnumKind(local.kind)) return findEnumerator(local, spec);
  if (rules.kinds === 'any' && !fieldsCompatible(local.btf, local.root, target, type, rules)) return undefined;
  return findField(local, spec, rules) ? spec : undefined;
};

const findEnumerator = (local: Spec, spec: Spec): Spec | undefined => {
  const type = resolve(spec.btf, spec.root);
  if (!isEnum(spec.btf.kind(type))) return undefined;
  const wanted = essentialName(local.steps[0]?.name ?? '');
  for (let index = 0; index < spec.btf.length(type); index++) {
    const name = spec.btf.valueName(type, index);
    if (essentialName(name) !== wanted) continue;
    spec.path.push(index);
    spec.steps.push({type, index, name});
    return spec;
  }
  return undefined;
};

const findField = (local: Spec, spec: Spec, rules: Rules): boolean => {
  const {btf} = spec;
  let type = spec.root;
  for (const [step, accessor] of local.steps.entries()) {
    type = resolve(btf, type);
    if (accessor.name !== undefined) {
      const found = findMember(local.btf, accessor, {spec, type, rules});
      if (found === undefined) return false;
      type = found;
      continue;
    }
    // At the first step the type is that of the element already.
    if (step > 0) {
      if (btf.kind(type) !== kinds.array) return false;
      if (!isFlexible(btf, spec.steps.at(-1), type) && accessor.index >= btf.arrayLength(type)) {
        if (btf.arrayLength(type) > 0 || rules.emptyArray === 'missing') return false;
        throw new Unrelocatable("the kernel's array has no length, and is not at its struct's end");
      }
      type = resolve(btf, btf.arrayElement(type));
      if (!rules.elements && !fieldsCompatible(local.btf, accessor.type, btf, type, rules)) return false;
    }
    deeper(spec, accessor.index);
    spec.steps.push({type, index: accessor.index, name: undefined});
    moveBits(spec, accessor.index * bytesOf(spec, type) * 8);
  }
  return true;
};

/**
 * The type of the member with an accessor's name; undefined where there is none, or the first of that name is of another kind. Looks into members
 * without a name (bpf_core_match_member).
 */
const findMember = (
  local: Btf,
  accessor: Accessor,
  {spec, type, rules}: {readonly spec: Spec; readonly type: number; readonly rules: Rules},
): number | undefined => {
  const {btf} = spec;
  const composite = resolve(btf, type);
  if (!isComposite(btf.kind(composite))) return undefined;
  const wanted = accessor.name ?? '';
  for (let index = 0; index < btf.length(composite); index++) {
    const member = btf.memberType(composite, index);
    const anonymous = btf.isMemberNamed(composite, index, '');
    if (!anonymous && !btf.isMemberNamed(composite, index, wanted)) {
      if (spec.path.length === deepestAccess) throw tooNested();
      continue;
    }
    deeper(spec, index);
    moveBits(spec, btf.memberOffset(composite, index));
    if (anonymous) {
      const found = findMember(local, accessor, {spec, type: member, rules});
      if (found !== undefined) return found;
      spec.path.pop();
      moveBits(spec, -btf.memberOffset(composite, index));
      continue;
    }
    if (!fieldsCompatible(local, local.memberType(accessor.type, accessor.index), btf, member, rules)) return undefined;
    spec.steps.push({type: composite, index, name: wanted});
    return member;
  }
  return undefined;
};

const deeper = ({path}: Spec, index: number): void => {
  if (path.length === deepestAccess) throw tooNested();
  path.push(index);
};

const tooNested = () => new Unrelocatable('its type is nested too deep');
