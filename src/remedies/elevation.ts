import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';

/** Programs that run a command as root. */
export type Elevation = 'sudo' | 'doas';

/** What a user writes before a command for root: nothing as root, nor where neither is there. sudo where nobody could look. */
export const elevationOf = ({privileges: {uid, elevation}}: Facts): Elevation | undefined => {
  if (valueIfKnown(uid) === 0) return undefined;
  const there = valueIfKnown(elevation);
  return there ? (['sudo', 'doas'] as const).find((name) => there.includes(name)) : 'sudo';
};
