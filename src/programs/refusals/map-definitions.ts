import type {Btf} from '../btf/btf.ts';
import {kinds} from '../btf/kinds.ts';
import {resolve, sizeOf} from '../btf/sizes.ts';
import {longIn, numberIn, pointedBy} from '../object/maps.ts';
import type {BpfObject} from '../object/object.ts';
import {variablesOf} from '../object/variables.ts';
import {mapTypeName} from '../tables/map-types.ts';
import {type Refusal, refused} from './refusal.ts';

/**
 * Definitions of maps by BTF that a loader refuses: libbpf (libbpf.c, parse_btf_map_def and bpf_object__init_user_btf_map) and cilium/ebpf (elf_reader.go,
 * mapSpecFromBTF), which wants either a type or a size. aya takes more.
 */
export const refusalsOfMaps = ({elf, btf, loader}: BpfObject): Refusal[] => {
  const section = elf.sections.find(({name}) => name === '.maps');
  const variables = (section && btf && variablesOf(elf, section, btf)) ?? [];
  return variables.flatMap(({id, name}) => {
    const wrong = btf && wrongVariable(btf, id, loader === 'cilium');
    return wrong ? [refused(`map ${name}`, ...wrong)] : [];
  });
};

type Wrong = readonly [why: string, todo?: string];

const wrongVariable = (btf: Btf, id: number, strict: boolean): Wrong | undefined =>
  !strict && btf.linkage(id) === 0
    ? ['it is static', 'Leave out "static".']
    : wrongDefinition(btf, resolve(btf, btf.type(id)), {strict, inner: false});

interface Definition {
  /** Whether it is held to what cilium/ebpf takes. */
  readonly strict: boolean;
  /** Whether it is of the maps in a map. */
  readonly inner: boolean;
}

const wrongDefinition = (btf: Btf, struct: number, definition: Definition): Wrong | undefined => {
  if (btf.kind(struct) !== kinds.struct) return ['its definition is not a struct'];
  const seen: Seen = {type: 'unspec', sizes: {}};
  const count = btf.length(struct);
  for (let at = 0; at < count; at++) {
    const member = {name: btf.memberName(struct, at), type: btf.memberType(struct, at), last: at === count - 1};
    const wrong = wrongMember(btf, member, seen, definition);
    if (wrong) return wrong;
  }
  return seen.type === 'unspec' ? ['it has no type', 'Add __uint(type, BPF_MAP_TYPE_...).'] : undefined;
};

interface Member {
  readonly name: string;
  readonly type: number;
  readonly last: boolean;
}

/** What the members before have said. */
interface Seen {
  type: string;
  readonly sizes: {key?: number; value?: number};
}

const wrongMember = (btf: Btf, member: Member, seen: Seen, definition: Definition): Wrong | undefined => {
  const {name, type} = member;
  const number = numberIn(btf, type);
  switch (name) {
    case 'key':
    case 'value': {
      const pointed = pointedBy(btf, type);
      const bytes = pointed === undefined ? undefined : sizeOf(btf, pointed);
      return bytes === undefined ? [`its ${name} has no size`] : wrongSize(name, bytes, seen, definition);
    }
    case 'key_size':
    case 'value_size':
      return number === undefined
        ? noNumber(name)
        : wrongSize(name === 'key_size' ? 'key' : 'value', number, seen, definition);
    case 'values':
      return wrongValues(btf, member, seen, definition);
    case 'pinning':
      if (definition.inner) return ['the maps in it cannot be pinned'];
      return (number ?? 2) > 1 ? ['its pinning is neither LIBBPF_PIN_NONE nor LIBBPF_PIN_BY_NAME'] : undefined;
    case 'type':
      seen.type = mapTypeName(number ?? 0);
      return number === undefined ? noNumber(name) : undefined;
    case 'map_extra':
      return number === undefined && longIn(btf, type) === undefined ? noNumber(name) : undefined;
    case 'numa_node':
      return definition.strict ? unknownMember(name) : number === undefined ? noNumber(name) : undefined;
    case 'max_entries':
    case 'map_flags':
      return number === undefined ? noNumber(name) : undefined;
    default:
      return unknownMember(name);
  }
};

const noNumber = (name: string): Wrong => [
  `its ${name} is not written as a number`,
  `Write it as __uint(${name}, ...).`,
];

const unknownMember = (name: string): Wrong => [
  `its definition has a field ${name}, which definitions of maps do not have`,
  `Leave ${name} out.`,
];

const wrongSize = (what: 'key' | 'value', bytes: number, {sizes}: Seen, {strict}: Definition): Wrong | undefined => {
  const before = sizes[what];
  sizes[what] = bytes;
  if (!before) return undefined;
  if (strict) return [`its ${what} has both a type and a size`, `Leave out its ${what}_size.`];
  return before === bytes ? undefined : [`its ${what} has ${before} bytes and ${bytes}`, `Leave out its ${what}_size.`];
};

/** What maps of maps and of programs hold. */
const wrongValues = (
  btf: Btf,
  {type, last}: Member,
  {type: kind, sizes}: Seen,
  definition: Definition,
): Wrong | undefined => {
  const ofMaps = kind.endsWith('_of_maps');
  if (definition.inner) return ['the maps in it hold maps, too'];
  if (!last) return ['its values are not the last of its definition', 'Write __array(values, ...) at the end.'];
  if (!ofMaps && kind !== 'prog_array') return ['it lists values, and is neither a map of maps nor of programs'];
  if ((sizes.value ?? 4) !== 4 && sizes.value !== 0)
    return [`its values have ${sizes.value} bytes, and not the 4 of a descriptor`];
  const array = resolve(btf, type);
  const element = btf.kind(array) === kinds.array ? pointedBy(btf, btf.arrayElement(array)) : undefined;
  const held = element === undefined ? 0 : resolve(btf, element);
  if (!ofMaps) return btf.kind(held) === kinds.prototype ? undefined : ['its values are not written as functions'];
  return btf.kind(held) === kinds.struct
    ? wrongDefinition(btf, held, {...definition, inner: true})
    : ['its values are not written as maps'];
};
