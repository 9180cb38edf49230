import type {Loader} from '../loader.ts';

/** How a loader resolves CO-RE relocations, where loaders differ. */
export interface Rules {
  /** Types of modules: only where vmlinux has none of the name, together with those of vmlinux, or never. */
  readonly modules: 'behind' | 'beside' | 'never';
  /** Which kinds may stand for the object's type: the same, where an enum of 64 bits is an enum; exactly the same; any that fits when it is followed. */
  readonly kinds: 'same' | 'exact' | 'any';
  /**
   * Several types of a name: each match drops what does not fit for all that follow; each is looked at anew; or the one that fits most relocations of a
   * program is taken for all of them.
   */
  readonly several: 'prune' | 'anew' | 'best';
  /** An enum without a name stands for any other. */
  readonly namelessEnums: boolean;
  /** An array stands for another only if its elements do; else that is looked at when one is accessed. */
  readonly elements: boolean;
  /** An element of an array without a length, amid a struct. */
  readonly emptyArray: 'missing' | 'refused';
  /** An element of an array without a length in the object's own types is accepted where it is the last member, or (by mistake) where its index is that. */
  readonly ownFlexible: 'last' | 'index';
  /** The size and the id of a type that the kernel lacks. */
  readonly missingType: 'zero' | 'poison' | 'refused';
  /** Ids of types in modules cannot be had. */
  readonly moduleIds: boolean;
  /** Values of enums of 32 bits keep their sign: always, or where the enum says so. */
  readonly signs: 'always' | 'flagged';
  /** A bitfield across the bounds of its type is read by a wider load. */
  readonly widerBitfields: boolean;
  /** Instructions hold what the record says of the object: not ids, which linkers change; all; nothing is looked at. */
  readonly holds: 'values' | 'all' | 'nothing';
  /** A load or store of another width than the kernel's field: changed or, where that reads something else, made invalid; changed or refused; left as it is. */
  readonly widths: 'change' | 'refuse' | 'keep';
  /** Numbers above 2^31-1 fit into an instruction, as the negative ones that they may be. */
  readonly negatives: boolean;
  /** `bpf_core_type_matches` compares what is behind pointers by its name and kind alone, or as deep as types go. */
  readonly matching: 'shallow' | 'deep';
  /** A refused relocation stops the programs that it is in, or the whole object. */
  readonly refuses: 'program' | 'object';
}

/**
 * libbpf f7081a6: src/relo_core.c, and libbpf.c, bpf_core_add_cands.
 * cilium/ebpf 5ba0b3b: btf/core.go, CORERelocate to coreAreMembersCompatible and COREFixup.Apply; linker.go, applyRelocations.
 * aya 875daf9: aya-obj/src/btf/relocation.rs, relocate_btf to ComputedRelocation; types.rs, fields_are_compatible.
 */
export const rulesOf: Readonly<Record<Loader, Rules>> = {
  libbpf: {
    modules: 'behind',
    kinds: 'same',
    several: 'prune',
    namelessEnums: true,
    elements: true,
    emptyArray: 'missing',
    ownFlexible: 'last',
    missingType: 'zero',
    moduleIds: true,
    signs: 'always',
    widerBitfields: true,
    holds: 'values',
    widths: 'change',
    negatives: true,
    matching: 'shallow',
    refuses: 'program',
  },
  cilium: {
    modules: 'beside',
    kinds: 'any',
    several: 'best',
    namelessEnums: true,
    elements: false,
    emptyArray: 'refused',
    ownFlexible: 'last',
    missingType: 'poison',
    moduleIds: false,
    signs: 'flagged',
    widerBitfields: false,
    holds: 'all',
    widths: 'keep',
    negatives: false,
    matching: 'deep',
    refuses: 'program',
  },
  aya: {
    modules: 'never',
    kinds: 'exact',
    several: 'anew',
    namelessEnums: false,
    elements: true,
    emptyArray: 'missing',
    ownFlexible: 'index',
    missingType: 'refused',
    moduleIds: false,
    signs: 'flagged',
    widerBitfields: true,
    holds: 'nothing',
    widths: 'refuse',
    negatives: true,
    // It refuses an object that asks.
    matching: 'shallow',
    refuses: 'object',
  },
};
