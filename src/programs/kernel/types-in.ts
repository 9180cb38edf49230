import {readBtf} from '../btf/btf.ts';
import {KernelTypes} from '../core/kernel-types.ts';
import {inFile, refusal} from '../refusal.ts';
import {lookInto} from './kernel-file.ts';

/** The types in bytes that need no unpacking: raw BTF, or a kernel's file with a section of it. `file` is what a refusal calls them. @throws Failure */
export const typesInBytes = (file: string, bytes: Uint8Array): KernelTypes =>
  inFile(file, () => {
    const found = lookInto(bytes);
    if (found.kind === 'btf') return new KernelTypes(readBtf(found.bytes));
    throw refusal('These types are packed.', 'They are in a packed kernel or in a package.', 'Unpack it first.');
  });
