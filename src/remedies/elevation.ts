import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';

/** Programs that run a command as root. */
export type Elevation = 'sudo' | 'doas';

/** What a user writes before a command for root: nothing as root, nor where neither is there or sudo refuses. sudo where nobody could look. */
export const elevationOf = ({privileges: {uid, elevation, sudo}}: Facts): Elevation | undefined => {
  if (valueIfKnown(uid) === 0) return undefined;
  const there = valueIfKnown(elevation);
  const refused = sudo?.state === 'known' && sudo.value === 'refused';
  return there
    ? (['sudo', 'doas'] as const).find((name) => there.includes(name) && !(name === 'sudo' && refused))
    : 'sudo';
};
