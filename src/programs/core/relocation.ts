/** What a CO-RE relocation asks of the kernel's types: `enum bpf_core_relo_kind`, by number. */
export const relocationKinds = [
  'byte_off',
  'byte_sz',
  'field_exists',
  'signed',
  'lshift_u64',
  'rshift_u64',
  'local_type_id',
  'target_type_id',
  'type_exists',
  'type_size',
  'enumval_exists',
  'enumval_value',
  'type_matches',
] as const;

export type RelocationKind = (typeof relocationKinds)[number];

/** A record of .BTF.ext: an instruction whose value is that of a field, type or enumerator of the kernel it runs on. */
export interface CoreRelocation {
  /** The section of the instruction, by name. */
  readonly section: string;
  /** The instruction's index in its section. */
  readonly instruction: number;
  readonly kind: RelocationKind;
  /** The type in the object's BTF at which the access begins. */
  readonly type: number;
  /** Indices of members and elements, `0:1:2`; of the enumerator. */
  readonly access: string;
}

export const isFieldKind = (kind: RelocationKind): boolean => relocationKinds.indexOf(kind) < 6;
export const isEnumKind = (kind: RelocationKind): boolean => kind === 'enumval_exists' || kind === 'enumval_value';
export const isTypeKind = (kind: RelocationKind): boolean => !isFieldKind(kind) && !isEnumKind(kind);
