import {catalogue} from './catalogue.ts';
import {type Speaks, type Weighable, weighable} from './cause.ts';
import type {Label} from './label.ts';
import {spoken} from './messages.ts';
import {cured} from './rules/cured.ts';
import {eperm} from './rules/eperm.ts';

/** Every cause: what its own file says, and what tables and tools' messages say of it. */
export const causes: readonly Weighable[] = (Object.keys(catalogue) as Label[]).map((label) => {
  const tables: readonly (Speaks | undefined)[] = [spoken[label], eperm[label], cured[label]];
  return weighable(
    label,
    catalogue[label],
    tables.filter((table) => table !== undefined),
  );
});
