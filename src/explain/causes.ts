import * as catalogue from './catalogue.ts';
import {type Cause, type Speaks, type Weighable, weighable} from './cause.ts';
import type {Label} from './label.ts';
import {spoken} from './messages.ts';
import {cured} from './rules/cured.ts';
import {eperm} from './rules/eperm.ts';
import {told} from './told.ts';

/** Every cause: what its own file says, and what tables, tools' messages and people say of it. */
export const causes: readonly Weighable[] = (Object.entries<Cause>(catalogue) as [Label, Cause][]).map(
  ([label, cause]) => {
    const tables: readonly (Speaks | undefined)[] = [spoken[label], eperm[label], cured[label]];
    return weighable(
      label,
      cause,
      tables.filter((table) => table !== undefined),
      told.flatMap(([of, ...words]) => (of === label ? [words] : [])),
    );
  },
);
