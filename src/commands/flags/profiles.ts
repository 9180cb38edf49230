import {Flags} from '@oclif/core';
import {profiles} from '../../profiles/catalogue.ts';
import {repeatable} from './repeatable.ts';

const names = profiles.map(({name}) => name);

/** `--for`, as far as any profile may be named; `purpose` completes "Profile ...". */
export const profileFlag = (purpose: string) =>
  Flags.string({
    description: `Profile ${purpose}: ${names.join(', ')}. Repeatable. Default: ${names[0]}.`,
    ...repeatable,
    helpValue: 'PROFILE',
  });
