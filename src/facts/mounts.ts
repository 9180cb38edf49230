import {type Fact, valueIfKnown} from './fact.ts';
import type {Mount} from './facts.ts';

/** Whether a path is a mount that is read-only; of several over each other the last one counts. */
export const isReadOnly = (mounts: Fact<readonly Mount[]>, path: string): boolean =>
  valueIfKnown(mounts)
    ?.findLast((mount) => mount.path === path)
    ?.options.includes('ro') ?? false;
