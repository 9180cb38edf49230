import {Flags} from '@oclif/core';

/** `--policy`; `purpose` as in "`Judge by` this policy". */
export const policyFlag = (purpose: string) =>
  Flags.string({
    description: `${purpose} this policy: profiles, required checks and versions, ignored checks. - for standard input. Default: ebpf.yml here, or above it up to the root of the repository.`,
    helpValue: 'FILE',
  });
