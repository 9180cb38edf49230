import {catalogue} from './catalogue.ts';
import {type Weighable, weighable} from './cause.ts';
import type {Label} from './label.ts';
import {cured} from './rules/cured.ts';
import {eperm} from './rules/eperm.ts';

/** Every cause: what its own file says, and what tables say of it. */
export const causes: readonly Weighable[] = (Object.keys(catalogue) as Label[]).map((label) =>
  weighable(
    label,
    catalogue[label],
    [eperm[label], cured[label]].filter((table) => table !== undefined),
  ),
);
