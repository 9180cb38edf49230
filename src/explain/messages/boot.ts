import {listOf, speaking} from '../message.ts';

const shim = 'https://github.com/rhboot/shim/blob/main';
const grub = 'https://github.com/rhboot/grub2/blob/fedora-44';

/** A kernel was not started that nobody vouches for. */
export const unsigned = speaking({certain: 'unsigned-kernel-secure-boot'}, [
  ...listOf('shim', `${shim}/shim.c`, ['import_mok_state() failed', 'SBAT self-check failed']),
  ...listOf('shim', `${shim}/lib/console.c`, ['Security Violation']),
  ...listOf('grub', `${grub}/grub-core/kern/efi/sb.c`, ['bad shim signature']),
  ...listOf('grub', `${grub}/grub-core/kern/verifiers.c`, ['verification requested but nobody cares: %s']),
]);
