import {listOf, speaking} from '../message.ts';

const tree = 'https://git.kernel.org/pub/scm/devel/pahole/pahole.git/tree';

/** pahole does not understand what a compiler or a kernel of another age wrote. */
export const notEncoded = speaking({strong: 'pahole-version-incompatible'}, [
  ...listOf('pahole', `${tree}/pahole.c`, [
    'Failed to encode BTF',
    'Error creating BTF encoder.',
    "Failed to parse base BTF '%s': %ld",
    "Feature '%s' in '%s' is not supported.",
  ]),
  ...listOf('pahole', `${tree}/btf_encoder.c`, [
    'btf__add_enum64 is not available, is libbpf < 1.0?',
    'btf__add_type_attr is not available, is libbpf < 1.6?',
    'btf__distill_base is not available, is libbpf < 1.5?',
    "error: failed to encode function '%s'",
    "error: failed to encode tag '%s'",
    "error: failed to encode variable '%s'",
    'Unsupported DW_TAG_%s(0x%x): type: 0x%x',
  ]),
  ...listOf('pahole', `${tree}/dwarf_loader.c`, ['unhandled %#x DW_OP_ operation']),
]);
