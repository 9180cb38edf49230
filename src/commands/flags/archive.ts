import {Flags} from '@oclif/core';
import {mainlineArchive} from '../../kernels/mainline/archive.ts';

/** Flags of every command that reads an archive of kernels. */
export const archiveFlags = {
  archive: Flags.string({
    description: 'Archive to use: the Ubuntu mainline one, or a mirror laid out like it.',
    default: mainlineArchive,
    helpValue: 'URL',
  }),
  'plain-http': Flags.boolean({
    description: 'Allow http for --archive. Signatures are checked all the same.',
  }),
};

/** Flags of every command that takes kernels from an archive. */
export const signatureFlags = {
  keyring: Flags.string({
    description:
      "File with the archive's public key; else the keyserver is asked once. Its fingerprint must be the pinned one.",
    helpValue: 'FILE',
  }),
  fingerprint: Flags.string({
    description: 'Fingerprint of the key that must have signed, for a mirror that you sign yourself.',
    helpValue: 'HEX',
  }),
};
